"""The write steps of establishments: what is checked of a name, a registration and a representative."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.text import fold, nfc
from tantam.people.models import Establishment, Person, Representative
from tantam.people.parts.recording import UnableToRecord, identity_index, lock_commune
from tantam.units.models import Commune

ADULT_YEARS: Final = 18  # Civil Code 91/2015/QH13, article 20
# A business number has 10 digits, a dependent unit's three more (circular 105/2020/TT-BTC, article 5).
_BUSINESS_NUMBER: Final = re.compile(r"[0-9]{10}(-[0-9]{3})?")
_PAPER_NUMBER: Final = re.compile(r"[0-9A-Z][0-9A-Z/.\-]{2,19}")
_NUMBERED: Final = frozenset(
    {Establishment.Kind.ENTERPRISE, Establishment.Kind.COOPERATIVE, Establishment.Kind.COOPERATIVE_UNION}
)
# A household business may be taxed under its owner's citizen number, which has no place here.
_CITIZEN_DIGITS: Final = frozenset({9, 12})


@dataclass(frozen=True, slots=True)
class EstablishmentFields:
    """What is written down about an establishment; a cooperative group may have no registration."""

    kind: str
    name: str
    address: str
    registration: str = ""


@dataclass(frozen=True, slots=True)
class RepresentativeFields:
    """Who acts for an establishment: the number of a citizen's card in the register, or only a name."""

    identity: str = ""
    name: str = ""
    position: str = ""


def write_establishment(*, asked: Asked, commune_id: int, fields: EstablishmentFields, code: str = "") -> Establishment:
    """Write an establishment down, under its code or the commune's next one.

    :raises UnableToRecord: if something is wrong with it, or its code or registration is taken.
    """
    commune = lock_commune(commune_id)
    code = nfc(code).strip() or _next_code(commune)
    if Establishment.objects.filter(code=code).exists():
        raise UnableToRecord(_("Mã cơ sở %(code)s đã có trong sổ. Hãy dùng mã khác.") % {"code": code})
    row = Establishment(
        code=code,
        commune=commune,
        recorded_by=asked.actor_id,
        recorded_by_name=asked.actor.name,
        recorded_at=asked.at,
    )
    write_fields(row, fields)
    return row


def write_fields(row: Establishment, fields: EstablishmentFields) -> None:
    """Write what is known of an establishment into its row, and save it.

    :raises UnableToRecord: if something is wrong with it, or another has the registration.
    """
    name, address = " ".join(nfc(fields.name).split()), nfc(fields.address).strip()
    if fields.kind not in Establishment.Kind.values:
        raise UnableToRecord(_("Cần chọn loại hình cơ sở."))
    if not name or not address:
        raise UnableToRecord(_("Cần tên và địa chỉ của cơ sở."))
    registration = read_registration(fields.kind, fields.registration)
    _refuse_taken(row, registration)
    row.kind, row.name, row.name_folded = fields.kind, name[:200], fold(name)[:200]
    row.address, row.registration = address[:200], registration
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # another commune wrote the number down meanwhile
        _refuse_taken(row, registration)
        raise


def _refuse_taken(row: Establishment, registration: str | None) -> None:
    """Refuse a registration that another establishment has."""
    if registration is None:
        return
    other = Establishment.objects.exclude(pk=row.pk).filter(registration=registration).first()
    if other is not None:
        raise UnableToRecord(
            _("Số %(number)s đã được ghi cho cơ sở %(code)s. Hãy xem lại số, hoặc tìm cơ sở ấy trong sổ.")
            % {"number": registration, "code": other.code}
        )


def read_registration(kind: str, text: str) -> str | None:
    """Return a registration as it is kept; None where a kind that needs none has none.

    :raises UnableToRecord: if it is lacking or malformed, or looks like a citizen's number.
    """
    number = re.sub(r"\s", "", nfc(text)).upper()
    digits = re.sub(r"[.\-]", "", number)
    if digits.isdigit() and len(digits) in _CITIZEN_DIGITS:
        raise UnableToRecord(_("Số này giống số căn cước của một người. Hãy ghi số giấy chứng nhận đăng ký của cơ sở."))
    if kind in _NUMBERED and not _BUSINESS_NUMBER.fullmatch(number):
        raise UnableToRecord(_("Mã số doanh nghiệp, hợp tác xã có 10 chữ số, đơn vị phụ thuộc thêm -001 đến -999."))
    if not number and kind == Establishment.Kind.COOPERATIVE_GROUP:
        return None
    if not _PAPER_NUMBER.fullmatch(number):
        raise UnableToRecord(_("Cần số giấy chứng nhận đăng ký, từ 3 đến 20 chữ và số."))
    return number


def set_representative(
    row: Establishment, fields: RepresentativeFields, *, asked: Asked, starts_on: date
) -> Representative:
    """Write down who acts for an establishment from a day on; whoever did before ends then.

    :raises UnableToRecord: if the person is not in the register or not of age, nobody is named, or the day lies
        ahead or not after the day of the one before.
    """
    if starts_on > asked.book_date:
        raise UnableToRecord(_("Ngày bắt đầu đại diện không thể sau hôm nay."))
    who = _who(fields, day=starts_on)
    before = row.representatives.filter(ends_before=None).first()
    if before is not None:
        if starts_on <= before.starts_on:
            raise UnableToRecord(
                _("Người đại diện mới phải bắt đầu sau ngày %(day)s.") % {"day": f"{before.starts_on:%d/%m/%Y}"}
            )
        before.ends_before = starts_on
        before.save(update_fields=["ends_before"])
    return Representative.objects.create(
        establishment=row,
        position=" ".join(nfc(fields.position).split())[:100],
        starts_on=starts_on,
        recorded_by=asked.actor_id,
        recorded_by_name=asked.actor.name,
        recorded_at=asked.at,
        **who,
    )


def _who(fields: RepresentativeFields, *, day: date) -> Mapping[str, Person | str]:
    name = " ".join(nfc(fields.name).split())[:150]
    if not fields.identity:
        if not name:
            raise UnableToRecord(_("Cần người đại diện: số căn cước của người trong sổ, hoặc họ và tên."))
        return {"name": name}
    person = Person.objects.filter(
        identity_index=identity_index(fields.identity), merged_into=None, erased_at=None
    ).first()
    if person is None:
        raise UnableToRecord(
            _("Không có ai trong sổ mang số căn cước này. Hãy kiểm tra lại số, hoặc để trống và chỉ ghi họ và tên.")
        )
    born = person.birth_date
    if born is not None and day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < ADULT_YEARS:
        raise UnableToRecord(_("Người đại diện chưa đủ 18 tuổi. Hãy ghi người khác."))
    return {"person": person}


def _next_code(commune: Commune) -> str:
    prefix = f"{commune.state_code}-CS"
    codes = Establishment.objects.filter(commune=commune, code__startswith=prefix).values_list("code", flat=True)
    taken = (code.removeprefix(prefix) for code in codes)
    highest = max((int(number) for number in taken if number.isascii() and number.isdigit()), default=0)
    return f"{prefix}{highest + 1:04d}"

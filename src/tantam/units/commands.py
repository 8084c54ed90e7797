"""Writing units: loading a province's reference data, and the points to which an office of the bank comes."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.text import fold, nfc
from tantam.units.models import Commune, TransactionPoint, Unit

POINT_CODE_MAX: Final = 20
POINT_NAME_MAX: Final = 100
POINT_PLACE_MAX: Final = 200


class UnableToSetPoint(Refusal):
    """The transaction point cannot be as it was told."""


class UnableToLoadUnits(Refusal):
    """The list of units contradicts itself."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit to be loaded; `commune_form` and `former_district` only with a `state_code`."""

    code: str
    name: str
    short_name: str
    kind: str
    parent_code: str = ""
    state_code: str = ""
    commune_name: str = ""
    commune_form: str = ""
    former_district: str = ""


@command("units.load_units")
def load_units(*, asked: Asked, rows: tuple[UnitRow, ...], valid_from: date) -> int:
    """Write units that are not there yet, in the order given, and return how many were new.

    Units that exist are left as they are: administrators may have corrected them.

    :raises UnableToLoadUnits: if two rows have one code or a parent is unknown.
    """
    codes = [row.code for row in rows]
    if len(set(codes)) != len(codes):
        raise UnableToLoadUnits(_("Danh mục đơn vị có mã trùng nhau. Hãy sửa tệp danh mục rồi nạp lại."))
    known = dict(Unit.objects.values_list("code", "id"))
    added = 0
    for order, row in enumerate(rows):
        if row.code in known:
            continue
        if row.parent_code and row.parent_code not in known:
            raise UnableToLoadUnits(
                _("Đơn vị %(code)s có cấp trên %(parent)s không có trong danh mục.")
                % {"code": row.code, "parent": row.parent_code}
            )
        known[row.code] = _add(row, order=order, valid_from=valid_from, parent_id=known.get(row.parent_code))
        added += 1
    return added


def _add(row: UnitRow, *, order: int, valid_from: date, parent_id: int | None) -> int:
    commune = None
    if row.state_code:
        commune, _created = Commune.objects.get_or_create(
            state_code=row.state_code,
            defaults={
                "name": nfc(row.commune_name),
                "form": row.commune_form,
                "former_district": nfc(row.former_district),
            },
        )
    unit = Unit.objects.create(
        code=row.code,
        name=nfc(row.name),
        short_name=nfc(row.short_name),
        name_folded=fold(row.name),
        kind=row.kind,
        parent_id=parent_id,
        commune=commune,
        order=order,
        valid_from=valid_from,
    )
    return unit.pk


@command("units.set_point", subject=lambda _result, arguments: f"point:{arguments['code']}")
def set_point(
    *, asked: Asked, code: str, name: str, office_code: str, commune_code: str, place: str, visit_day: int
) -> int:
    """Write down where an office comes on a fixed day each month, or change the point of that code; return its id.

    A new point begins on the day of the book. An office keeps its points: they do not go over to another.

    :raises UnableToSetPoint: if office or commune are not known, a word or the day is impossible, or the code is
        another office's.
    :raises OutOfScope: if the office is not of the actor's units.
    """
    code, name, place = nfc(code).strip(), nfc(name).strip(), nfc(place).strip()
    office = Unit.objects.filter(code=office_code, kind__in=(Unit.Kind.BANK_BRANCH, Unit.Kind.BANK_OFFICE)).first()
    if office is None or not asked.actor.scope.covers(office.pk):
        raise OutOfScope(_("Không tìm thấy đơn vị này trong địa bàn của bạn."))
    commune = Commune.objects.filter(state_code=commune_code).first()
    if commune is None:
        raise UnableToSetPoint(_("Không có xã, phường nào mang mã %(code)s.") % {"code": commune_code})
    if not 0 < len(code) <= POINT_CODE_MAX or not 0 < len(name) <= POINT_NAME_MAX or len(place) > POINT_PLACE_MAX:
        raise UnableToSetPoint(
            _("Mã điểm cần từ 1 đến %(code)d ký tự, tên điểm từ 1 đến %(name)d, nơi giao dịch không quá %(place)d.")
            % {"code": POINT_CODE_MAX, "name": POINT_NAME_MAX, "place": POINT_PLACE_MAX}
        )
    if not 1 <= visit_day <= 31:
        raise UnableToSetPoint(_("Ngày giao dịch hằng tháng phải từ 1 đến 31."))
    earlier = TransactionPoint.objects.select_for_update().filter(code=code).first()
    if earlier is not None and earlier.office_id != office.pk:
        raise UnableToSetPoint(_("Mã điểm %(code)s đã dùng cho đơn vị khác. Hãy chọn mã khác.") % {"code": code})
    point, _is_new = TransactionPoint.objects.update_or_create(
        code=code,
        defaults={"name": name, "office": office, "commune": commune, "place": place, "visit_day": visit_day},
        create_defaults={
            "name": name,
            "office": office,
            "commune": commune,
            "place": place,
            "visit_day": visit_day,
            "starts_on": asked.book_date,
        },
    )
    return point.pk

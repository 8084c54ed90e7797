"""New people and their roles, changes to people's own settings and to what protects their sign-in."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tantam.access.models import Membership, User
from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.core.text import nfc
from tantam.units.models import Unit


class UnableToAddPerson(Refusal):
    """The person cannot be added."""


class UnableToGiveRole(Refusal):
    """The role cannot be given."""


class UnableToChooseLanguage(Refusal):
    """The interface is not written in that language."""


class UnableToResetSecondFactor(Refusal):
    """There is no such person, or nothing to reset."""


@command("access.add_person", subject=lambda result, _arguments: f"user:{result}", sealed=("password_hash",))
def add_person(
    *,
    asked: Asked,
    username: str,
    full_name: str,
    email: str = "",
    job_title: str = "",
    password_hash: str = "",
) -> int:
    """Add a person who may sign in, and return their number.

    `password_hash` is an encoded hash, never the password itself; without one nobody can sign in by password
    as this person. Many people of a demonstration share one hash, because making one takes long.

    :raises UnableToAddPerson: if the username is taken or not well formed, there is no name, or the hash
        is of no known kind.
    """
    username, full_name = nfc(username).strip(), " ".join(nfc(full_name).split())
    if not full_name:
        raise UnableToAddPerson(_("Cần họ và tên của người dùng."))
    if User.objects.filter(username__iexact=username).exists():
        raise UnableToAddPerson(
            _("Tên đăng nhập “%(username)s” đã có người dùng. Hãy chọn tên khác.") % {"username": username}
        )
    if password_hash:
        try:
            identify_hasher(password_hash)
        except ValueError:
            raise UnableToAddPerson(_("Mã băm mật khẩu không thuộc loại đang dùng.")) from None
    person = User(
        username=username,
        full_name=full_name,
        email=email,
        job_title=" ".join(nfc(job_title).split()),
        password=password_hash or make_password(None),
    )
    try:
        person.clean_fields()
    except ValidationError as problem:
        raise UnableToAddPerson(" ".join(problem.messages)) from None
    person.save(force_insert=True)
    return person.pk


@command("access.give_role", subject=lambda _result, arguments: f"user:{arguments['user_id']}")
def give_role(
    *,
    asked: Asked,
    user_id: int,
    unit_code: str,
    role: str,
    starts_on: date,
    ends_before: date | None = None,
) -> int:
    """Give a person a role for a unit from a day on, until a day (exclusive); return the role's number.

    :raises UnableToGiveRole: if the person, the unit or the role is not known, the days are the wrong way
        round, or the person holds this role for this unit already.
    """
    unit = Unit.objects.filter(code=unit_code, valid_to=None).first()
    if unit is None or role not in Membership.Role.values or not User.objects.filter(id=user_id).exists():
        raise UnableToGiveRole(_("Không có người dùng, đơn vị hoặc vai trò này."))
    if ends_before is not None and ends_before <= starts_on:
        raise UnableToGiveRole(_("Ngày kết thúc vai trò phải sau ngày bắt đầu."))
    held = Membership.objects.filter(user_id=user_id, unit=unit, role=role)
    if any(_overlap(row, starts_on=starts_on, ends_before=ends_before) for row in held):
        raise UnableToGiveRole(_("Người này đã giữ vai trò này tại đơn vị trong thời gian đó."))
    return Membership.objects.create(
        user_id=user_id, unit=unit, role=role, starts_on=starts_on, ends_before=ends_before
    ).pk


def _overlap(row: Membership, *, starts_on: date, ends_before: date | None) -> bool:
    begins_in_time = ends_before is None or row.starts_on < ends_before
    return begins_in_time and (row.ends_before is None or starts_on < row.ends_before)


@command("access.choose_language", subject=lambda _result, _arguments: "language")
def choose_language(*, asked: Asked, language: str) -> str:
    """Remember in which language a person reads the screens; return its code.

    :raises UnableToChooseLanguage: if the interface is not written in that language.
    """
    if language not in dict(settings.LANGUAGES):
        raise UnableToChooseLanguage(_("Giao diện chưa có ngôn ngữ này. Hãy chọn một ngôn ngữ trong danh sách."))
    User.objects.filter(id=asked.actor_id).update(language=language)
    return language


@command("access.reset_second_factor", subject=lambda _result, arguments: f"user:{arguments['user_id']}")
def reset_second_factor(*, asked: Asked, user_id: int) -> int:
    """Take away a person's second factors, so that new ones can be set up; return how many there were.

    For a person who lost the phone, the key and the recovery codes; at the next sign-in the password alone
    is asked for, and where the role must have a second factor a new one is set up before anything else.

    :raises UnableToResetSecondFactor: if there is no such person, or no second factor.
    """
    count: int
    count, _rows = Authenticator.objects.filter(user_id=user_id).delete()
    if not count:
        raise UnableToResetSecondFactor(_("Người dùng này chưa thiết lập xác thực hai bước, nên không có gì để gỡ."))
    return count

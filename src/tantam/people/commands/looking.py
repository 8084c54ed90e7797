"""Looking at people leaves a trace: the look itself, what was unmasked and why, what left as a file."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import NotAllowed, Refusal
from tantam.people.parts.register_filter import RegisterFilter, found_households
from tantam.people.parts.scope import get_household_in

REASON_MIN: Final = 10
EXPORT_MAX: Final = 5_000  # households in one file
PURPOSES: Final[dict[str, str | Promise]] = {
    "LOAN_FILE": gettext_lazy("Làm hồ sơ vay vốn"),
    "CONFIRM": gettext_lazy("Xác nhận danh sách của Tổ (mẫu 03/TD)"),
    "CORRECT": gettext_lazy("Đối chiếu, sửa thông tin"),
    "COMPLAINT": gettext_lazy("Giải quyết kiến nghị của người dân"),
    "INSPECTION": gettext_lazy("Kiểm tra, giám sát"),
}


class UnableToReveal(Refusal):
    """What is protected stays protected: no purpose was given."""


class UnableToExport(Refusal):
    """No file is made: no reason was given."""


def _of_household(_result: Any, arguments: dict[str, Any]) -> str:
    return f"household:{arguments['household_id']}"


@command("people.look_at_household", subject=_of_household)
def look_at_household(*, asked: Asked, household_id: int, purpose: str = "") -> None:
    """Write down that somebody looked at a household; nothing else changes.

    :raises OutOfScope: if the household is not the actor's to see.
    """
    assert len(purpose) <= 300
    get_household_in(asked.actor.scope, household_id)


@command("people.reveal", subject=_of_household)
def reveal(*, asked: Asked, household_id: int, purpose: str, reason: str) -> None:
    """Write down why a household's protected fields are to be seen.

    :raises OutOfScope: if the household is not the actor's to see.
    :raises UnableToReveal: without a purpose of the list and a reason in ten characters or more.
    """
    get_household_in(asked.actor.scope, household_id)
    if purpose not in PURPOSES:
        raise UnableToReveal(_("Cần chọn mục đích xem."))
    if len(reason.strip()) < REASON_MIN:
        raise UnableToReveal(_("Cần nêu lý do cụ thể, từ 10 ký tự trở lên."))


@command("people.export_register", sealed=("text",))
def export_register(
    *,
    asked: Asked,
    reason: str,
    with_sensitive: bool = False,
    text: str = "",
    kind: str = "",
    village_id: int | None = None,
    commune_id: int | None = None,
) -> int:
    """Write down that a part of the register leaves as a file, and why; return the number of households.

    :raises UnableToExport: without a reason in ten characters or more, or for more than 5,000 households.
    :raises NotAllowed: for the sensitive columns without the permission to export them.
    """
    if with_sensitive and not asked.actor.may("people.export_sensitive"):
        raise NotAllowed(_("Vai trò hiện tại không được xuất các cột được bảo mật."))
    if len(reason.strip()) < REASON_MIN:
        raise UnableToExport(_("Cần nêu lý do xuất danh sách, từ 10 ký tự trở lên."))
    chosen = RegisterFilter(text=text, kind=kind, village_id=village_id, commune_id=commune_id)
    count = found_households(asked.actor.scope, chosen, at=asked.at, day=asked.book_date).count()
    if count > EXPORT_MAX:
        raise UnableToExport(
            _("Danh sách có %(count)s hộ, mỗi tệp chứa tối đa %(most)s hộ. Hãy lọc theo xã, thôn hoặc diện.")
            % {"count": count, "most": EXPORT_MAX}
        )
    return count

"""Official lists: a clerk stages a list and says what its columns mean, the chairman approves it or returns it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.base.files import keep_file
from tantam.base.sealing import seal_bytes
from tantam.core.lists.fields import ListField
from tantam.core.vietnamese import format_date
from tantam.people.models import ColumnMapping, Decision, ListRow, OfficialList
from tantam.people.parts.listed import FILE, count_moved_away, get_list_in, seal_headers
from tantam.people.wording.decision_words import list_title
from tantam.units.models import Commune, Unit

State = OfficialList.State
SEALED_MEDIA: Final = "application/octet-stream"
# A file that came back or was dropped may come again.
_GONE: Final = (State.DROPPED, State.RETURNED)
_DROPPABLE: Final = (State.STAGED, State.READING, State.READ, State.RETURNED)


class UnableToTakeList(Refusal):
    """The list cannot be taken in as it stands."""


class UnableToApprove(Refusal):
    """The list cannot be approved or returned now."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """The file of a list as it was given."""

    content: bytes
    filename: str


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """Which sheet holds the list, the headers of its columns, what they mean by their place, and how many rows."""

    sheet: str
    headers: tuple[str, ...]
    headers_digest: str
    columns: Mapping[int, ListField]
    rows_total: int


@command("people.stage_list", subject=lambda result, _: f"list:{result}", sealed=("file",))
def stage_list(*, asked: Asked, file: ListFile, content_sha256: str, kind: str, year: int, effective_on: date) -> int:
    """Keep the file of a list of the actor's commune, sealed, and return the list's number.

    :raises UnableToTakeList: if the unit is no commune, or the same file is here already.
    """
    commune = _commune_of(asked)
    if commune is None:
        raise UnableToTakeList(_("Chỉ xã, phường, đặc khu mới nhận danh sách. Hãy chọn vai trò của đơn vị cấp xã."))
    earlier = (
        OfficialList.objects.filter(commune=commune, kind=kind, year=year, content_sha256=content_sha256)
        .exclude(state__in=_GONE)
        .first()
    )
    if earlier is not None:
        raise UnableToTakeList(
            _("Đúng tệp này đã được nhận ngày %(day)s (danh sách số %(number)d). Hãy mở danh sách đó để làm tiếp.")
            % {"day": format_date(earlier.staged_at.date()), "number": earlier.pk}
        )
    _drop_returned(commune, kind, year)
    kept = keep_file(seal_bytes(file.content, purpose=FILE), media_type=SEALED_MEDIA, at=asked.at)
    made = OfficialList.objects.create(
        commune=commune,
        kind=kind,
        year=year,
        effective_on=effective_on,
        file=kept,
        content_sha256=content_sha256,
        filename=file.filename[:200],
        staged_by=asked.actor_id,
        staged_by_name=asked.actor.name,
        staged_at=asked.at,
    )
    return made.pk


# The first row of a file without headers is a person: it is sealed in the chain and beside the list.
@command("people.map_columns", subject=lambda _, arguments: f"list:{arguments['list_id']}", sealed=("chosen",))
def map_columns(*, asked: Asked, list_id: int, chosen: ChosenColumns) -> int:
    """Say what the columns of a list mean, remember it for files that look alike, and begin reading from row one.

    Rows that were read with other columns are forgotten. Returns which reading of the list this is, from 1.

    :raises UnableToTakeList: if the list was approved or dropped meanwhile.
    """
    official_list = get_list_in(asked.actor.scope, list_id, lock=True)
    if official_list.state not in (State.STAGED, State.READING, State.READ):
        raise UnableToTakeList(
            _("Danh sách này ở tình trạng “%(state)s” nên không ghép cột được nữa.") % {"state": _state(official_list)}
        )
    fields = {str(place): ListField(field).value for place, field in sorted(chosen.columns.items())}
    ColumnMapping.objects.update_or_create(
        headers_digest=chosen.headers_digest,
        defaults={"columns": fields, "chosen_by_name": asked.actor.name, "chosen_at": asked.at},
    )
    official_list.rows.all().delete()
    official_list.columns = {"sheet": chosen.sheet, "headers": seal_headers(chosen.headers), "columns": fields}
    official_list.rows_total, official_list.rows_read = chosen.rows_total, 0
    official_list.readings += 1
    official_list.state = State.READING
    official_list.save(update_fields=["columns", "rows_total", "rows_read", "readings", "state"])
    return official_list.readings


@command("people.drop_list", subject=lambda _, arguments: f"list:{arguments['list_id']}")
def drop_list(*, asked: Asked, list_id: int) -> None:
    """Drop a list that is not approved: its rows go, its file stays.

    :raises UnableToTakeList: if it was approved.
    """
    official_list = get_list_in(asked.actor.scope, list_id, lock=True)
    if official_list.state not in _DROPPABLE:
        raise UnableToTakeList(
            _("Danh sách này ở tình trạng “%(state)s” nên không bỏ được.") % {"state": _state(official_list)}
        )
    official_list.rows.all().delete()
    official_list.state = State.DROPPED
    official_list.save(update_fields=["state"])


@command("people.approve_list", subject=lambda _, arguments: f"list:{arguments['list_id']}")
def approve_list(
    *,
    asked: Asked,
    list_id: int,
    reading: int,
    number: int,
    symbol: str,
    signed_on: date,
    signer: str,
    signer_title: str,
) -> int:
    """Approve a list by a decision of the commune's chairman; from here on it is written to the register.

    `reading` is the reading that was looked at. Returns the decision's number in the system.

    :raises UnableToApprove: if the list is not read, was read anew since it was looked at, nothing of it is taken,
        somebody on it moved to another commune since it was read, the same person staged it, the decision is signed
        after today, or its number is taken.
    """
    official_list = get_list_in(asked.actor.scope, list_id, lock=True)
    _check_second_person(asked, official_list)
    if official_list.readings != reading:
        raise UnableToApprove(_("Danh sách vừa được đọc lại sau khi mở trang này. Hãy tải lại trang và xem lại."))
    if not ListRow.objects.filter(official_list=official_list).exclude(fate=ListRow.Fate.REFUSED).exists():
        raise UnableToApprove(_("Không dòng nào của danh sách được nhận. Hãy trả lại để cán bộ sửa tệp."))
    _check_nobody_moved(official_list)
    if signed_on > asked.book_date:
        raise UnableToApprove(_("Ngày ký không được sau hôm nay."))
    issuer = _issuer(asked, official_list)
    whole_number = f"{number:02d}/{symbol.strip()}"
    decision, made = Decision.objects.get_or_create(
        issuer=issuer,
        number=whole_number,
        year=signed_on.year,
        defaults={
            "commune": official_list.commune,
            "signed_on": signed_on,
            "title": list_title(official_list.kind, official_list.year, official_list.effective_on),
            "signer": signer.strip(),
            "signer_title": signer_title.strip(),
        },
    )
    if not made:
        raise UnableToApprove(
            _("Quyết định số %(number)s năm %(year)d đã có. Hãy xem lại số quyết định.")
            % {"number": whole_number, "year": signed_on.year}
        )
    official_list.decision = decision
    official_list.state = State.APPROVED
    official_list.approved_by_name, official_list.approved_at = asked.actor.name, asked.at
    official_list.save(update_fields=["decision", "state", "approved_by_name", "approved_at"])
    return decision.pk


@command("people.return_list", subject=lambda _, arguments: f"list:{arguments['list_id']}")
def return_list(*, asked: Asked, list_id: int, reason: str) -> None:
    """Return a list to the clerk with the reason; a corrected file is staged anew.

    :raises UnableToApprove: if the list is not waiting for approval, or the same person staged it.
    """
    official_list = get_list_in(asked.actor.scope, list_id, lock=True)
    _check_second_person(asked, official_list)
    official_list.state = State.RETURNED
    official_list.returned_reason = reason.strip()
    official_list.returned_by_name, official_list.returned_at = asked.actor.name, asked.at
    official_list.save(update_fields=["state", "returned_reason", "returned_by_name", "returned_at"])


def _drop_returned(commune: Commune, kind: str, year: int) -> None:
    """Drop what was returned: the corrected file takes its place."""
    returned = OfficialList.objects.filter(commune=commune, kind=kind, year=year, state=State.RETURNED)
    ListRow.objects.filter(official_list__in=returned).delete()
    returned.update(state=State.DROPPED)


def _check_second_person(asked: Asked, official_list: OfficialList) -> None:
    """Refuse unless the list waits, the actor answers for its commune, and another person staged it."""
    commune = _commune_of(asked)
    if commune is None or commune.pk != official_list.commune_id:
        raise UnableToApprove(_("Chỉ lãnh đạo Ủy ban nhân dân của chính xã này mới duyệt danh sách."))
    if official_list.state != State.READ:
        raise UnableToApprove(
            _("Danh sách này ở tình trạng “%(state)s”, không chờ duyệt. Hãy tải lại trang.")
            % {"state": _state(official_list)}
        )
    if asked.actor_id == official_list.staged_by:
        raise UnableToApprove(_("Người tải danh sách lên không tự duyệt được. Cần một người khác duyệt."))


def _check_nobody_moved(official_list: OfficialList) -> None:
    """Refuse a list that would take back who moved to another commune since it was read; removals take nobody."""
    gone = 0 if official_list.kind == OfficialList.Kind.REMOVALS else count_moved_away(official_list)
    if gone:
        raise UnableToApprove(
            _(
                "Sau khi đọc tệp, %(count)d người trong danh sách đã được ghi ở xã khác. Hãy đề nghị cán bộ ghép "
                "lại cột để đọc lại từ đầu, rồi duyệt."
            )
            % {"count": gone}
        )


def _commune_of(asked: Asked) -> Commune | None:
    unit = Unit.objects.select_related("commune").filter(id=asked.actor.unit_id or 0).first()
    return unit.commune if unit else None


def _issuer(asked: Asked, official_list: OfficialList) -> str:
    return asked.actor.unit_name or f"Ủy ban nhân dân {official_list.commune}"


def _state(official_list: OfficialList) -> Any:
    return official_list.get_state_display()

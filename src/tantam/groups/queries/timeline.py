"""Everything that is known to have happened to a group, in one line of time, newest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.groups.models import Contract, Group, GroupStep, Organisation
from tantam.groups.parts.scope import get_group_in
from tantam.groups.queries.looking import GroupSight, end_known, known_by
from tantam.people.queries.homes import list_names

Names = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class GroupHappening:
    """Something that happened on a day: in words, by which paper, when it was recorded."""

    on: date
    kind: str  # STEP | MEMBER | BOARD | CONVENTION | MEETING | CONTRACT | TRANSFER
    words: str
    ground: str = ""
    recorded_at: datetime | None = None


def list_group_happenings(*, scope: Scope, group_id: int, sight: GroupSight) -> list[GroupHappening]:
    """Return what is known at a moment to have happened to a group by a day.

    :raises OutOfScope: if there is no such group for this actor.
    """
    row = get_group_in(scope, group_id)
    persons = {*row.members.values_list("person_id", flat=True), *row.seats.values_list("person_id", flat=True)}
    named = list_names(scope=scope, person_ids=persons)

    def name(person_id: int) -> str:
        return named[person_id].name if person_id in named else _("(người ở nơi khác)")

    found = [*_of_steps(row, sight), *_of_members(row, sight, name), *_of_board(row, sight, name)]
    found += [*_of_agreements(row, sight), *_of_contracts(row, sight)]
    shown = [happening for happening in found if happening.on <= sight.day]
    return sorted(shown, key=lambda one: (one.on, one.recorded_at or sight.at), reverse=True)


def _of_steps(row: Group, sight: GroupSight) -> Iterator[GroupHappening]:
    words = {
        GroupStep.Kind.FORMED: _("Thành lập Tổ"),
        GroupStep.Kind.ASKED: _("Trình Ủy ban nhân dân cấp xã phê duyệt"),
        GroupStep.Kind.APPROVED: _("Ủy ban nhân dân cấp xã phê duyệt"),
        GroupStep.Kind.RETURNED: _("Ủy ban nhân dân cấp xã trả lại"),
        GroupStep.Kind.DISSOLVED: _("Giải thể Tổ"),
    }
    for step in row.steps.filter(known_by(sight)).order_by("id"):
        ground = " · ".join(part for part in (step.number, step.signer or step.by_name, step.reason) if part)
        yield GroupHappening(step.on, "STEP", words[GroupStep.Kind(step.kind)], ground, step.recorded_at)


def _of_members(row: Group, sight: GroupSight, name: Names) -> Iterator[GroupHappening]:
    for one in row.members.filter(known_by(sight)).select_related("household").order_by("id"):
        who = {"name": name(one.person_id), "code": one.household.code}
        yield GroupHappening(one.starts_on, "MEMBER", _("Vào Tổ: %(name)s (hộ %(code)s)") % who, "", one.recorded_at)
        ended = end_known(one, sight)
        if ended is not None:
            words = _("Ra khỏi Tổ: %(name)s (hộ %(code)s)") % who
            yield GroupHappening(ended, "MEMBER", words, str(one.get_reason_left_display()), one.end_recorded_at)


def _of_board(row: Group, sight: GroupSight, name: Names) -> Iterator[GroupHappening]:
    for seat in row.seats.filter(known_by(sight)).order_by("id"):
        who = {"name": name(seat.person_id), "role": str(seat.get_role_display())}
        yield GroupHappening(seat.starts_on, "BOARD", _("Bầu %(role)s: %(name)s") % who, "", seat.recorded_at)
        ended = end_known(seat, sight)
        if ended is not None:
            yield GroupHappening(ended, "BOARD", _("Thôi %(role)s: %(name)s") % who, "", seat.end_recorded_at)


def _of_agreements(row: Group, sight: GroupSight) -> Iterator[GroupHappening]:
    for one in row.conventions.filter(known_by(sight)).order_by("id"):
        words = _("Quy ước: gửi tiết kiệm %(sum)s đ một tháng, họp ngày %(day)s") % {
            "sum": f"{one.monthly_savings_vnd:,}".replace(",", "."),
            "day": one.meeting_day,
        }
        yield GroupHappening(one.starts_on, "CONVENTION", words, "", one.recorded_at)
    for meeting in row.meetings.filter(known_by(sight)).order_by("id"):
        words = _("Họp Tổ: %(kind)s") % {"kind": meeting.get_kind_display()}
        yield GroupHappening(meeting.held_on, "MEETING", words, meeting.place, meeting.recorded_at)
    for transfer in row.transfers.filter(known_by(sight)).order_by("id"):
        words = _("Chuyển từ %(before)s sang %(after)s") % {
            "before": Organisation(transfer.from_organisation).label,
            "after": Organisation(transfer.to_organisation).label,
        }
        yield GroupHappening(transfer.starts_on, "TRANSFER", words, transfer.number, transfer.recorded_at)


def _of_contracts(row: Group, sight: GroupSight) -> Iterator[GroupHappening]:
    for contract in Contract.objects.filter(known_by(sight), group=row).order_by("id"):
        said = {"kind": str(contract.get_kind_display())}
        number = contract.number
        yield GroupHappening(contract.starts_on, "CONTRACT", _("Ký %(kind)s") % said, number, contract.recorded_at)
        ended = end_known(contract, sight)
        if ended is not None:
            words = _("Hết hiệu lực %(kind)s") % said
            yield GroupHappening(ended, "CONTRACT", words, number, contract.end_recorded_at)

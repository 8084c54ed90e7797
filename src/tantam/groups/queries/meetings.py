"""One meeting of a group with who came and how it was voted."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.groups.models import Group, GroupMember, Meeting
from tantam.groups.parts.days import holding_on
from tantam.groups.parts.scope import get_group_in
from tantam.people.queries.homes import list_names


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member of the day of a meeting, and whether they came."""

    member_id: int
    name: str
    household_code: str
    came: bool


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote; it passed if more than half of those present were in favour. Amounts in đồng."""

    matter: str
    name: str
    amount_vnd: int | None
    term_months: int | None
    in_favour: int
    against: int
    abstained: int
    has_passed: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The minutes of a meeting."""

    id: int
    group_id: int
    kind: str
    kind_label: str
    held_on: date
    place: str
    present: int
    members_count: int
    secretary: str
    village_head: str
    officer: str
    text: str
    by_name: str
    attendees: tuple[Attendee, ...]
    votes: tuple[VoteLine, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def get_meeting(*, scope: Scope, group_id: int, meeting_id: int) -> MeetingPage:
    """Return a meeting of a group.

    :raises OutOfScope: if there is none for this actor.
    """
    group = get_group_in(scope, group_id)
    row = Meeting.objects.filter(group=group, id=meeting_id).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy cuộc họp này."))
    on_the_day = GroupMember.objects.filter(holding_on(row.held_on), group=group).select_related("household")
    members = {one.pk: one for one in on_the_day.order_by("id")}
    came = set(row.attendances.values_list("member_id", flat=True))
    votes = list(row.votes.select_related("member").order_by("order"))
    changed = [*row.joined.order_by("id"), *row.left.order_by("id")]
    wanted = {one.person_id for one in (*members.values(), *changed)}
    wanted |= {vote.member.person_id for vote in votes if vote.member}
    if row.secretary_id is not None:
        wanted.add(row.secretary_id)
    found = list_names(scope=scope, person_ids=wanted)

    def name(person_id: int | None) -> str:
        return found[person_id].name if person_id in found else ""

    return MeetingPage(
        id=row.pk,
        group_id=group.pk,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        held_on=row.held_on,
        place=row.place,
        present=len(came),
        members_count=row.members_count,
        secretary=name(row.secretary_id),
        village_head=row.village_head,
        officer=row.officer,
        text=row.text,
        by_name=row.by_name,
        attendees=tuple(
            Attendee(number, name(one.person_id), one.household.code, number in came) for number, one in members.items()
        ),
        votes=tuple(
            VoteLine(
                matter=vote.matter,
                name=name(vote.member.person_id) if vote.member else "",
                amount_vnd=vote.amount_vnd,
                term_months=vote.term_months,
                in_favour=vote.in_favour,
                against=vote.against,
                abstained=vote.abstained,
                has_passed=vote.in_favour * 2 > len(came),
            )
            for vote in votes
        ),
        joined=tuple(name(one.person_id) for one in row.joined.order_by("id")),
        left=tuple(name(one.person_id) for one in row.left.order_by("id")),
    )


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds of meeting with their words."""
    return [(code, str(label)) for code, label in Meeting.Kind.choices]


def list_voting_meetings(*, scope: Scope, group_id: int) -> list[tuple[int, str]]:
    """Return the meetings of a group at which members may have been taken in: number and words, the latest first."""
    group = get_group_in(scope, group_id)
    kinds = [Meeting.Kind.MEMBERS]
    if group.state != Group.State.ACTIVE:
        kinds.append(Meeting.Kind.ESTABLISHMENT)
    rows = group.meetings.filter(kind__in=kinds)
    return [(row.pk, f"{row.held_on:%d/%m/%Y} – {row.get_kind_display()}") for row in rows.order_by("-held_on", "-id")]

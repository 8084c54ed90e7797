"""A group elects its board and agrees on its convention."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.groups import BoardFault, BoardProblem, Limits, board_problems, pair_of
from tantam.core.law.groups import Kin
from tantam.core.text import nfc
from tantam.groups.models import BoardSeat, Convention, Group, KinDeclaration
from tantam.groups.parts.days import check_within, limits_of
from tantam.groups.parts.kin import known_kin
from tantam.groups.parts.membership import close_seat, persons_of_members
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.scope import lock_open_group
from tantam.people.queries.homes import list_homes_of, list_names

SAVINGS_MAX_VND: Final = 10_000_000
TEXT_MAX: Final = 5_000


@dataclass(frozen=True, slots=True)
class Elected:
    """A member who was elected to a place on the board."""

    member_id: int
    role: str


@dataclass(frozen=True, slots=True)
class DeclaredKin:
    """How two members of the board say they are related."""

    first_member_id: int
    second_member_id: int
    kin: str


def _of_group(_result: Any, arguments: dict[str, Any]) -> str:
    return f"group:{arguments['group_id']}"


@command("groups.elect_board", subject=_of_group, sealed=("declared",))
def elect_board(
    *,
    asked: Asked,
    group_id: int,
    elected: tuple[Elected, ...],
    elected_on: date,
    declared: tuple[DeclaredKin, ...] = (),
) -> int:
    """Put a new board in the place of the old one from a day on; return how many sit on it.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToChangeGroup: if somebody is no member or left the household, two are close family or do not say
        how they are related, there are too few or too many, or the day is not after the last election.
    """
    group = lock_open_group(asked, group_id)
    check_within(elected_on, group, asked)
    _check_after_last(group, elected_on)
    _check_roles(elected)
    persons = _persons_of(group, elected, elected_on, asked)
    stated = _stated(declared, persons)
    limits = limits_of(elected_on)
    known = known_kin(tuple(persons.values()), elected_on, limits)
    problems = board_problems(tuple(persons.values()), known=known, declared=stated, limits=limits)
    if problems:
        raise UnableToChangeGroup(_problem_words(problems[0], limits, asked))
    for seat in group.seats.filter(ends_before=None):
        close_seat(seat, ends_before=elected_on, asked=asked)
    for one in elected:
        BoardSeat.objects.create(
            group=group,
            member_id=one.member_id,
            person_id=persons[one.member_id],
            role=one.role,
            starts_on=elected_on,
            recorded_at=asked.at,
        )
    for (first, second), kin in sorted(stated.items()):
        KinDeclaration.objects.create(
            group=group, first_id=first, second_id=second, kin=kin, declared_on=elected_on, recorded_at=asked.at
        )
    return len(elected)


@command("groups.set_convention", subject=_of_group, sealed=("text",))
def set_convention(
    *, asked: Asked, group_id: int, monthly_savings_vnd: int, meeting_day: int, starts_on: date, text: str = ""
) -> int:
    """Write down what a group agreed on from a day on; return the row's number.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToChangeGroup: if the amount or the days are out of bounds.
    """
    group = lock_open_group(asked, group_id)
    check_within(starts_on, group, asked)
    if not 0 <= monthly_savings_vnd <= SAVINGS_MAX_VND:
        raise UnableToChangeGroup(_("Mức gửi tiết kiệm hằng tháng phải từ 0 đến 10.000.000 đồng."))
    if not 1 <= meeting_day <= 31:
        raise UnableToChangeGroup(_("Ngày họp hằng tháng phải từ 1 đến 31."))
    if len(text) > TEXT_MAX:
        raise UnableToChangeGroup(_("Nội dung quy ước dài quá 5.000 ký tự. Hãy rút ngắn."))
    last = group.conventions.order_by("-starts_on", "-id").first()
    if last is not None and starts_on < last.starts_on:
        raise UnableToChangeGroup(_("Quy ước mới phải có hiệu lực từ ngày của quy ước hiện nay trở đi."))
    row = Convention.objects.create(
        group=group,
        monthly_savings_vnd=monthly_savings_vnd,
        meeting_day=meeting_day,
        text=nfc(text).strip(),
        starts_on=starts_on,
        recorded_at=asked.at,
    )
    return row.pk


def _check_after_last(group: Group, day: date) -> None:
    """Refuse an election before anybody's first or last day on the board."""
    days = [day for row in group.seats.values_list("starts_on", "ends_before") for day in row if day is not None]
    if days and day < max(days):
        raise UnableToChangeGroup(
            _("Ngày bầu phải từ ngày ban quản lý thay đổi lần trước (%(day)s) trở đi.")
            % {"day": f"{max(days):%d/%m/%Y}"}
        )


def _check_roles(elected: tuple[Elected, ...]) -> None:
    roles = [one.role for one in elected]
    if set(roles) - set(BoardSeat.Role.values) or len(set(roles)) != len(roles):
        raise UnableToChangeGroup(_("Mỗi chức danh của ban quản lý Tổ chỉ có một người."))
    if BoardSeat.Role.HEAD not in roles:
        raise UnableToChangeGroup(_("Ban quản lý Tổ cần có tổ trưởng."))


def _persons_of(group: Group, elected: tuple[Elected, ...], day: date, asked: Asked) -> dict[int, int]:
    """Return who stands for each elected member on the day; they live in the household."""
    members = persons_of_members(group, day)
    chosen = [one.member_id for one in elected]
    if len(set(chosen)) != len(chosen):
        raise UnableToChangeGroup(_("Một người không giữ hai chức danh của ban quản lý Tổ."))
    if set(chosen) - set(members):
        raise UnableToChangeGroup(_("Người được bầu không phải tổ viên của Tổ trong ngày bầu."))
    if group.members.filter(id__in=chosen, ends_before__isnull=False).exists():
        raise UnableToChangeGroup(_("Người được bầu đã ra khỏi Tổ sau ngày bầu. Hãy bầu tổ viên hiện nay."))
    persons = {number: members[number] for number in chosen}
    living = list_homes_of(person_ids=persons.values(), on=day)
    for row in group.members.filter(id__in=chosen).select_related("household").order_by("id"):
        if (persons[row.pk], row.household_id) not in living:
            raise UnableToChangeGroup(
                _("%(name)s không ở hộ %(code)s trong ngày bầu. Hãy bầu người khác.")
                % {"name": _name_of(persons[row.pk], asked), "code": row.household.code}
            )
    return persons


def _stated(declared: tuple[DeclaredKin, ...], persons: dict[int, int]) -> dict[tuple[int, int], Kin]:
    stated = {}
    for one in declared:
        ours = {one.first_member_id, one.second_member_id} <= set(persons)
        if not ours or one.first_member_id == one.second_member_id or one.kin not in set(Kin):
            raise UnableToChangeGroup(_("Khai quan hệ chỉ gồm những người trong ban quản lý được bầu."))
        stated[pair_of(persons[one.first_member_id], persons[one.second_member_id])] = Kin(one.kin)
    return stated


def _name_of(person_id: int, asked: Asked) -> str:
    """Return the name of a person, or what they are, if they live where the actor does not see."""
    named = list_names(scope=asked.actor.scope, person_ids=[person_id]).get(person_id)
    return named.name if named else _("Người đại diện")


def _problem_words(problem: BoardProblem, limits: Limits, asked: Asked) -> str:
    pair = [number for number in (problem.first, problem.second) if number is not None]
    names = list_names(scope=asked.actor.scope, person_ids=pair)
    shown = {
        "first": names[pair[0]].name if pair and pair[0] in names else "",
        "second": names[pair[1]].name if pair and pair[1] in names else "",
    }
    bounds = {"least": limits.board_min, "most": limits.board_max}
    sentences = {
        BoardFault.TOO_FEW: _("Ban quản lý Tổ cần ít nhất %(least)s người.") % bounds,
        BoardFault.TOO_MANY: _("Ban quản lý Tổ có nhiều nhất %(most)s người.") % bounds,
        BoardFault.TWICE: _("Một người không giữ hai chức danh của ban quản lý Tổ."),
        BoardFault.CLOSE_KIN: _(
            "%(first)s và %(second)s là vợ chồng hoặc cha mẹ với con, không cùng làm ban quản lý Tổ được. Hãy bầu "
            "người khác."
        )
        % shown,
        BoardFault.KIN_NOT_KNOWN: _(
            "Sổ chưa cho biết %(first)s và %(second)s có quan hệ gia đình hay không. Hãy khai quan hệ của hai người."
        )
        % shown,
    }
    return sentences[problem.fault]

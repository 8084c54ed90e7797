"""The write step of a meeting's minutes: who came, how it was voted; other rooms vote on their matters with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.text import nfc
from tantam.groups.models import Attendance, Group, Meeting, Vote
from tantam.groups.parts.days import check_within
from tantam.groups.parts.membership import persons_of_members
from tantam.groups.parts.refusals import UnableToChangeGroup

TEXT_MAX: Final = 20_000
VOTES_MAX: Final = 120
AMOUNT_MAX_VND: Final = 10**12


@dataclass(frozen=True, slots=True)
class NewVote:
    """A matter that was voted on; for a loan (10C/TD) with the member, the amount in đồng and the months."""

    matter: str
    in_favour: int
    against: int = 0
    abstained: int = 0
    member_id: int | None = None
    amount_vnd: int | None = None
    term_months: int | None = None


@dataclass(frozen=True, slots=True)
class Guests:
    """Who came besides the members."""

    village_head: str = ""
    officer: str = ""  # for the organisation


NOBODY: Final = Guests()


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is written down of a meeting; `present` are numbers of members."""

    kind: str
    held_on: date
    present: tuple[int, ...]
    place: str = ""
    text: str = ""
    secretary_member_id: int | None = None
    guests: Guests = NOBODY
    votes: tuple[NewVote, ...] = ()


def write_meeting(*, asked: Asked, group: Group, new: NewMeeting) -> tuple[Meeting, list[Vote]]:
    """Write a meeting of a group, which is locked, down; return it and its votes in their order.

    :raises UnableToChangeGroup: if it lies ahead, somebody present is no member, too few came to decide, or
        the votes are more than the members present.
    """
    check_within(new.held_on, group, asked)
    if new.kind not in Meeting.Kind.values:
        raise UnableToChangeGroup(_("Cần chọn loại cuộc họp."))
    if new.kind == Meeting.Kind.ESTABLISHMENT and group.state != Group.State.FORMING:
        raise UnableToChangeGroup(_("Họp thành lập chỉ ghi cho Tổ đang thành lập."))
    members = persons_of_members(group, new.held_on)
    _check_present(new.present, members, decides=new.kind != Meeting.Kind.ORDINARY or bool(new.votes))
    if new.secretary_member_id is not None and new.secretary_member_id not in new.present:
        raise UnableToChangeGroup(_("Thư ký phải là tổ viên dự họp."))
    _check_votes(new.kind, new.votes, present=len(set(new.present)), members=members)
    if new.kind == Meeting.Kind.LENDING and group.state != Group.State.ACTIVE:
        raise UnableToChangeGroup(_("Chỉ họp bình xét cho vay khi Tổ đang hoạt động. Hãy đợi xã phê duyệt Tổ."))
    if len(new.text) > TEXT_MAX:
        raise UnableToChangeGroup(_("Nội dung biên bản dài quá 20.000 ký tự. Hãy rút ngắn."))
    meeting = Meeting.objects.create(
        group=group,
        kind=new.kind,
        held_on=new.held_on,
        place=nfc(new.place).strip(),
        members_count=len(members),
        secretary_id=members[new.secretary_member_id] if new.secretary_member_id is not None else None,
        village_head=nfc(new.guests.village_head).strip(),
        officer=nfc(new.guests.officer).strip(),
        text=nfc(new.text).strip(),
        by_name=asked.actor.name,
        recorded_at=asked.at,
    )
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member_id=number) for number in sorted(set(new.present)))
    return meeting, Vote.objects.bulk_create(_rows(meeting, new.votes))


def _check_present(present: tuple[int, ...], members: dict[int, int], *, decides: bool) -> None:
    if set(present) - set(members):
        raise UnableToChangeGroup(_("Người dự họp không phải tổ viên của Tổ trong ngày họp."))
    if decides and len(set(present)) * 2 <= len(members):
        raise UnableToChangeGroup(
            _("Cuộc họp có %(came)s trên %(all)s tổ viên, chưa quá nửa nên không quyết định được.")
            % {"came": len(set(present)), "all": len(members)}
        )


def _check_votes(kind: str, votes: tuple[NewVote, ...], *, present: int, members: dict[int, int]) -> None:
    if len(votes) > VOTES_MAX:
        raise UnableToChangeGroup(_("Biên bản có quá nhiều nội dung biểu quyết. Hãy tách thành hai cuộc họp."))
    if kind == Meeting.Kind.LENDING and not votes:
        raise UnableToChangeGroup(_("Họp bình xét cho vay cần kết quả biểu quyết cho từng hộ."))
    for vote in votes:
        if not vote.matter.strip():
            raise UnableToChangeGroup(_("Mỗi lần biểu quyết cần ghi nội dung."))
        counts = (vote.in_favour, vote.against, vote.abstained)
        if min(counts) < 0 or sum(counts) > present:
            raise UnableToChangeGroup(
                _("Số phiếu về “%(matter)s” nhiều hơn số tổ viên dự họp (%(present)s).")
                % {"matter": vote.matter.strip(), "present": present}
            )
        if kind == Meeting.Kind.LENDING and vote.member_id is None:
            raise UnableToChangeGroup(_("Bình xét cho vay phải nêu tổ viên đề nghị vay."))
        if vote.member_id is not None and vote.member_id not in members:
            raise UnableToChangeGroup(_("Người được biểu quyết không phải tổ viên của Tổ trong ngày họp."))
        if vote.amount_vnd is not None and not 0 < vote.amount_vnd <= AMOUNT_MAX_VND:
            raise UnableToChangeGroup(_("Số tiền đề nghị vay phải lớn hơn 0."))


def _rows(meeting: Meeting, votes: tuple[NewVote, ...]) -> Iterable[Vote]:
    return [
        Vote(
            meeting=meeting,
            order=order,
            matter=nfc(vote.matter).strip()[:300],
            member_id=vote.member_id,
            amount_vnd=vote.amount_vnd,
            term_months=vote.term_months,
            in_favour=vote.in_favour,
            against=vote.against,
            abstained=vote.abstained,
        )
        for order, vote in enumerate(votes, start=1)
    ]

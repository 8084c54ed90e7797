"""Minutes of a group's meetings: who came, what was said, how it was voted."""

from datetime import date

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.groups.parts.meetings import NOBODY, Guests, NewMeeting, NewVote, write_meeting
from tantam.groups.parts.scope import lock_open_group

__all__ = ["Guests", "NewVote", "record_meeting"]


@command(
    "groups.record_meeting",
    subject=lambda _result, arguments: f"group:{arguments['group_id']}",
    sealed=("guests", "votes", "place", "text"),
)
def record_meeting(
    *,
    asked: Asked,
    group_id: int,
    kind: str,
    held_on: date,
    present: tuple[int, ...],
    place: str = "",
    text: str = "",
    secretary_member_id: int | None = None,
    guests: Guests = NOBODY,
    votes: tuple[NewVote, ...] = (),
) -> int:
    """Write down a meeting with the members who were present and the votes; return its number.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToChangeGroup: if it lies ahead, somebody present is no member, too few came to decide, or
        the votes are more than the members present.
    """
    group = lock_open_group(asked, group_id)
    new = NewMeeting(kind, held_on, present, place, text, secretary_member_id, guests, votes)
    meeting, _votes = write_meeting(asked=asked, group=group, new=new)
    return meeting.pk

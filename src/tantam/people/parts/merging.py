"""The write steps of a merge: what moves from one person to the other, noted so that it can be moved back exactly.

Statuses are append-only and stay with the person they were written for; who asks for a person's statuses asks for
those of the persons merged into them too (`parts/current.py`). What is noted are numbers of rows, days and keyed
hashes, never a name or a number of identity.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.people.models import ListRow, Member, Merge, Person
from tantam.people.parts.sealed import ethnicity_of

# Which fields a kept person takes over where they have none, each as a whole.
TAKEN_FIELDS: Final = {
    "identity": ("identity_sealed", "identity_index"),
    "old_identity": ("old_identity_sealed", "old_identity_index"),
    "phone": ("phone_sealed", "phone_index"),
    "ethnicity": ("ethnicity_sealed",),
    "birth_date": ("birth_date",),
    "birth_year": ("birth_year",),
    "sex": ("sex",),
}
_EMPTY: Final = {"sex": Person.Sex.UNKNOWN}


class UnableToMerge(Refusal):
    """The two persons cannot be one person, or not yet."""


class UnableToUndo(Refusal):
    """What came after the merge stands in the way."""


@dataclass(frozen=True, slots=True)
class MemberNote:
    """A membership as numbers and days."""

    id: int
    household: int
    person: int
    relation: str
    starts_on: date
    ends_before: date | None

    def plain(self) -> list[Any]:
        """Return it as JSON keeps it."""
        ends = self.ends_before.isoformat() if self.ends_before else None
        return [self.id, self.household, self.person, self.relation, self.starts_on.isoformat(), ends]


def note_of(member: Member) -> MemberNote:
    """Return a membership as it stands."""
    return MemberNote(
        member.pk, member.household_id, member.person_id, member.relation, member.starts_on, member.ends_before
    )


def note_from(plain: list[Any]) -> MemberNote:
    """Return the note that `plain` wrote."""
    number, household, person, relation, starts_on, ends_before = plain
    ends = date.fromisoformat(ends_before) if ends_before else None
    return MemberNote(number, household, person, relation, date.fromisoformat(starts_on), ends)


def move_memberships(*, kept: Person, merged: Person) -> dict[str, Any]:
    """Give the memberships of the merged person to the kept one; where both have the same one, one stays.

    :raises UnableToMerge: if they live in two households now.
    """
    own = list(kept.memberships.order_by("id"))
    before = [note_of(member) for member in (*own, *merged.memberships.order_by("id"))]
    for member in merged.memberships.order_by("id"):
        twin = _twin(member, own)
        if twin is None:
            member.person = kept
            member.save(update_fields=["person"])
            continue
        member.delete()
        _unite(twin, member, own)
    after = [note_of(member) for member in Member.objects.filter(person=kept).order_by("id")]
    return {"before": [note.plain() for note in before], "after": [note.plain() for note in after]}


def _twin(member: Member, own: list[Member]) -> Member | None:
    """Return the kept person's membership that says the same: both open, or one household from the same day on."""
    for other in own:
        if member.ends_before is None and other.ends_before is None:
            if member.household_id != other.household_id:
                raise UnableToMerge(
                    _(
                        "Hai người đang được ghi ở hai hộ (%(first)s và %(second)s). Hãy ghi ngày rời một hộ, rồi gộp "
                        "lại."
                    )
                    % {"first": other.household.code, "second": member.household.code}
                )
            return other
        if (member.household_id, member.starts_on) == (other.household_id, other.starts_on):
            return other
    return None


def _unite(twin: Member, member: Member, own: list[Member]) -> None:
    """Let the one that stays begin with the earlier, end with the later, and be head if either was."""
    if member.relation == Member.Relation.HEAD:
        twin.relation = Member.Relation.HEAD
    earlier = [other for other in own if other is not twin and other.household_id == twin.household_id]
    if not any(other.ends_before is None or other.ends_before > member.starts_on for other in earlier):
        twin.starts_on = min(twin.starts_on, member.starts_on)
    if twin.ends_before is not None:
        twin.ends_before = max(twin.ends_before, member.ends_before) if member.ends_before else None
    twin.save(update_fields=["relation", "starts_on", "ends_before"])


def take_over_fields(*, kept: Person, merged: Person) -> list[list[str]]:
    """Give the kept person what they lack; return the names of what was taken, each with its mark.

    The number of a citizen's card is unique: it moves; everything else stays with the merged person as well.
    """
    taken = []
    for name, columns in TAKEN_FIELDS.items():
        if not _is_empty(kept, name) or _is_empty(merged, name):
            continue
        values = {column: getattr(merged, column) for column in columns}
        if name == "identity":
            merged.identity_sealed = merged.identity_index = None
            merged.save(update_fields=["identity_sealed", "identity_index"])
        for column, value in values.items():
            setattr(kept, column, value)
        kept.save(update_fields=list(columns))
        taken.append([name, _mark(kept, name)])
    return taken


def give_back_fields(*, kept: Person, merged: Person, taken: list[list[str]]) -> None:
    """Take what was taken over back.

    :raises UnableToUndo: if it was changed since.
    """
    for name, mark in taken:
        columns = TAKEN_FIELDS[name]
        if not _is_still(mark, name, kept=kept, merged=merged):
            raise UnableToUndo(_("Chưa hoàn tác được: thông tin của người này đã được sửa sau khi gộp."))
        values = {column: getattr(kept, column) for column in columns}
        for column in columns:
            setattr(kept, column, _EMPTY.get(name))
        kept.save(update_fields=list(columns))
        if name == "identity":
            for column, value in values.items():
                setattr(merged, column, value)
            merged.save(update_fields=list(columns))


def give_back_memberships(moved: dict[str, Any]) -> None:
    """Put the memberships back as they were.

    :raises UnableToUndo: if one of them was changed since.
    """
    before, after = ([note_from(plain) for plain in moved[when]] for when in ("before", "after"))
    now = {row.pk: note_of(row) for row in Member.objects.filter(id__in=[note.id for note in after])}
    if any(now.get(note.id) != note for note in after):
        raise UnableToUndo(_("Chưa hoàn tác được: việc vào hộ, rời hộ của người này đã được sửa sau khi gộp."))
    was = {note.id: note for note in before}
    # Open memberships that stay with the kept person give way first: one home each.
    for note in after:
        if was[note.id] != note:
            _write(was[note.id])
    for note in before:
        if note.id not in now:
            _write(note)


def _write(note: MemberNote) -> None:
    Member.objects.update_or_create(
        id=note.id,
        defaults={
            "household_id": note.household,
            "person_id": note.person,
            "relation": note.relation,
            "starts_on": note.starts_on,
            "ends_before": note.ends_before,
        },
    )


def move_references(*, kept: Person, merged: Person) -> dict[str, list[int]]:
    """Let rows of lists and earlier merges lead to the kept person; return the numbers of what was moved."""
    lists = ListRow.objects.filter(person=merged)
    persons = Person.objects.filter(merged_into=merged)
    moved = {"list_rows": _numbers(lists), "persons": _numbers(persons)}
    lists.update(person=kept)
    persons.update(merged_into=kept)
    return moved


def give_back_references(*, kept: Person, merged: Person, moved: dict[str, Any]) -> None:
    """Let them lead to the merged person again."""
    ListRow.objects.filter(id__in=moved["list_rows"], person=kept).update(person=merged)
    Person.objects.filter(id__in=moved["persons"], merged_into=kept).update(merged_into=merged)


def refuse_later_merges(merge: Merge) -> None:
    """Refuse to undo a merge that later ones build on.

    :raises UnableToUndo: if one of the two persons was merged again since.
    """
    both = [merge.kept_id, merge.merged_id]
    later = Merge.objects.filter(id__gt=merge.pk, undone_at=None)
    if later.filter(kept__in=both).exists() or later.filter(merged__in=both).exists():
        raise UnableToUndo(_("Người này đã được gộp thêm sau đó. Hãy hoàn tác lần gộp sau cùng trước."))


def _numbers(rows: Any) -> list[int]:
    return list(rows.order_by("id").values_list("id", flat=True))


def _is_empty(person: Person, name: str) -> bool:
    if name == "birth_date" and person.birth_date is None and person.birth_year is not None:
        return False  # a year that is known is not replaced by a day of another year
    return getattr(person, TAKEN_FIELDS[name][-1]) in (None, "", _EMPTY.get(name))


def _mark(person: Person, name: str) -> str:
    """Return the keyed hash of a number, by which one sees later that it is still the same."""
    columns = TAKEN_FIELDS[name]
    return str(getattr(person, columns[1])) if len(columns) == 2 else ""


def _is_still(mark: str, name: str, *, kept: Person, merged: Person) -> bool:
    if mark:
        return _mark(kept, name) == mark
    if name == "ethnicity":
        return ethnicity_of(kept) == ethnicity_of(merged)
    return bool(getattr(kept, name) == getattr(merged, name))

"""The same person twice: looking for pairs, keeping them apart, taking two for one, and taking that back."""

from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.people.models import DuplicatePair, Merge, Person
from tantam.people.parts.likely import find_likely_pairs
from tantam.people.parts.merging import (
    UnableToMerge,
    UnableToUndo,
    give_back_fields,
    give_back_memberships,
    give_back_references,
    move_memberships,
    move_references,
    refuse_later_merges,
    take_over_fields,
)
from tantam.people.parts.scope import get_person_in, narrow_persons

__all__ = ["UnableToMerge", "UnableToUndo", "find_duplicates", "keep_apart", "merge_persons", "undo_merge"]

BATCH = 1_000


@command("people.find_duplicates")
def find_duplicates(*, asked: Asked) -> int:
    """Look for persons in scope who may be one; return how many new pairs were found.

    Pairs that were judged before are not asked about again.
    """
    known = set(DuplicatePair.objects.values_list("first_id", "second_id"))
    found = [
        DuplicatePair(
            first_id=pair.first_id,
            second_id=pair.second_id,
            reasons=[reason.value for reason in pair.reasons],
            per_mille=pair.per_mille,
            found_at=asked.at,
        )
        for pair in find_likely_pairs(asked.actor.scope)
        if (pair.first_id, pair.second_id) not in known
    ]
    DuplicatePair.objects.bulk_create(found, batch_size=BATCH)
    return len(found)


@command("people.keep_apart", subject=lambda _result, arguments: f"pair:{arguments['pair_id']}")
def keep_apart(*, asked: Asked, pair_id: int) -> None:
    """Write down that the two of a pair are different people; they are not asked about again.

    :raises OutOfScope: if there is no such pair in scope.
    :raises UnableToMerge: if they were merged.
    """
    pair = DuplicatePair.objects.select_for_update().filter(id=pair_id).first()
    if pair is None:
        raise OutOfScope(_("Không tìm thấy cặp này trong địa bàn của bạn."))
    if pair.state == DuplicatePair.State.MERGED:
        raise UnableToMerge(_("Cặp này đã được gộp. Hãy hoàn tác lần gộp trước."))
    for person_id in (pair.first_id, pair.second_id):
        get_person_in(asked.actor.scope, person_id)
    pair.state = DuplicatePair.State.DIFFERENT
    pair.save(update_fields=["state"])


@command(
    "people.merge_persons", subject=lambda _result, arguments: f"person:{arguments['kept_id']}", sealed=("reason",)
)
def merge_persons(*, asked: Asked, kept_id: int, merged_id: int, reason: str) -> int:
    """Take one person for another: what is known of both stands under the kept one; return the merge's number.

    :raises OutOfScope: if one of them is not in scope.
    :raises UnableToMerge: if they cannot be one person, or not yet.
    """
    if kept_id == merged_id:
        raise UnableToMerge(_("Cần hai người khác nhau để gộp. Hãy chọn lại."))
    if not reason.strip():
        raise UnableToMerge(_("Cần lý do gộp. Hãy ghi căn cứ cho thấy hai dòng là một người."))
    locked = _lock(kept_id, merged_id)
    for person_id in (kept_id, merged_id):
        get_person_in(asked.actor.scope, person_id)
    kept, merged = locked[kept_id], locked[merged_id]
    _refuse_unlike(kept, merged)
    moved: dict[str, Any] = {"members": move_memberships(kept=kept, merged=merged)}
    moved["taken"] = take_over_fields(kept=kept, merged=merged)
    moved["references"] = move_references(kept=kept, merged=merged)
    moved["pair"] = _close_pair(kept, merged)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    merge = Merge.objects.create(kept=kept, merged=merged, moved=moved, reason=reason.strip()[:300], merged_at=asked.at)
    return merge.pk


@command("people.undo_merge", subject=lambda _result, arguments: f"merge:{arguments['merge_id']}")
def undo_merge(*, asked: Asked, merge_id: int) -> None:
    """Put everything back as it was before a merge.

    :raises OutOfScope: if there is no such merge of a person in scope.
    :raises UnableToUndo: if it was undone before, or later changes stand in the way.
    """
    merge = Merge.objects.select_for_update().filter(id=merge_id).first()
    visible = narrow_persons(Person.objects.all(), asked.actor.scope)
    if merge is None or not visible.filter(id=merge.kept_id).exists():
        raise OutOfScope(_("Không tìm thấy lần gộp này trong địa bàn của bạn."))
    if merge.undone_at is not None:
        raise UnableToUndo(_("Lần gộp này đã được hoàn tác."))
    refuse_later_merges(merge)
    locked = _lock(merge.kept_id, merge.merged_id)
    kept, merged = locked[merge.kept_id], locked[merge.merged_id]
    if kept.erased_at is not None or merged.erased_at is not None:
        raise UnableToUndo(_("Chưa hoàn tác được: dữ liệu của người này đã được xóa theo thời hạn lưu giữ."))
    give_back_memberships(merge.moved["members"])
    give_back_fields(kept=kept, merged=merged, taken=merge.moved["taken"])
    give_back_references(kept=kept, merged=merged, moved=merge.moved["references"])
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    if merge.moved["pair"] is not None:
        number, state = merge.moved["pair"]
        DuplicatePair.objects.filter(id=number).update(state=state)
    merge.undone_at = asked.at
    merge.save(update_fields=["undone_at"])


def _lock(*person_ids: int) -> dict[int, Person]:
    """Lock persons in the order of their numbers, so that two clerks never wait for each other."""
    rows = Person.objects.select_for_update().filter(id__in=person_ids).order_by("id")
    found = {row.pk: row for row in rows}
    if len(found) != len(set(person_ids)):
        raise OutOfScope(_("Không tìm thấy người này trong địa bàn của bạn."))
    return found


def _refuse_unlike(kept: Person, merged: Person) -> None:
    if kept.erased_at is not None or merged.erased_at is not None:
        raise UnableToMerge(_("Dữ liệu của một trong hai người đã được xóa theo thời hạn lưu giữ, không gộp được."))
    if kept.merged_into_id is not None or merged.merged_into_id is not None:
        raise UnableToMerge(_("Một trong hai người đã được gộp vào người khác. Hãy tải lại trang."))
    if kept.identity_index and merged.identity_index and kept.identity_index != merged.identity_index:
        raise UnableToMerge(
            _(
                "Hai người có hai số căn cước khác nhau nên không gộp được. Nếu một số ghi sai, hãy xóa hoặc sửa số đó "
                "trước; nếu không, hãy ghi là hai người khác nhau."
            )
        )


def _close_pair(kept: Person, merged: Person) -> list[Any] | None:
    first, second = sorted((kept.pk, merged.pk))
    pair = DuplicatePair.objects.filter(first_id=first, second_id=second).first()
    if pair is None:
        return None
    noted = [pair.pk, pair.state]
    pair.state = DuplicatePair.State.MERGED
    pair.save(update_fields=["state"])
    return noted

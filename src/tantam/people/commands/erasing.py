"""Taking a person's identity out of the register, and sealing again with a new key."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.base.sealing import key_number, newest_key_number, seal, seal_bytes, unseal_bytes
from tantam.people.models import ListRow, Person
from tantam.people.parts.current import holding_on, statuses_known
from tantam.people.parts.debts import balances_known
from tantam.people.parts.needed import why_needed
from tantam.people.parts.sealed import ETHNICITY, IDENTITY, LIST_ROW, OLD_IDENTITY, PHONE

BATCH: Final = 500
PERSON_FIELDS: Final = {
    "identity_sealed": IDENTITY,
    "old_identity_sealed": OLD_IDENTITY,
    "phone_sealed": PHONE,
    "ethnicity_sealed": ETHNICITY,
}


class UnableToErase(Refusal):
    """The person is still needed."""


@command("people.erase_person", subject=lambda _result, arguments: f"person:{arguments['person_id']}")
def erase_person(*, asked: Asked, person_id: int) -> None:
    """Blank a person's name, numbers, ethnicity and birth; their number and their statuses stay without them.

    :raises OutOfScope: if there is no such person.
    :raises UnableToErase: if a status is in force, a debt remains, or another room needs the person.
    """
    person = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise OutOfScope(_("Không tìm thấy người này."))
    whole = person.merged_into or person  # one person: what still needs the kept one needs both
    homes = list(whole.memberships.filter(holding_on(asked.book_date)).values_list("household_id", flat=True))
    in_force = statuses_known(asked.at).filter(holding_on(asked.book_date))
    if in_force.filter(Q(person=whole) | Q(person__merged_into=whole) | Q(household_id__in=homes)).exists():
        raise UnableToErase(_("Chưa xóa được: còn diện đang có hiệu lực của người này hoặc của hộ."))
    debts = balances_known(at=asked.at, day=asked.book_date)
    if debts.filter(household_id__in=homes, principal_vnd__gt=0).exists():
        raise UnableToErase(_("Chưa xóa được: hộ còn dư nợ tại ngân hàng."))
    if why := why_needed(whole.pk, day=asked.book_date):
        raise UnableToErase(_("Chưa xóa được: %(why)s.") % {"why": why})
    # Those who were merged into the person are the same one.
    for row in (person, *Person.objects.select_for_update().filter(merged_into=person)):
        _blank(row, asked)


def _blank(person: Person, asked: Asked) -> None:
    person.full_name = person.name_folded = ""
    person.sex = Person.Sex.UNKNOWN
    person.birth_date = person.birth_year = None
    for field in PERSON_FIELDS:
        setattr(person, field, None)
    person.identity_index = person.old_identity_index = person.phone_index = None
    person.erased_at = asked.at
    person.save()
    # What lists said about the person goes too; the row and its fate stay.
    ListRow.objects.filter(person=person).update(content_sealed=seal("{}", purpose=LIST_ROW), identity_index=None)


@command("people.reseal")
def reseal(*, asked: Asked, table: str, after: int) -> int | None:
    """Seal the next 500 rows of a table again with the newest key; return the last one's number, None at the end.

    Statuses and facts are append-only: they keep their key, which therefore stays in the file of keys.
    """
    return _TABLES[table](after, newest_key_number())


def _reseal_persons(after: int, newest: int) -> int | None:
    rows = list(Person.objects.filter(id__gt=after).order_by("id")[:BATCH])
    for row in rows:
        changed = []
        for field, purpose in PERSON_FIELDS.items():
            sealed = getattr(row, field)
            if sealed is not None and key_number(sealed) != newest:
                setattr(row, field, seal_bytes(unseal_bytes(sealed, purpose=purpose), purpose=purpose))
                changed.append(field)
        if changed:
            row.save(update_fields=changed)
    return rows[-1].pk if rows else None


def _reseal_list_rows(after: int, newest: int) -> int | None:
    rows = list(ListRow.objects.filter(id__gt=after).order_by("id")[:BATCH])
    for row in rows:
        if key_number(row.content_sealed) != newest:
            row.content_sealed = seal_bytes(unseal_bytes(row.content_sealed, purpose=LIST_ROW), purpose=LIST_ROW)
            row.save(update_fields=["content_sealed"])
    return rows[-1].pk if rows else None


_TABLES: Final[dict[str, Callable[[int, int], int | None]]] = {
    "PERSON": _reseal_persons,
    "LIST_ROW": _reseal_list_rows,
}

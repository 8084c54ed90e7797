"""What the operators look at: persons past the years that are kept, and whether what is sealed can be read."""

from dataclasses import dataclass
from datetime import date, datetime

from tantam.base.sealing import UnreadableSeal, person_data_key_exists
from tantam.people.models import ListRow, Person, Status
from tantam.people.parts.retention import kept_years, persons_for_erasure
from tantam.people.parts.sealed import identity_of, status_kind


@dataclass(frozen=True, slots=True)
class SealState:
    """Whether rows are sealed here, whether the key is, and whether it opens them."""

    rows: int
    has_key: bool
    opens: bool


def list_for_erasure(*, day: date, at: datetime) -> list[int]:
    """Return the numbers of persons without status or debt for longer than the law keeps them."""
    return list(persons_for_erasure(day=day, at=at).order_by("id").values_list("id", flat=True))


def get_kept_years() -> int:
    """Return for how many years a person is kept."""
    return kept_years()


def count_sealed() -> int:
    """Return how many rows have something sealed that can be sealed again."""
    return Person.objects.count() + ListRow.objects.count()


def get_seal_state() -> SealState:
    """Return whether the key of what is sealed is here; it is never made by looking."""
    sealed = Person.objects.exclude(identity_sealed=None)
    statuses = Status.objects.exclude(kind_sealed=None)
    rows = sealed.count() + statuses.count()
    has_key = person_data_key_exists()
    return SealState(rows=rows, has_key=has_key, opens=has_key and _opens(sealed.first(), statuses.first()))


def _opens(person: Person | None, status: Status | None) -> bool:
    try:
        if person is not None:
            identity_of(person)
        if status is not None:
            status_kind(status)
    except UnreadableSeal:
        return False
    return True

"""Which fields are sealed, for what purpose, and how they are read again."""

import json
from typing import Any, Final

from tantam.base.sealing import seal, unseal
from tantam.core.law.facts import FACTS
from tantam.people.models import Fact, Person, Status

IDENTITY: Final = "person.identity"
OLD_IDENTITY: Final = "person.old_identity"
PHONE: Final = "person.phone"
ETHNICITY: Final = "person.ethnicity"
STATUS_KIND: Final = "status.kind"
LIST_ROW: Final = "list.row"

# Statuses that tell of crime, drugs or health: sensitive by Law 91/2025/QH15 on personal data.
SENSITIVE_KINDS: Final = frozenset({Status.Kind.RELEASED, Status.Kind.REHABILITATED, Status.Kind.DISABLED})


def identity_of(person: Person) -> str:
    """Return the number of the citizen's card, or nothing."""
    return _open(person.identity_sealed, IDENTITY)


def old_identity_of(person: Person) -> str:
    """Return the number of the old card, or nothing."""
    return _open(person.old_identity_sealed, OLD_IDENTITY)


def phone_of(person: Person) -> str:
    """Return the telephone number, or nothing."""
    return _open(person.phone_sealed, PHONE)


def ethnicity_of(person: Person) -> str:
    """Return the code of the ethnic group, or nothing."""
    return open_ethnicity(person.ethnicity_sealed)


def open_ethnicity(sealed: bytes | memoryview | None) -> str:
    """Return the code of the ethnic group of a column's value, or nothing."""
    return _open(sealed, ETHNICITY)


def status_kind(row: Status) -> str:
    """Return what kind of status it is, also where it is sealed."""
    return open_kind(row.kind, row.kind_sealed)


def open_kind(kind: str, sealed: bytes | memoryview | None) -> str:
    """Return the kind of status that two columns hold, also where it is sealed."""
    return kind if sealed is None else unseal(sealed, purpose=STATUS_KIND)


def fact_value(row: Fact) -> Any:
    """Return the value of a fact, also where it is sealed; a day is ISO text."""
    return open_value(row.name, row.value, row.value_sealed)


def open_value(name: str, value: Any, sealed: bytes | memoryview | None) -> Any:
    """Return the value of a fact that two columns hold, also where it is sealed; a day is ISO text."""
    return value if sealed is None else json.loads(unseal(sealed, purpose=fact_purpose(name)))


def seal_fact(name: str, value: Any) -> bytes:
    """Return the value of a sensitive fact, sealed."""
    assert FACTS[name].sensitive
    return seal(json.dumps(value), purpose=fact_purpose(name))


def fact_purpose(name: str) -> str:
    """Return the purpose for which a fact's value is sealed."""
    return f"fact.{name}"


def _open(sealed: bytes | memoryview | None, purpose: str) -> str:
    return unseal(sealed, purpose=purpose) if sealed is not None else ""

"""The words of the register that forms choose from."""

from tantam.people.models import Member, Person, Status
from tantam.people.parts.kinds import FROM_LISTS


def list_sexes() -> list[tuple[str, str]]:
    """Return the codes of sexes with their words, the unknown one last."""
    return [(code, str(label)) for code, label in Person.Sex.choices]


def list_relations() -> list[tuple[str, str]]:
    """Return the codes of relations to the head of a household with their words."""
    return [(code, str(label)) for code, label in Member.Relation.choices]


def list_recordable_kinds() -> list[tuple[str, str]]:
    """Return the statuses that are recorded one by one, not by approved lists."""
    return [
        (code, str(label))
        for code, label in Status.Kind.choices
        if code not in FROM_LISTS and code != Status.Kind.SEALED
    ]

"""The words of groups that forms choose from."""

from tantam.groups.models import BoardSeat, ContractRate, GroupMember
from tantam.groups.parts.membership import REASONS_OF_PEOPLE


def list_reasons() -> list[tuple[str, str]]:
    """Return why a household leaves a group, by itself."""
    return [(code, str(label)) for code, label in GroupMember.Reason.choices if code in REASONS_OF_PEOPLE]


def list_roles() -> list[tuple[str, str]]:
    """Return the places on a board."""
    return [(code, str(label)) for code, label in BoardSeat.Role.choices]


def list_rates(kind: str) -> list[tuple[str, str]]:
    """Return what a contract of a kind pays."""
    own = {"ENTRUSTMENT": {"FEE"}, "AUTHORISATION": {"COMMISSION", "SAVINGS_COMMISSION"}}[kind]
    return [(code, str(label)) for code, label in ContractRate.What.choices if code in own]

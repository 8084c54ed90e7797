"""The rows of the people room."""

from tantam.people.models.duplicate import DuplicatePair, Merge
from tantam.people.models.establishment import Establishment, Representative
from tantam.people.models.fact import Fact, Status
from tantam.people.models.household import Household, Member, Person
from tantam.people.models.official_list import ColumnMapping, Decision, ListRow, OfficialList
from tantam.people.models.statement import BankBalance, BankStatement

__all__ = [
    "BankBalance",
    "BankStatement",
    "ColumnMapping",
    "Decision",
    "DuplicatePair",
    "Establishment",
    "Fact",
    "Household",
    "ListRow",
    "Member",
    "Merge",
    "OfficialList",
    "Person",
    "Representative",
    "Status",
]

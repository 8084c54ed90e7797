"""The rows of the groups room."""

from tantam.groups.models.contract import Contract, ContractRate
from tantam.groups.models.group import Convention, Group, GroupStep, GroupTransfer, Organisation
from tantam.groups.models.meeting import Attendance, Meeting, Vote
from tantam.groups.models.member import BoardSeat, GroupMember, KinDeclaration

__all__ = [
    "Attendance",
    "BoardSeat",
    "Contract",
    "ContractRate",
    "Convention",
    "Group",
    "GroupMember",
    "GroupStep",
    "GroupTransfer",
    "KinDeclaration",
    "Meeting",
    "Organisation",
    "Vote",
]

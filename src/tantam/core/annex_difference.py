"""What an amended annex changes, task by task."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a task."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"
    SAME = "SAME"


@dataclass(frozen=True, slots=True)
class TaskShape:
    """The words of a task that an amendment may change."""

    code: str
    content: str
    lead: str
    coordinating: str
    product: str
    time: str

    def field(self, name: str) -> str:
        """Return the words of one field."""
        return str(getattr(self, name))


FIELDS = ("content", "lead", "coordinating", "product", "time")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's words before and after."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What became of one task, and which of its words changed."""

    code: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


def compare_tasks(old: Iterable[TaskShape], new: Iterable[TaskShape]) -> list[TaskChange]:
    """Return every task of either list with what became of it: in the new order, the removed ones last.

    Spaces do not count as a change; letters and signs do.
    """
    before = {task.code: task for task in old}
    after = {task.code: task for task in new}
    changes = []
    for code, task in after.items():
        if code not in before:
            changes.append(TaskChange(code, ChangeKind.ADDED))
            continue
        fields = tuple(
            FieldChange(name, before[code].field(name), task.field(name))
            for name in FIELDS
            if before[code].field(name).split() != task.field(name).split()
        )
        changes.append(TaskChange(code, ChangeKind.CHANGED if fields else ChangeKind.SAME, fields))
    changes += [TaskChange(code, ChangeKind.REMOVED) for code in before if code not in after]
    return changes

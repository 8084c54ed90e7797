"""What a report is drawn from: the duties of a period and what was accepted for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tantam.core.duties import DutyState, Tally, tally


@dataclass(frozen=True, slots=True)
class DutyResult:
    """A duty and its state; what the unit wrote only if the submission was accepted."""

    unit: str
    state: DutyState
    accepted: bool = False
    text: str = ""
    difficulties: str = ""
    proposals: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskResults:
    """A task and its duties, in the official order of units."""

    code: str
    content: str
    duties: tuple[DutyResult, ...]

    @property
    def tally(self) -> Tally:
        """Return the duties by state."""
        return tally(duty.state for duty in self.duties)


@dataclass(frozen=True, slots=True)
class SectionResults:
    """A section and its tasks."""

    code: str
    title: str
    tasks: tuple[TaskResults, ...]

    @property
    def tally(self) -> Tally:
        """Return the duties by state."""
        return total(task.tally for task in self.tasks)


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """An indicator over the units whose submissions were accepted.

    Amounts are added up; shares (in %) are not, for their sum says nothing: `value` is None, and the lowest
    and the highest stand in its place.
    """

    task_code: str
    name: str
    measure: str
    value: Decimal | None
    lowest: Decimal
    highest: Decimal
    units_count: int


@dataclass(frozen=True, slots=True)
class Deliverables:
    """How many documents, news items and briefings the accepted submissions name."""

    documents: int = 0
    media_items: int = 0
    briefings: int = 0
    attendees: int = 0


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that a report on a period says; `ends_before` is the day after the last day of its data."""

    plan_number: str
    plan_title: str
    plan_issued_on: date
    issuer: str
    period_code: str
    period_label: str
    starts_on: date
    ends_before: date
    as_of: date
    sections: tuple[SectionResults, ...]
    indicators: tuple[IndicatorTotal, ...]
    deliverables: Deliverables

    @property
    def ends_on(self) -> date:
        """Return the last day of the period's data."""
        return self.ends_before - timedelta(days=1)

    @property
    def tally(self) -> Tally:
        """Return all duties by state."""
        return total(section.tally for section in self.sections)

    @property
    def tasks(self) -> Iterator[TaskResults]:
        """Go over the tasks in order."""
        for section in self.sections:
            yield from section.tasks

    @property
    def duties(self) -> Iterator[tuple[TaskResults, DutyResult]]:
        """Go over the duties in order, each with its task."""
        for task in self.tasks:
            for duty in task.duties:
                yield task, duty

    @property
    def accepted_count(self) -> int:
        """Return how many submissions were accepted."""
        return sum(duty.accepted for _task, duty in self.duties)


def is_share(measure: str) -> bool:
    """Tell whether a measure is a share of something, so that values of units must not be added up."""
    return measure.strip().startswith(("%", "‰")) or measure.strip().lower() in ("phần trăm", "tỷ lệ")


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    return sum(tallies, Tally())

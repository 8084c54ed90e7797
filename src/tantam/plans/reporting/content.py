"""A report as plain values: all that is printed, so that it can be frozen, digested and drawn again."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from tantam.core.canonical import plain
from tantam.core.duties import DutyState, Tally
from tantam.core.vietnamese import format_number
from tantam.plans.reporting.facts import ReportFacts, TaskResults
from tantam.plans.reporting.narrative import draw_paragraphs, report_title

FORMAT: Final = "tantam-report/1"


def content_of(facts: ReportFacts, *, place: str, edited: Mapping[str, str]) -> dict[str, Any]:
    """Return the content of a report; `edited` are the texts of paragraphs that a person wrote, by code."""
    content: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "title": report_title(facts),
            "place": place,
            "issuer": facts.issuer,
            "plan": {
                "number": facts.plan_number,
                "title": facts.plan_title,
                "issued_on": facts.plan_issued_on,
            },
            "period": {
                "code": facts.period_code,
                "label": facts.period_label,
                "starts_on": facts.starts_on,
                "ends_on": facts.ends_on,
            },
            "as_of": facts.as_of,
            "paragraphs": [
                {
                    "code": drawn.code,
                    "heading": drawn.heading,
                    "text": edited.get(drawn.code, drawn.text),
                    "is_edited": drawn.code in edited,
                }
                for drawn in draw_paragraphs(facts)
            ],
            "total": _counts(facts.tally),
            "accepted": facts.accepted_count,
            "sections": [
                {
                    "code": section.code,
                    "title": section.title,
                    "counts": _counts(section.tally),
                    "tasks": [_task(task) for task in section.tasks],
                }
                for section in facts.sections
            ],
            "indicators": list(facts.indicators),
        }
    )
    return content


def tally_of(counts: Mapping[str, int]) -> Tally:
    """Return the tally from its plain form."""
    return Tally(**{state.value.lower(): counts[state.value] for state in DutyState})


def indicator_value(indicator: Mapping[str, Any]) -> str:
    """Return what an indicator came to, in print: the sum, or the lowest and the highest share."""
    if indicator["value"] is not None:
        return format_number(Decimal(indicator["value"]))
    lowest, highest = (format_number(Decimal(indicator[name])) for name in ("lowest", "highest"))
    return lowest if lowest == highest else f"{lowest} – {highest}"


def _counts(counts: Tally) -> dict[str, int]:
    return {state.value: counts.of(state) for state in DutyState}


def _task(task: TaskResults) -> dict[str, Any]:
    """Return a task's rows of the annex: accepted results one by one, the other units by their state."""
    others: dict[str, list[str]] = {}
    for duty in task.duties:
        if not duty.accepted:
            others.setdefault(duty.state.value, []).append(duty.unit)
    return {
        "code": task.code,
        "content": task.content,
        "counts": _counts(task.tally),
        "results": [
            {"unit": duty.unit, "text": duty.text, "documents": duty.documents, "state": duty.state}
            for duty in task.duties
            if duty.accepted
        ],
        "others": [
            {"state": state.value, "units": others[state.value]} for state in DutyState if state.value in others
        ],
    }

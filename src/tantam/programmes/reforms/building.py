"""An overlay written for somebody who chose one term of one programme from lists."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import yaml

# The terms that can be chosen, with how their number goes into the overlay; parameters stand as `parameters.<name>`.
CHOSEN_TERMS: Final = ("cap", "rate", "longest_term", "unsecured_up_to_vnd")
PARAMETER: Final = "parameters."


def overlay_text(*, name: str, programme: str, term: str, number: int, starts_on: date) -> str:
    """Return an overlay that changes one number: đồng, parts per million a year, months, or a parameter's own unit."""
    assert term in CHOSEN_TERMS or term.startswith(PARAMETER)
    content = {"name": name, "starts_on": starts_on, "change": {programme: _change(term, number)}}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def _change(term: str, number: int) -> dict[str, Any]:
    if term.startswith(PARAMETER):
        return {"parameters": {term.removeprefix(PARAMETER): number}}
    value: dict[str, Any] = {
        "cap": {"pieces": [{"amount_vnd": number}]},
        "rate": {"ppm": number},
        "longest_term": {"months": number},
    }
    return {term: value.get(term, number)}

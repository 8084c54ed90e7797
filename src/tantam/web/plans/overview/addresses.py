"""Filters as addresses that can be shared: from a query string to a selection, and back."""

from dataclasses import replace
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from tantam.core.duties import DONE, DutyState
from tantam.plans.queries.matrix import Selection

# A value longer than this matches nothing; it is cut so that no address fills the cache.
VALUE_MAX: Final = 100

STATE_WORDS: Final = {
    "qua-han": DutyState.OPEN_OVERDUE,
    "trong-han": DutyState.OPEN_IN_TIME,
    "muon": DutyState.DONE_LATE,
    "dung-han": DutyState.DONE_ON_TIME,
    "chua-den-ky": DutyState.NOT_DUE,
    "duoc-mien": DutyState.EXEMPT,
}
WORD_OF: Final = {state: word for word, state in STATE_WORDS.items()}
# The numerator and the denominator of completeness lead to their rows too.
DONE_WORD: Final = "hoan-thanh"
EXPECTED_WORD: Final = "phai-lam"
LATE_WORD: Final = WORD_OF[DutyState.OPEN_OVERDUE]
STATES_OF: Final = {word: frozenset({state}) for word, state in STATE_WORDS.items()} | {
    DONE_WORD: DONE,
    EXPECTED_WORD: frozenset(DutyState) - {DutyState.EXEMPT},
}
NO_STATE: Final = frozenset[DutyState]()

UNIT_NAME: Final = "don-vi"
TASK_NAME: Final = "nhiem-vu"
_NAMES: Final = {
    "period": "ky",
    "section": "nhom",
    "kind": "loai",
    "area": "dia-ban",
    "text": "q",
    "unit": UNIT_NAME,
    "task": TASK_NAME,
}
STATE_NAME: Final = "trang-thai"
LIST_NAME: Final = "dang"
LIST_VALUE: Final = "bang"


def selection_of(query: QueryDict) -> Selection:
    """Return what a query string selects; a state that does not exist is no choice of state."""
    values = {field: query.get(name, "").strip()[:VALUE_MAX] for field, name in _NAMES.items()}
    return Selection(**values, states=STATES_OF.get(query.get(STATE_NAME, ""), NO_STATE))


def query_of(selection: Selection, *, as_list: bool = False) -> str:
    """Return the query string of a selection, with its question mark, or nothing."""
    pairs = [(LIST_NAME, LIST_VALUE)] if as_list else []
    pairs += [(name, getattr(selection, field)) for field, name in _NAMES.items() if getattr(selection, field)]
    if selection.states:
        word = next(word for word, states in STATES_OF.items() if states == selection.states)
        pairs.append((STATE_NAME, word))
    return f"?{urlencode(pairs)}" if pairs else ""


def rows_url(plan_id: int, selection: Selection | None = None, **changes: Any) -> str:
    """Return the address of the list of duties that a selection, with changes, selects.

    `states` may be given as a word of the address: `qua-han`, `hoan-thanh`.
    """
    if isinstance(word := changes.get("states"), str):
        changes["states"] = STATES_OF[word]
    chosen = replace(selection or Selection(), **changes)
    return reverse("plan-matrix", args=[plan_id]) + query_of(chosen, as_list=True)

"""The states of a duty as they stand on paper: words and a pattern, enough in black and white."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What has become of a duty; the codes are the ones that duties are stored with."""

    NOT_DUE = "NOT_DUE"
    OPEN_IN_TIME = "OPEN_IN_TIME"
    OPEN_OVERDUE = "OPEN_OVERDUE"
    DONE_ON_TIME = "DONE_ON_TIME"
    DONE_LATE = "DONE_LATE"
    EXEMPT = "EXEMPT"
    RETURNED = "RETURNED"


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is printed: its words, a mark for narrow cells, an Excel pattern and two colours.

    Every pattern differs, so a copy in black and white still tells the states apart.
    """

    words: str
    mark: str
    pattern: int
    foreground: str
    background: str


_SOLID, _GRAY_125, _LIGHT_HORIZONTAL, _LIGHT_UP, _LIGHT_GRID = 1, 17, 11, 14, 15
_GRAY_625, _DARK_UP = 18, 8

LOOKS: dict[State, Look] = {
    State.NOT_DUE: Look("Chưa đến kỳ", "–", _GRAY_625, "#B8BEC4", "#FFFFFF"),
    State.OPEN_IN_TIME: Look("Trong hạn", "○", _LIGHT_HORIZONTAL, "#7FA6D6", "#FFFFFF"),
    State.OPEN_OVERDUE: Look("Quá hạn", "!", _DARK_UP, "#E79A94", "#FFFFFF"),
    State.DONE_ON_TIME: Look("Hoàn thành đúng hạn", "●", _SOLID, "#DCEFE0", "#DCEFE0"),
    State.DONE_LATE: Look("Hoàn thành quá hạn", "◐", _LIGHT_UP, "#A8AE6B", "#FFFFFF"),
    State.EXEMPT: Look("Được miễn", "M", _LIGHT_GRID, "#C9B6DD", "#FFFFFF"),
    State.RETURNED: Look("Bị trả lại", "↩", _GRAY_125, "#E0B050", "#FFFFFF"),
}
assert set(LOOKS) == set(State)
assert len({look.pattern for look in LOOKS.values()}) == len(State)
assert len({look.mark for look in LOOKS.values()}) == len(State)

"""What a benchmark found, as a line that a person reads and a line that `python -m bench` reads.

A script ends with one call of `result` for each limit that it is held to, and with 1 if any was not kept:

    kept = result("verifying a million loans", seconds, 60, unit="s")
    return 0 if kept else 1
"""

import json
import sys
from dataclasses import asdict, dataclass

MARK = "RESULT "


@dataclass(frozen=True, slots=True)
class Result:
    """One limit: `ratio` is the part of it that was used, so that up to 1 is kept whichever way the limit goes."""

    question: str
    measured: float
    limit: float
    unit: str
    at_least: bool
    ratio: float
    ok: bool


def result(
    question: str, measured: float, limit: float, *, unit: str, at_least: bool = False, sound: bool = True
) -> bool:
    """Print what was measured against its limit; return whether it was kept.

    `at_least` says that more is better. `sound` is False where the figures do not count, because what was done was
    wrong.
    """
    used = limit / measured if at_least and measured else measured / limit
    found = Result(question, round(measured, 3), limit, unit, at_least, round(used, 3), sound and used <= 1)
    asked = "at least" if at_least else "at most"
    print(f"{question}: {measured:,.3g} {unit}, {asked} {limit:,.4g} {unit} asked for ({used:.2f} of the limit)")
    print(MARK + json.dumps(asdict(found), ensure_ascii=False), flush=True)
    return found.ok


def results_in(output: str) -> list[Result]:
    """Return the results that a script's output tells."""
    lines = [line.removeprefix(MARK) for line in output.splitlines() if line.startswith(MARK)]
    return [Result(**json.loads(line)) for line in lines]


def size_asked(usual: int) -> int:
    """Return the size that the script was started with: its first argument that is a number, or the usual one."""
    return next((int(word) for word in sys.argv[1:] if word.isdigit()), usual)

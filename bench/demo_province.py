"""How long does the whole simulated province take to load, with months of sessions? Ten minutes are allowed.

Works in a temporary home with SQLite, through the commands that people use: the units, the registers, groups and loans
of all 96 communes taken over, then every session, sheet and close of some months. Prints the seconds of the processor
that each kind of work took; exits with 1 when the limit is passed or the book does not agree. The number of communes
(0 for all) and of months may be given (`python bench/demo_province.py 8 1`): communes spread over the province are
loaded then, and the time of the whole is reckoned from their share of its groups (too much, since people and closes of
empty days are the same for few).
"""

import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.support.installed import begin  # noqa: E402

HOME = begin()

from bench.support.result import result  # noqa: E402
from django.core.management import call_command  # noqa: E402
from rich.console import Console  # noqa: E402

from tantam.base.sealing import ensure_person_data_key  # noqa: E402
from tantam.cli.demo.province import loading, run, sessions  # noqa: E402
from tantam.cli.demo.province.places import province_shapes  # noqa: E402
from tantam.cli.demo.province.run import choose_shapes, load_province  # noqa: E402
from tantam.lending.queries.accrued import find_bucket_gaps  # noqa: E402
from tantam.lending.queries.reconciling import find_gaps, find_savings_gaps  # noqa: E402

SMALL_SIZE = 4  # communes
COMMUNES = (int(sys.argv[1]) or None) if len(sys.argv) > 1 else None
MONTHS = int(sys.argv[2]) if len(sys.argv) > 2 else 6
LIMIT_SECONDS = 600
TODAY = date(2026, 11, 22)


WORK = {
    "people": (run, "load_people"),
    "simulating": (run, "make_commune"),
    "households": (loading, "take_in_register"),
    "groups": (loading, "take_over_groups"),
    "loans": (loading, "take_over_loans"),
    "what is owed": (sessions, "list_owed_at_point"),
    "sheets": (sessions, "record_sheet"),
    "new loans": (sessions, "take_over_loans"),
    "closing sessions": (sessions, "close_session"),
    "closing days": (sessions, "close_day"),
}
SPENT: dict[str, float] = dict.fromkeys(WORK, 0.0)


def count(name: str, module: ModuleType, function: str) -> None:
    """Count the processor's seconds of a function from now on."""
    inner = getattr(module, function)

    def counted(*given: Any, **named: Any) -> Any:
        began = process_time()
        try:
            return inner(*given, **named)
        finally:
            SPENT[name] += process_time() - began

    setattr(module, function, counted)


def main() -> int:
    call_command("migrate", verbosity=0)
    ensure_person_data_key()
    shapes = choose_shapes(COMMUNES)
    share = sum(shape.groups for shape in shapes) / sum(shape.groups for shape in province_shapes())
    for name, (module, function) in WORK.items():
        count(name, module, function)
    console, answers = Console(file=sys.stderr), HOME / "answers.json"
    started, worked = perf_counter(), process_time()
    loaded = load_province(today=TODAY, console=console, shapes=shapes, months=MONTHS, answers_path=answers)
    seconds, cpu_seconds = perf_counter() - started, process_time() - worked
    gaps = [*find_gaps(day=TODAY), *find_savings_gaps(day=TODAY), *find_bucket_gaps()]
    print(f"taken over: {loaded.opened}")
    print(f"kept here: {loaded.played}")
    print(f"{seconds:.0f} s ({cpu_seconds:.0f} s of the processor) for {100 * share:.1f} % of the province's groups")
    for name, spent in SPENT.items():
        print(f"  {name}: {spent:.1f} s of the processor")
    print(f"accounts and buckets that differ from their loans or savings: {len(gaps)}")
    question = "loading the simulated province" if share == 1 else "loading the simulated province, reckoned"
    return 0 if result(question, seconds / share, LIMIT_SECONDS, unit="s", sound=not gaps) else 1


if __name__ == "__main__":
    sys.exit(main())

"""How long do the rules of all programmes take over a million households? The issue allows 1.5 s on two cores.

Draws a register of households that do not exist (every fact has a column, every programme debts from two
sources), answers "may it borrow, and how much is left?" for every household and every programme of law/, and
compares some of them with the plain function. Prints the best and the middle of the rounds, the most memory that
was ever used (the register itself included), and each as a share of its limit; exits with 1 above one.

Measured: 0.14 to 0.3 s and 950 MB for 33 programmes (a first round up to 1.1 s, while memory is handed out). What
limits it: memory. Rules take 0.02 s, because what several programmes ask is worked out once and truths are bytes;
caps with a price or a count 0.04 s; the rest is reading 66 columns of debts (0.5 GB) and writing 20 columns of amounts.
Blocks of 32,768 households were best of 4,096 to 262,144; a second thread won nothing.

    python bench/rules_over_a_million.py [1000000] [--rounds 5]
"""

import argparse
import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402
from bench.support.result import result  # noqa: E402
from bench.support.simulated_columns import simulated_households  # noqa: E402

from tantam.core.eligibility.answers import Borrower, FactValue  # noqa: E402
from tantam.core.eligibility.columns import ProgrammeColumns, answer_columns  # noqa: E402
from tantam.core.eligibility.households import EPOCH, NO_DAY, HouseholdColumns  # noqa: E402
from tantam.core.eligibility.scalar import answer  # noqa: E402
from tantam.core.law.conditions import Truth  # noqa: E402
from tantam.core.law.facts import FACTS, FactKind  # noqa: E402
from tantam.core.law.programme import Law  # noqa: E402
from tantam.programmes.law_files import load_law  # noqa: E402

LIMIT_S = 1.5
SMALL_SIZE = 50_000
LIMIT_MB = 2_048
ON = date(2026, 11, 22)
COMPARED = 200  # households that the plain function answers too


def main() -> int:
    """Print the times and return how the script should end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("households", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    wish = parser.parse_args()
    law = load_law(ROOT / "law")
    start = perf_counter()
    households = simulated_households(law, count=wish.households, on=ON)
    print(f"{households.count:,} households drawn in {perf_counter() - start:.1f} s; {len(law.programmes)} programmes")
    times, processor = [], []
    found: dict[str, ProgrammeColumns] = {}
    for _ in range(wish.rounds):
        found.clear()  # the answers of two rounds are never held at once
        start, used = perf_counter(), process_time()
        found = answer_columns(law, households, ON)
        times.append(perf_counter() - start)
        processor.append(process_time() - used)
    best, middle = min(times), sorted(times)[len(times) // 2]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    may = sum(int((columns.truth == Truth.YES).sum()) for columns in found.values())
    print(f"{may:,} times yes; first round {times[0]:.3f} s, processor time of the best {min(processor):.3f} s")
    print(f"rules: best {best:.3f} s, middle {middle:.3f} s")
    different = compare(law, households, found)
    print(f"{COMPARED:,} households answered by the plain function too: {different} answers differ")
    what = f"all rules over {wish.households:,} households"
    in_time = result(what, best, LIMIT_S, unit="s", sound=not different)
    return 0 if result(f"{what}: memory", peak_mb, LIMIT_MB, unit="MB") and in_time else 1


def compare(law: Law, households: HouseholdColumns, found: dict[str, ProgrammeColumns]) -> int:
    """Count the answers of the first households that are not those of the plain function."""
    different = 0
    for place in range(min(COMPARED, households.count)):
        borrower = one_of(households, place)
        for code, columns in found.items():
            one = answer(law, programme=code, borrower=borrower, on=ON)
            left_vnd = int(columns.cap_left_vnd[place]) if columns.cap_known[place] else None
            different += (one.truth, one.cap_left_vnd) != (Truth(columns.truth[place]), left_vnd)
    return different


def one_of(households: HouseholdColumns, place: int) -> Borrower:
    """Return one household of the columns."""
    facts = {name: fact_of(name, fact.values[place]) for name, fact in households.facts.items() if fact.known[place]}
    debts: dict[str, int] = {}
    for (code, _source), owed_vnd in households.debts.items():
        debts[code] = debts.get(code, 0) + int(owed_vnd[place])
    return Borrower(facts, debts if households.debts_known[place] else None)


def fact_of(name: str, value: np.generic) -> FactValue:
    """Return a value of a column as the plain function takes it."""
    kind = FACTS[name].kind
    if kind is FactKind.CHOICE:
        return FACTS[name].choices[int(value)]
    if kind is FactKind.DAY:
        return None if value == NO_DAY else date.fromordinal(EPOCH.toordinal() + int(value))
    return bool(value) if kind is FactKind.YES_NO else int(value)


if __name__ == "__main__":
    sys.exit(main())

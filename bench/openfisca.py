"""How long does one rule over a province take here, and in OpenFisca? Ours shall need a fifth at most.

The rule: a million persons in 285,603 households; incomes are summed for each household and compared, a head,
with the line of the country or of the town; services lacking are counted; or the household escaped more than one
and at most three years ago; somebody is 18 to 60 years old; what it owes is taken from the cap of 100 million.
Both engines get the same NumPy columns. OpenFisca-core has to build a simulation before it calculates; ours has to
resolve the law of the day and add persons up: both are counted. Each round begins anew; the middle of the rounds is
compared, after one that warms up.

Two runs: one with debts in whole hundreds of thousands, which float32 can hold, where both must agree in every
household; and one with debts to the đồng, which shows what OpenFisca's float32 loses. Exits with 1 if the engines
differ where they may not, or if ours needs more than a fifth; with 2 if OpenFisca is not installed.

Measured: ours 12 to 33 ms in all, OpenFisca 190 to 660 ms (other work was on the machine), that is 0.03 to 0.06. What
limits ours: adding a million persons up three times in int64, and checking their places; the rule itself takes 3 ms.
What limits OpenFisca: building, where each person gets its place and its role as an object of Python; its calculation
alone takes 7 to 16 ms, which is less than all of ours.

    python bench/openfisca.py [1000000]
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402
from bench.support.result import result, size_asked  # noqa: E402

from tantam.core.eligibility.columns import answer_columns  # noqa: E402
from tantam.core.eligibility.households import NO_DAY, Column, FactColumn, HouseholdColumns, day_number  # noqa: E402
from tantam.core.eligibility.people_columns import count_by_household, sum_by_household  # noqa: E402
from tantam.core.law.conditions import Truth  # noqa: E402
from tantam.core.law.programme import Law, PovertyStandard  # noqa: E402
from tantam.core.poverty import classify_columns  # noqa: E402

PERSONS = size_asked(1_000_000)
SMALL_SIZE = 200_000
HOUSEHOLDS = 285_603 * PERSONS // 1_000_000
ROUNDS = 5
SHARE = 5  # ours shall need one part of so many
ON = date(2026, 11, 22)
PERIOD = "2026-11"
CAP_VND = 100_000_000
RURAL_VND, URBAN_VND = 1_500_000, 2_000_000  # Decree 07/2021/NĐ-CP, until 31/12/2026
POOR_FROM = 3
LATEST, EARLIEST = date(2025, 11, 21), date(2023, 11, 22)  # escaped over one, and at most three years ago
STANDARD = PovertyStandard(rural_income_vnd=RURAL_VND, urban_income_vnd=URBAN_VND, poor_from_deprivations=POOR_FROM)


@dataclass(frozen=True)
class Province:
    """Persons and households in columns, as both engines get them."""

    household: Column
    roles: Column  # of OpenFisca
    income_vnd: Column
    age: Column
    is_rural: Column
    deprivations: Column
    escaped_day: Column
    owed_vnd: Column


@dataclass(frozen=True)
class Result:
    """Who may borrow how much, and the seconds that it took to build and to calculate."""

    is_eligible: Column
    amount_vnd: Column
    build_s: float
    calculate_s: float

    @property
    def whole_s(self) -> float:
        return self.build_s + self.calculate_s


def main() -> int:
    """Print the comparison and return how the script should end."""
    try:
        system = tax_benefit_system()
    except ModuleNotFoundError as problem:
        print(f"{problem.name} is not installed. `make bench` installs what is compared here (requirements/bench.txt).")
        return 2
    law = one_programme()
    even = draw(vnd_step=100_000)
    ours = middle(lambda: ours_once(law, even), ROUNDS)
    theirs = middle(lambda: openfisca_once(system, even), ROUNDS)
    print(f"{'':10}{'build':>10}{'calculate':>12}{'together':>11}")
    for name, one in (("ours", ours), ("OpenFisca", theirs)):
        times = (one.build_s, one.calculate_s, one.whole_s)
        print(f"{name:10}{times[0] * 1000:>7.1f} ms{times[1] * 1000:>9.1f} ms{times[2] * 1000:>8.1f} ms")
    share = ours.whole_s / theirs.whole_s
    are_same = same(ours, theirs)
    show_what_floats_lose(law, system)
    what = f"a rule over {PERSONS:,} persons, part of OpenFisca's time"
    return 0 if result(what, share, 1 / SHARE, unit="of it", sound=are_same) else 1


def same(ours: Result, theirs: Result) -> bool:
    """Print and tell whether both engines say the same of every household."""
    who = int((ours.is_eligible != theirs.is_eligible).sum())
    much = int((ours.amount_vnd != theirs.amount_vnd).sum())
    print(
        f"debts in hundreds of thousands: {int(ours.is_eligible.sum()):,} households, {ours.amount_vnd.sum():,} đồng;"
    )
    print(f"  {who} households differ in who may borrow, {much} in how much")
    return who == 0 and much == 0


def show_what_floats_lose(law: Law, system: Any) -> None:
    """Print how far OpenFisca is from the đồng when debts are real ones."""
    province = draw(vnd_step=1)
    ours, theirs = ours_once(law, province), openfisca_once(system, province)
    both = ours.is_eligible & theirs.is_eligible
    off_vnd = np.abs(ours.amount_vnd - theirs.amount_vnd)
    print(
        f"debts to the đồng: float32 gives {int((off_vnd[both] > 0).sum()):,} of {int(both.sum()):,} households "
        f"another amount, {int(off_vnd[both].sum()):,} đồng in all, {int(off_vnd[both].max())} đồng at most in one;"
    )
    print(f"  {int((ours.is_eligible != theirs.is_eligible).sum())} households differ in who may borrow")
    worst = int(off_vnd.argmax())
    owed, left, theirs_left = (int(column[worst]) for column in (province.owed_vnd, ours.amount_vnd, theirs.amount_vnd))
    print(f"  for example {owed:,} đồng owed: {left:,} left of the cap, {theirs_left:,} in float32")
    for amount_vnd in (16_777_217, 100_000_001, 96_000_000_001):
        print(f"  {amount_vnd:,} đồng becomes {int(np.float32(amount_vnd)):,}")


def draw(*, vnd_step: int) -> Province:
    """Draw the province from a seed; every household has somebody, because OpenFisca cannot do without."""
    random = np.random.default_rng(17)
    others = random.integers(0, HOUSEHOLDS, PERSONS - HOUSEHOLDS)
    has_escaped = random.integers(0, 100, HOUSEHOLDS) < 12
    owes = random.integers(0, 100, HOUSEHOLDS) < 35
    return Province(
        household=np.sort(np.concatenate([np.arange(HOUSEHOLDS), others])),
        roles=np.repeat("member", PERSONS),
        income_vnd=random.integers(0, 3_500, PERSONS) * 1_000,
        age=random.integers(0, 95, PERSONS),
        is_rural=random.integers(0, 100, HOUSEHOLDS) < 78,
        deprivations=random.integers(0, 13, HOUSEHOLDS),
        escaped_day=np.where(
            has_escaped, day_number(ON) - random.integers(0, 6 * 365, HOUSEHOLDS), np.int64(NO_DAY)
        ).astype(np.int32),
        owed_vnd=random.integers(0, 120_000_000 // vnd_step, HOUSEHOLDS) * vnd_step * owes,
    )


def middle(once: Callable[[], Result], rounds: int) -> Result:
    """Return the round in the middle, after one that warms up."""
    once()
    return sorted((once() for _ in range(rounds)), key=lambda result: result.whole_s)[rounds // 2]


# ---- ours --------------------------------------------------------------------------------------------------


def one_programme() -> Law:
    """Return a law of one programme, written as its file would be."""
    standing = {
        "starts_on": date(2022, 1, 1),
        "reference": {"document": "07/2021/NĐ-CP", "year": 2021, "article": "3"},
        "checked_on": ON,
    }
    words = {"vi": "Thử", "en": "Trial"}
    escaped = {
        "all": [
            {"fact": "escaped_on", "years_since_at_most": 3},
            {"not": {"fact": "escaped_on", "years_since_at_most": 1}},
        ]
    }
    on_list = {"fact": "poverty_class", "one_of": ["POOR", "NEAR_POOR"]}
    rules = {"on-list": {"any": [on_list, escaped]}, "adult": {"fact": "adults", "at_least": 1}}
    return Law.model_validate(
        {
            "programmes": {
                "trial": {
                    "code": "trial",
                    "order": 1,
                    "name": words,
                    "who": words,
                    "lending": [{"value": "OPEN", **standing}],
                    "cap": [{"value": {"pieces": [{"amount_vnd": CAP_VND}]}, **standing}],
                    "requirements": [
                        {"key": key, "words": words, "when": when, **standing} for key, when in rules.items()
                    ],
                }
            },
            "papers": {},
            "poverty_standard": [{"value": STANDARD, **standing}],
            "household_warning_vnd": [{"value": CAP_VND, **standing}],
        }
    )


def ours_once(law: Law, province: Province) -> Result:
    """Add persons up, classify, and answer."""
    began = perf_counter()
    known = np.ones(HOUSEHOLDS, dtype=np.bool_)
    everybody = np.ones(PERSONS, dtype=np.int64)
    in_age = (province.age >= 18) & (province.age <= 60)
    adults = count_by_household(in_age, province.household, count=HOUSEHOLDS)
    members = sum_by_household(everybody, province.household, count=HOUSEHOLDS)
    income_vnd = sum_by_household(province.income_vnd, province.household, count=HOUSEHOLDS)
    # Rounded up to the đồng: whoever is above the line by a part of a đồng is above it.
    a_head_vnd = -(-income_vnd // members)
    facts = {
        "adults": FactColumn(adults, known),
        "escaped_on": FactColumn(province.escaped_day, known),
        "poverty_class": classify_columns(
            STANDARD,
            is_rural=FactColumn(province.is_rural, known),
            income_vnd=FactColumn(a_head_vnd, known),
            deprivations=FactColumn(province.deprivations, known),
        ),
    }
    households = HouseholdColumns(
        count=HOUSEHOLDS,
        numbers=np.arange(HOUSEHOLDS, dtype=np.int64),
        communes=np.zeros(HOUSEHOLDS, dtype=np.int32),
        commune_codes=("21000",),
        facts=facts,
        debts_known=known,
        debts={("trial", "TW"): province.owed_vnd},
    )
    built = perf_counter()
    found = answer_columns(law, households, ON)["trial"]
    is_eligible = (found.truth == Truth.YES) & (found.cap_left_vnd > 0)
    amount_vnd = found.cap_left_vnd * is_eligible
    return Result(is_eligible, amount_vnd, built - began, perf_counter() - built)


# ---- OpenFisca ---------------------------------------------------------------------------------------------


def tax_benefit_system() -> Any:
    """Return the same rule written for OpenFisca."""
    from openfisca_core.entities import build_entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

    person = build_entity("person", "persons", "a person", is_person=True)
    household = build_entity(
        "household", "households", "a household", roles=[{"key": "member", "plural": "members", "label": "a member"}]
    )
    system = TaxBenefitSystem([household, person])
    values = {"rural": RURAL_VND, "urban": URBAN_VND, "poor_from": POOR_FROM, "cap": CAP_VND}
    system.parameters = ParameterNode(
        data={name: {"values": {"2022-01-01": {"value": value}}} for name, value in values.items()}
    )
    for name, entity, kind in (
        ("income", person, float),
        ("age", person, int),
        ("is_rural", household, bool),
        ("deprivations", household, int),
        ("escaped_day", household, int),
        ("owed", household, float),
    ):
        system.add_variable(variable(name, entity, kind))
    system.add_variable(variable("poverty", household, int, poverty_formula))
    system.add_variable(variable("is_eligible", household, bool, eligible_formula))
    system.add_variable(variable("amount", household, float, amount_formula))
    return system


def variable(name: str, entity: Any, kind: type, formula: Callable[..., Any] | None = None) -> type:
    """Return a variable of OpenFisca: a class with the variable's name."""
    from openfisca_core.periods import DateUnit
    from openfisca_core.variables import Variable

    content: dict[str, Any] = {
        "value_type": kind,
        "entity": entity,
        "definition_period": DateUnit.MONTH,
        "label": name,
        "__module__": __name__,
    }
    return type(name, (Variable,), content | ({"formula": formula} if formula else {}))


def poverty_formula(household: Any, period: Any, parameters: Any) -> Column:
    """2: poor; 1: near-poor; 0: neither."""
    line = parameters(period)
    a_head = household.sum(household.members("income", period)) / household.nb_persons()
    is_under = a_head <= np.where(household("is_rural", period), line.rural, line.urban)
    return is_under * (1 + (household("deprivations", period) >= line.poor_from))


def eligible_formula(household: Any, period: Any, parameters: Any) -> Column:
    age = household.members("age", period)
    escaped_day = household("escaped_day", period)
    has_escaped = (escaped_day >= day_number(EARLIEST)) & (escaped_day <= day_number(LATEST))
    has_adult = household.any((age >= 18) & (age <= 60))
    has_room = household("owed", period) < parameters(period).cap
    return ((household("poverty", period) > 0) | has_escaped) & has_adult & has_room


def amount_formula(household: Any, period: Any, parameters: Any) -> Column:
    return household("is_eligible", period) * (parameters(period).cap - household("owed", period))


def openfisca_once(system: Any, province: Province) -> Result:
    """Build a simulation and calculate."""
    from openfisca_core.simulations import SimulationBuilder

    began = perf_counter()
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(PERSONS))
    declared = builder.declare_entity("household", np.arange(HOUSEHOLDS))
    builder.join_with_persons(declared, province.household, roles=province.roles)
    simulation = builder.build(system)
    for name, column in (
        ("income", province.income_vnd),
        ("age", province.age),
        ("is_rural", province.is_rural),
        ("deprivations", province.deprivations),
        ("escaped_day", province.escaped_day),
        ("owed", province.owed_vnd),
    ):
        simulation.set_input(name, PERIOD, column)
    built = perf_counter()
    amount = simulation.calculate("amount", PERIOD)
    is_eligible = simulation.calculate("is_eligible", PERIOD)
    took = perf_counter() - built
    return Result(is_eligible, amount.astype(np.int64), built - began, took)


if __name__ == "__main__":
    sys.exit(main())

"""A trial over registers of any kind: flows add up, sums agree, and the scalar engine says the same."""

from collections import Counter
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.canonical import digest
from tantam.core.eligibility.answers import Borrower
from tantam.core.eligibility.scalar import answer
from tantam.core.law.conditions import Truth
from tantam.core.law.programme import PovertyStandard
from tantam.core.poverty import CLASSES
from tantam.core.reforms.apportion import apportion
from tantam.core.reforms.assumptions import ScenarioName
from tantam.core.reforms.demand import Pricing, path
from tantam.core.reforms.overlay import Overlay, Source, apply_overlay
from tantam.core.reforms.portfolio import portfolio_lines
from tantam.core.reforms.poverty import reclassified
from tantam.core.reforms.trial import as_plain, try_reform
from tests.core.reforms.small_law import AS_OF, DAY, HOUSEHOLDS, assumptions, register, small_law
from tests.core.reforms.test_overlay import NEW

LAW = small_law()
CHANGES = {
    "near-poor": {"cap": {"pieces": [{"amount_vnd": 150_000_000}]}},
    "poor": {"cap": {"pieces": [{"amount_vnd": 80_000_000}]}, "rate": {"ppm": 60_000}},
    "newly-escaped": {"parameters": {"escaped_years": 5}, "longest_term": {"months": 120}},
}


def overlay(**parts):
    return Overlay.model_validate({"name": "Thử", "starts_on": DAY, **parts})


OVERLAYS = st.builds(
    lambda codes, add: overlay(
        change={code: CHANGES[code] for code in codes}, add={"merged-posts": NEW} if add else {}
    ),
    st.sets(st.sampled_from(sorted(CHANGES))),
    st.booleans(),
)


def years_of_loans(lent, pricing):
    return years_by_source({Source.LOCAL: lent}, pricing)


def years_by_source(lent, pricing):
    cost_ppm = dict.fromkeys(Source, 80_000)
    return path(code="poor", lent_vnd=lent, pricing=pricing, cost_ppm=cost_ppm, starts_on=DAY)


def tried(changed, rows, **other):
    return try_reform(LAW, changed, register(rows), as_of=AS_OF, assumptions=assumptions(**other))


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**12), min_size=1, max_size=12))
def test_parts_add_up_and_differ_from_their_share_by_less_than_one(total, weights):
    total = total if sum(weights) else 0

    parts = apportion(total, weights)

    assert sum(parts) == total
    whole = max(sum(weights), 1)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(HOUSEHOLDS)
def test_an_empty_overlay_moves_nobody(rows):
    trial = tried(overlay(), rows)

    assert trial.moved == ()
    assert trial.portfolio == ()
    assert all(not scenario.more and not scenario.fewer for scenario in trial.scenarios.values())


@given(HOUSEHOLDS)
def test_a_change_to_what_holds_already_moves_nobody(rows):
    trial = tried(overlay(change={"poor": {"cap": {"pieces": [{"amount_vnd": 100_000_000}]}}}), rows)

    assert not any(row.is_moved for row in trial.moved)
    assert all(not scenario.more and not scenario.fewer for scenario in trial.scenarios.values())


@given(OVERLAYS, HOUSEHOLDS)
def test_every_household_is_in_exactly_one_flow_of_every_programme(changed, rows):
    trial = tried(changed, rows)

    at_home = Counter(commune for commune, _facts, _debts in rows)
    for row in trial.moved:
        assert sum(map(sum, row.flows)) == at_home[row.commune]
    assert {row.commune: row.households for row in trial.reached} == at_home


@given(OVERLAYS, HOUSEHOLDS)
def test_one_household_at_a_time_gives_the_same_flows_and_rooms(changed, rows):
    trial = tried(changed, rows)

    other = apply_overlay(LAW, changed)
    for row in trial.moved:
        flows, gain, loss, open_room = Counter(), 0, 0, 0
        for commune, facts, debts in rows:
            if commune != row.commune:
                continue
            owed = None if debts is None else Counter()
            for (code, _source), amount in (debts or {}).items():
                owed[code] += amount
            borrower = Borrower(facts=facts, debts=owed)
            after = answer(other, programme=row.programme, borrower=borrower, on=DAY)
            was, left = Truth.NO, None
            if row.programme in LAW.programmes:
                before = answer(LAW, programme=row.programme, borrower=borrower, on=DAY)
                was, left = before.truth, before.cap_left_vnd
            flows[was, after.truth] += 1
            match was, after.truth:
                case Truth.YES, Truth.YES if left is not None and after.cap_left_vnd is not None:
                    gain += max(after.cap_left_vnd - left, 0)
                    loss += max(left - after.cap_left_vnd, 0)
                case Truth.NO, Truth.YES:
                    gain += after.cap_left_vnd or 0
                case Truth.YES, Truth.NO:
                    loss += left or 0
                case Truth.NO, Truth.UNKNOWN:
                    open_room += after.cap_left_vnd or 0
        assert {(b, a): row.flow(b, a) for b in Truth for a in Truth if row.flow(b, a)} == flows
        assert (row.gain_vnd, row.loss_vnd, row.open_vnd) == (gain, loss, open_room)


@given(OVERLAYS, HOUSEHOLDS)
def test_sums_over_communes_years_and_sources_agree_to_the_dong(changed, rows):
    trial = tried(changed, rows)

    given_up = assumptions()
    for name, scenario in trial.scenarios.items():
        take_up = given_up.take_up(name)
        share = take_up.borrowed_ppm(len(trial.years)) * take_up.drawn_ppm
        for code in trial.programmes:
            moved = [row for row in trial.moved if row.programme == code]
            room = sum(row.gain_vnd * 10**6 + row.open_vnd * take_up.unknown_ppm for row in moved)
            by_commune = sum(loan.total_vnd for loan in scenario.more if loan.programme == code)
            by_year = sum(line.lent_vnd for line in scenario.years_more if line.programme == code)
            assert by_commune == by_year == room * share // 10**18
            lost = sum(loan.total_vnd for loan in scenario.fewer if loan.programme == code)
            assert lost == sum(row.loss_vnd for row in moved) * share // 10**12


@given(OVERLAYS, HOUSEHOLDS)
def test_a_new_local_programme_needs_local_capital_only(changed, rows):
    trial = tried(changed, rows)

    for line in trial.scenarios[ScenarioName.HIGH].years_more:
        assert line.programme != "merged-posts" or line.source is Source.LOCAL


@given(OVERLAYS, HOUSEHOLDS)
def test_the_same_trial_has_the_same_digest(changed, rows):
    first, second = (digest(as_plain(tried(changed, rows))) for _ in range(2))

    assert first == second


@given(
    st.lists(st.integers(0, 10**13), min_size=1, max_size=6),
    st.integers(0, 200_000),
    st.integers(1, 240),
)
def test_what_is_lent_is_repaid_or_outstanding(lent, rate_ppm, months):
    lines = years_of_loans(lent, Pricing(rate_ppm, months))

    assert sum(lent) == sum(line.repaid_vnd for line in lines) + lines[-1].outstanding_vnd
    assert lines[-1].outstanding_vnd == sum(line.capital_vnd for line in lines)
    assert all(line.outstanding_vnd >= 0 for line in lines)


def test_interest_of_a_year_is_exact():
    [first, second] = years_of_loans([100_000_000, 0], Pricing(66_000, 120))

    assert first.interest_vnd == 100_000_000 * 66_000 * 182 // (10**6 * 365)
    assert second.interest_vnd == 100_000_000 * 66_000 * 366 // (10**6 * 365)
    assert second.repaid_vnd == 10_000_000
    assert second.subsidy_vnd == 100_000_000 * 14_000 * 366 // (10**6 * 365)


@given(
    st.lists(st.tuples(*[st.integers(0, 10**13)] * 3), min_size=1, max_size=4),
    st.integers(0, 200_000),
    st.integers(1, 240),
)
def test_interest_of_the_sources_is_the_interest_of_the_programme(years, rate_ppm, months):
    lent = dict(zip(Source, zip(*years, strict=True), strict=True))

    lines = years_by_source(lent, Pricing(rate_ppm, months))

    for year in {line.year for line in lines}:
        own = [line for line in lines if line.year == year]
        days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        held = sum((line.outstanding_vnd - line.capital_vnd) * days + line.lent_vnd * (days // 2) for line in own)
        assert sum(line.interest_vnd for line in own) == held * rate_ppm // (10**6 * 365)
        assert sum(line.subsidy_vnd for line in own) == held * max(80_000 - rate_ppm, 0) // (10**6 * 365)


@given(st.tuples(*[st.integers(1, 10**13)] * 3))
def test_interest_on_existing_loans_of_the_sources_is_that_of_the_programme(balances):
    lines = portfolio_lines(
        balances={("poor", source.value): balance for source, balance in zip(Source, balances, strict=True)},
        before={"poor": Pricing(66_000, 120)},
        after={"poor": Pricing(60_000, 120)},
        existing=frozenset({"poor"}),
        assumptions=assumptions(),
        starts_on=DAY,
        years=(2027,),
    )

    assert sum(line.interest_before_vnd for line in lines) == sum(balances) * 66_000 // 10**6
    assert sum(line.interest_after_vnd for line in lines) == sum(balances) * 60_000 // 10**6


@given(st.integers(1, 10**13), st.integers(1, 240), st.integers(1, 240), st.booleans())
def test_existing_loans_keep_their_rule_unless_the_overlay_says_otherwise(balance, old, new, is_existing):
    before, after = {"poor": Pricing(66_000, old)}, {"poor": Pricing(60_000, new)}
    existing = frozenset({"poor"}) if is_existing else frozenset()

    lines = portfolio_lines(
        balances={("poor", "CENTRAL"): balance},
        before=before,
        after=after,
        existing=existing,
        assumptions=assumptions(),
        starts_on=DAY,
        years=(2027, 2028, 2029),
    )

    first = lines[0]
    assert first.interest_before_vnd == balance * 66_000 // 10**6
    assert first.interest_after_vnd == balance * (60_000 if is_existing else 66_000) // 10**6
    assert is_existing or first.principal_before_vnd == first.principal_after_vnd
    assert all(line.interest_after_vnd <= line.interest_before_vnd for line in lines)


def test_a_longer_term_lets_less_principal_come_back():
    rows = [("21484", {"poverty_class": "NONE", "escaped_on": None}, {("newly-escaped", "CENTRAL"): 60_000_000})]

    trial = tried(overlay(change={"newly-escaped": {"longest_term": {"months": 120}}}), rows)

    assert [line.principal_before_vnd for line in trial.portfolio][:2] == [24_000_000, 24_000_000 + 4_800_000]
    assert [line.principal_after_vnd for line in trial.portfolio][:2] == [24_000_000, 24_000_000 + 2_400_000]


def test_unknown_answers_are_counted_apart_with_the_facts_that_are_missing():
    rows = [("21484", {}, None), ("21484", {"lost_post_in_merger": True}, {})]

    trial = tried(overlay(add={"merged-posts": NEW}), rows)

    [row] = trial.moved
    assert row.flow(Truth.NO, Truth.UNKNOWN) == row.flow(Truth.NO, Truth.YES) == 1
    assert (row.gain_vnd, row.open_vnd, row.unvalued) == (300_000_000, 0, 1)
    assert trial.missing == {"merged-posts": [("lost_post_in_merger", 1)]}


def test_another_poverty_standard_moves_who_is_known_and_leaves_open_who_is_not():
    standard = {"rural_income_vnd": 2_200_000, "urban_income_vnd": 2_800_000, "poor_from_deprivations": 3}
    known = {"income_vnd": 2_000_000, "deprivations": 3, "is_rural": True}
    rows = [
        ("21484", {"poverty_class": "AVERAGE", "escaped_on": None, **known}, {}),
        ("21484", {"poverty_class": "POOR", "escaped_on": None}, {}),
        ("21484", {"poverty_class": "POOR", **known, "income_vnd": 3_000_000}, {}),
    ]

    trial = tried(overlay(poverty_standard=standard), rows)

    moved = {row.programme: row for row in trial.moved}
    assert moved["poor"].flow(Truth.NO, Truth.YES) == 1
    assert moved["poor"].flow(Truth.YES, Truth.UNKNOWN) == 1
    assert moved["poor"].flow(Truth.YES, Truth.NO) == 1
    assert moved["newly-escaped"].count_after(Truth.YES) == 1


def test_another_standard_without_an_average_line_leaves_average_living_as_it_is_listed():
    standard = {"rural_income_vnd": 2_200_000, "urban_income_vnd": 2_800_000, "poor_from_deprivations": 3}
    above = {"income_vnd": 2_210_000, "deprivations": 0, "is_rural": True}
    households = register([("21484", {"poverty_class": name, **above}, {}) for name in ("AVERAGE", "POOR", "NONE")])

    found = reclassified(households, PovertyStandard.model_validate(standard), DAY).facts["poverty_class"]

    assert [CLASSES[place] for place in found.values.tolist()] == ["AVERAGE", "NONE", "NONE"]


def test_households_that_borrow_are_rounded_half_up_so_that_loans_have_borrowers():
    rows = [("21484", {"poverty_class": "NEAR_POOR"}, {})] * 2
    take_up = {"borrow_ppm": (250_000,), "drawn_ppm": 1_000_000}

    trial = tried(overlay(change={"near-poor": CHANGES["near-poor"]}), rows, central=take_up)

    [loan] = trial.scenarios[ScenarioName.CENTRAL].more
    assert (sum(loan.borrowers), loan.total_vnd) == (1, 25_000_000)  # a quarter of two households is a half


def test_amounts_of_a_whole_province_do_not_overflow():
    households = 10_000  # of 10¹⁵ each: 10¹⁹, beyond int64
    rows = [("21484", {"poverty_class": "NEAR_POOR"}, {})] * households

    trial = tried(overlay(change={"near-poor": {"cap": {"at_most_vnd": 10**15}}}), rows)

    assert trial.moved[0].gain_vnd == households * (10**15 - 10**8)
    assert isinstance(trial.moved[0].gain_vnd, int)
    assert not isinstance(trial.moved[0].gain_vnd, np.integer)

"""Who may borrow, one household at a time: each sentence of the meaning."""

from datetime import date, datetime

import pytest

from tantam.core.eligibility.answers import Answer, Borrower
from tantam.core.eligibility.scalar import add_years, answer, answer_all, weigh
from tantam.core.eligibility.terms import LoopingRateError
from tantam.core.law.conditions import Condition, Truth
from tantam.core.law.dated import MissingValueError
from tests.core.eligibility.small_law import dated, every_form, law_of, programme, rule

ON = date(2026, 11, 22)
LAW = every_form()


def ask(of: dict, facts: dict | None = None, debts: dict | None = None, on: date = ON) -> Answer:
    """Answer for the one programme of a law."""
    return answer(law_of(of), programme=of["code"], borrower=Borrower(facts or {}, debts), on=on)


def weighed(condition: dict, facts: dict, on: date = ON, **parameters: int) -> Truth:
    """Weigh a condition as the law writes it."""
    return weigh(Condition.model_validate(condition), Borrower(facts), on, parameters)


@pytest.mark.parametrize(
    ("form", "truths"),
    [
        ("all", {"YY": "Y", "YN": "N", "Y?": "?", "N?": "N", "??": "?", "NN": "N"}),
        ("any", {"YY": "Y", "YN": "Y", "Y?": "Y", "N?": "?", "??": "?", "NN": "N"}),
    ],
)
def test_conditions_are_joined_by_three_values(form: str, truths: dict[str, str]):
    condition = {form: [{"fact": "is_rural"}, {"fact": "is_trader"}]}
    values = {"Y": {"is_rural": True, "is_trader": True}, "N": {"is_rural": False, "is_trader": False}, "?": {}}
    names = {"Y": Truth.YES, "N": Truth.NO, "?": Truth.UNKNOWN}

    found = {}
    for first, second in truths:
        known = {name: value for name, value in values[first].items() if name == "is_rural"}
        known |= {name: value for name, value in values[second].items() if name == "is_trader"}
        found[first + second] = weighed(condition, known)

    assert found == {pair: names[truth] for pair, truth in truths.items()}


@pytest.mark.parametrize(("known", "truth"), [({"is_rural": True}, 0), ({"is_rural": False}, 2), ({}, 1)])
def test_not_turns_yes_and_no_and_leaves_the_unknown(known: dict, truth: int):
    assert weighed({"not": {"fact": "is_rural"}}, known) == truth


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("at_most", [True, True, False]),
        ("at_least", [False, True, True]),
        ("below", [True, False, False]),
        ("above", [False, False, True]),
    ],
)
def test_numbers_are_compared_as_the_words_say(form: str, holds: list[bool]):
    found = [weighed({"fact": "adults", form: 3}, {"adults": adults}) is Truth.YES for adults in (2, 3, 4)]

    assert found == holds


def test_a_choice_is_one_of_those_named():
    condition = {"fact": "poverty_class", "one_of": ["POOR", "NEAR_POOR"]}

    assert weighed(condition, {"poverty_class": "NEAR_POOR"}) is Truth.YES
    assert weighed(condition, {"poverty_class": "NONE"}) is Truth.NO
    assert weighed(condition, {}) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("on", "truth"),
    [
        (date(2023, 11, 21), Truth.NO),  # not escaped yet
        (date(2023, 11, 22), Truth.YES),
        (date(2026, 11, 22), Truth.YES),  # the anniversary itself still counts
        (date(2026, 11, 23), Truth.NO),
    ],
)
def test_years_are_counted_by_the_calendar_and_the_anniversary_counts(on: date, truth: Truth):
    condition = {"fact": "escaped_on", "years_since_at_most": {"parameter": "years"}}

    assert weighed(condition, {"escaped_on": date(2023, 11, 22)}, on, years=3) is truth


def test_the_anniversary_of_a_leap_day_is_the_28th_in_a_common_year():
    condition = {"fact": "escaped_on", "years_since_at_most": 3}
    leap_day = {"escaped_on": date(2024, 2, 29)}

    assert weighed(condition, leap_day, date(2027, 2, 28)) is Truth.YES
    assert weighed(condition, leap_day, date(2027, 3, 1)) is Truth.NO
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_years_beyond_the_calendar_stop_at_its_ends():
    assert add_years(date(2024, 1, 1), 9_000) == date.max
    assert add_years(date(2024, 1, 1), -3_000) == date.min


def test_a_day_that_is_none_is_no_and_a_day_not_known_is_unknown():
    condition = {"fact": "released_on", "years_since_at_most": 5}

    assert weighed(condition, {"released_on": None}) is Truth.NO
    assert weighed(condition, {}) is Truth.UNKNOWN


def test_a_parameter_without_a_value_is_an_error_and_never_zero():
    with pytest.raises(MissingValueError, match="least"):
        weighed({"fact": "adults", "at_least": {"parameter": "least"}}, {"adults": 0})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("is_rural", 1),
        ("adults", True),
        ("adults", "2"),
        ("adults", -1),
        ("adults", None),
        ("income_vnd", 10**15 + 1),
        ("poverty_class", "RICH"),
        ("escaped_on", 2024),
        ("escaped_on", datetime(2024, 1, 1)),  # noqa: DTZ001
    ],
)
def test_a_value_of_the_wrong_kind_is_a_programmers_error(name: str, value: object):
    with pytest.raises(AssertionError, match=name):
        answer(LAW, programme="poor", borrower=Borrower({name: value}), on=ON)


def test_one_failed_rule_is_no_even_when_others_are_open():
    of = programme("p", requirements=[rule({"fact": "is_rural"}, "a"), rule({"fact": "is_trader"}, "b")])

    found = ask(of, {"is_rural": False})

    assert found.truth is Truth.NO
    assert found.missing == ()
    assert [reason.truth for reason in found.reasons] == [Truth.NO, Truth.UNKNOWN]


def test_a_rule_counts_only_while_it_holds():
    of = programme("p", requirements=[rule({"fact": "is_rural"}, ends_before=date(2026, 1, 1))])

    assert ask(of, {"is_rural": False}, on=date(2025, 12, 31)).truth is Truth.NO
    assert ask(of, {"is_rural": False}, on=date(2026, 1, 1)).truth is Truth.YES


@pytest.mark.parametrize("lending", ["COLLECTION_ONLY", "SUSPENDED"])
def test_where_nothing_new_is_lent_the_answer_is_no(lending: str):
    found = ask(programme("p", lending=[dated(lending)]))

    assert (found.truth, found.is_lent) == (Truth.NO, False)


def test_before_the_law_says_anything_nothing_is_lent():
    found = ask(programme("p"), on=date(2009, 12, 31))

    assert (found.truth, found.is_lent, found.cap_vnd, found.rate_ppm) == (Truth.NO, False, None, None)


def test_a_reason_says_what_was_needed_and_what_the_household_has():
    when = {"fact": "escaped_on", "years_since_at_most": {"parameter": "years"}}
    both = {"all": [{"fact": "adults", "at_least": 1}, when]}
    of = programme("p", requirements=[rule(both)], parameters={"years": [dated(3)]})

    [reason] = ask(of, {"escaped_on": date(2025, 1, 1), "is_rural": True}).reasons

    assert reason.needed == {"years": 3}
    assert reason.had == {"escaped_on": date(2025, 1, 1)}
    assert reason.truth is Truth.UNKNOWN


def test_only_facts_that_can_still_turn_the_answer_are_asked_for():
    decided = {"all": [{"fact": "is_trader"}, {"fact": "has_student"}]}
    of = programme("p", requirements=[rule({"any": [{"fact": "is_rural"}, decided]})])

    assert ask(of).missing == ("is_rural", "has_student", "is_trader")
    assert ask(of, {"is_trader": False}).missing == ("is_rural",)
    assert ask(of, {"is_rural": True}).missing == ()


def test_facts_that_the_cap_and_the_term_need_are_asked_for_unless_the_answer_is_no():
    students = {"has_student": True, "poverty_class": "POOR"}

    asked = answer(LAW, programme="students", borrower=Borrower(students, {}), on=ON)
    refused = answer(LAW, programme="students", borrower=Borrower({"has_student": False}, {}), on=ON)

    assert (asked.truth, asked.missing) == (Truth.YES, ("study_months",))
    assert (asked.cap_vnd, asked.cap_left_vnd, asked.longest_term_months) == (None, None, None)
    assert refused.missing == ()


def test_a_cap_and_a_term_for_each_month_of_study():
    facts = {"has_student": True, "poverty_class": "POOR", "study_months": 40}

    now = answer(LAW, programme="students", borrower=Borrower(facts, {}), on=ON)
    before = answer(LAW, programme="students", borrower=Borrower(facts, {}), on=date(2022, 5, 18))

    assert (now.cap_vnd, before.cap_vnd) == (160_000_000, 100_000_000)
    assert now.longest_term_months == 92


def test_a_piece_counts_no_more_than_the_law_says():
    found = answer(LAW, programme="water", borrower=Borrower({"water_works": 3}, {}), on=ON)

    assert found.cap_vnd == 50_000_000


def test_a_share_of_a_price_is_rounded_down_to_the_dong():
    pieces = [{"share_ppm": 800_000, "of": "tuition_vnd"}]

    found = ask(programme("p", cap=[dated({"pieces": pieces})]), {"tuition_vnd": 100_000_001}, {})

    assert found.cap_vnd == 80_000_000


def test_a_cap_is_at_most_what_the_law_says_whatever_the_pieces():
    found = answer(LAW, programme="job", borrower=Borrower({"jobs_kept_or_made": 51}, {}), on=ON)

    assert found.cap_vnd == 10_000_000_000


def test_no_cap_and_a_cap_that_nobody_knows_are_two_things():
    without = ask(programme("p", cap=[dated({})]), debts={})
    silent = ask(programme("p", cap=[]), debts={})

    assert (without.has_cap, without.cap_vnd, without.cap_left_vnd) == (False, None, None)
    assert (silent.has_cap, silent.cap_vnd, silent.cap_left_vnd) == (True, None, None)


@pytest.mark.parametrize(
    ("code", "rate_ppm", "overdue_rate_ppm"),
    [
        ("poor", 66_000, 85_800),
        ("newly-escaped", 82_500, 107_250),
        ("near-poor", 79_200, None),
        ("job", 100_584, 130_759),  # 127 % of 7.92 %; 130 % of it is 130,759.2
    ],
)
def test_a_rate_may_be_a_share_of_another(code: str, rate_ppm: int, overdue_rate_ppm: int | None):
    found = answer(LAW, programme=code, borrower=Borrower(), on=ON)

    assert (found.rate_ppm, found.overdue_rate_ppm) == (rate_ppm, overdue_rate_ppm)


def test_a_share_of_a_rate_is_rounded_half_up():
    of = programme("p", rate=[dated({"ppm": 5})], overdue_rate=[dated({"share_ppm": 1_300_000})])

    assert ask(of).overdue_rate_ppm == 7  # 6.5


def test_a_rate_before_the_other_has_one_is_not_known():
    later = programme("a", rate=[dated({"ppm": 66_000}, date(2020, 1, 1))])
    law = law_of(later, programme("b", rate=[dated({"share_ppm": 1_300_000, "of": "a"})]))

    assert answer(law, programme="b", borrower=Borrower(), on=date(2019, 12, 31)).rate_ppm is None


def test_rates_that_are_shares_of_each_other_are_found():
    ring = [
        programme("a", rate=[dated({"share_ppm": 1_000_000, "of": "b"})]),
        programme("b", rate=[dated({"share_ppm": 1_000_000, "of": "a"})]),
    ]

    with pytest.raises(LoopingRateError, match="a, b"):
        answer(law_of(*ring), programme="a", borrower=Borrower(), on=ON)


def test_what_is_owed_under_programmes_that_share_the_cap_counts():
    debts = {"poor": 30_000_000, "near-poor": 20_000_000, "students": 9_000_000}

    found = answer(LAW, programme="poor", borrower=Borrower({}, debts), on=ON)

    assert (found.owed_vnd, found.cap_left_vnd) == (50_000_000, 50_000_000)


def test_what_is_left_of_a_cap_is_never_less_than_nothing():
    found = answer(LAW, programme="poor", borrower=Borrower({}, {"poor": 100_000_001}), on=ON)

    assert found.cap_left_vnd == 0
    assert "CAP_REACHED" in {caution.key for caution in found.cautions}


def test_without_debts_nothing_is_said_of_what_is_left():
    found = answer(LAW, programme="poor", borrower=Borrower(), on=ON)

    assert (found.cap_vnd, found.owed_vnd, found.cap_left_vnd) == (100_000_000, None, None)
    assert [caution.key for caution in found.cautions] == ["DEBTS_UNKNOWN"]


def test_a_debt_that_shares_the_cap_is_named_as_an_overlap():
    found = answer(LAW, programme="poor", borrower=Borrower({}, {"near-poor": 1_000_000}), on=ON)

    [overlap] = [caution for caution in found.cautions if caution.key == "OVERLAP"]

    assert "Cho vay near-poor: 1.000.000 đồng" in overlap.words.vi
    assert "Loans near-poor: 1,000,000 đồng" in overlap.words.en


@pytest.mark.parametrize(("students_vnd", "is_warned"), [(0, False), (1, True)])
def test_a_household_that_would_owe_more_than_the_sign_is_reviewed_and_not_refused(students_vnd, is_warned):
    facts = {"poverty_class": "POOR", "adults": 1}

    found = answer(LAW, programme="poor", borrower=Borrower(facts, {"students": students_vnd}), on=ON)

    assert found.truth is Truth.YES
    assert ("HOUSEHOLD_DEBT" in {caution.key for caution in found.cautions}) is is_warned


def test_what_nobody_may_borrow_adds_nothing_to_the_household_debt():
    found = answer(LAW, programme="poor", borrower=Borrower({"adults": 0}, {"students": 1}), on=ON)

    assert "HOUSEHOLD_DEBT" not in {caution.key for caution in found.cautions}


def test_the_household_debt_is_said_in_words():
    facts = {"poverty_class": "POOR", "adults": 1}

    [more] = warnings_of(facts, {"students": 60_000_000})
    [above] = warnings_of({"adults": 0}, {"students": 160_000_000})

    assert more.startswith(
        "Tổng dư nợ các chương trình của hộ là 60.000.000 đồng; nếu vay thêm tối đa 100.000.000 đồng"
    )
    assert above.startswith("Tổng dư nợ các chương trình của hộ là 160.000.000 đồng, vượt mức 100.000.000 đồng một hộ.")


def warnings_of(facts: dict, debts: dict) -> list[str]:
    """Return what is said of the household's debt under the programme for the poor."""
    found = answer(LAW, programme="poor", borrower=Borrower(facts, debts), on=ON)
    return [caution.words.vi for caution in found.cautions if caution.key == "HOUSEHOLD_DEBT"]


@pytest.mark.parametrize(
    ("document", "vi", "en"),
    [
        ("15/2010/QĐ-TTg", "15/2010/QĐ-TTg, Điều 1", "15/2010/QĐ-TTg, article 1"),
        ("12/QĐ-HĐQT", "12/QĐ-HĐQT năm 2010, Điều 1", "12/QĐ-HĐQT of 2010, article 1"),
    ],
)
def test_values_that_nobody_compared_with_the_original_are_named_once(document: str, vi: str, en: str):
    unsure = {"verify": True, "document": document}
    of = programme("p", lending=[dated("OPEN", **unsure)], rate=[dated({"ppm": 66_000}, **unsure)])

    [caution] = ask(of, debts={}).cautions

    assert caution.key == "VERIFY"
    assert caution.words.vi == f"Cần đối chiếu với văn bản gốc: {vi}."
    assert caution.words.en == f"To be compared with the original: {en}."


def test_all_programmes_are_answered_in_the_order_in_which_they_are_shown():
    found = answer_all(LAW, borrower=Borrower(), on=ON)

    assert [one.programme for one in found][:4] == ["poor", "near-poor", "newly-escaped", "students"]
    assert len(found) == len(LAW.programmes)


def test_papers_and_the_unsecured_amount_are_those_of_the_day():
    found = answer(LAW, programme="job", borrower=Borrower(), on=ON)

    assert (found.unsecured_up_to_vnd, found.papers) == (100_000_000, ())

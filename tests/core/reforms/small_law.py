"""A law of three programmes and registers of any kind, for trials of reforms."""

from datetime import date

from hypothesis import strategies as st

from tantam.core.eligibility.building import ColumnsBuilder
from tantam.core.law.programme import Law
from tantam.core.reforms.assumptions import Assumptions

DAY = date(2027, 1, 1)
AS_OF = date(2026, 10, 31)
CODES = ("poor", "near-poor", "newly-escaped")
COMMUNES = ("21484", "21529", "21400")
HELD = {
    "starts_on": date(2019, 3, 1),
    "reference": {"document": "12/QĐ-HĐQT", "year": 2019, "article": "1"},
    "checked_on": date(2026, 11, 22),
}


def programme(code, order, when, rate, *, months=120, parameters=None):
    words = {"vi": code, "en": code}
    return {
        "code": code,
        "order": order,
        "name": words,
        "who": words,
        "lending": [{"value": "OPEN", **HELD}],
        "cap": [{"value": {"pieces": [{"amount_vnd": 100_000_000}]}, **HELD}],
        "rate": [{"value": rate, **HELD}],
        "overdue_rate": [{"value": {"share_ppm": 1_300_000}, **HELD}],
        "longest_term": [{"value": {"months": months}, **HELD}],
        "parameters": parameters or {},
        "requirements": [{"key": "who", "words": words, "when": when, **HELD}],
        "shares_cap_with": [other for other in CODES if other != code],
    }


def small_law() -> Law:
    """Return the law of poor, near-poor and newly escaped households."""
    years = {"escaped_years": [{"value": 3, **HELD}]}
    escaped = {"fact": "escaped_on", "years_since_at_most": {"parameter": "escaped_years"}}
    rows = [
        programme("poor", 1, {"fact": "poverty_class", "one_of": ["POOR"]}, {"ppm": 66_000}),
        programme(
            "near-poor",
            2,
            {"fact": "poverty_class", "one_of": ["NEAR_POOR"]},
            {"share_ppm": 1_200_000, "of": "poor"},
        ),
        programme("newly-escaped", 3, escaped, {"share_ppm": 1_250_000, "of": "poor"}, months=60, parameters=years),
    ]
    return Law.model_validate(
        {
            "programmes": {row["code"]: row for row in rows},
            "papers": {},
            "poverty_standard": [
                {
                    "value": {
                        "rural_income_vnd": 1_500_000,
                        "urban_income_vnd": 2_000_000,
                        "poor_from_deprivations": 3,
                    },
                    **HELD,
                }
            ],
            "household_warning_vnd": [{"value": 100_000_000, **HELD}],
        }
    )


def assumptions(**other) -> Assumptions:
    """Return assumptions with round numbers."""
    usual = {
        "low": {"borrow_ppm": [100_000, 200_000], "drawn_ppm": 400_000},
        "central": {"borrow_ppm": [200_000, 300_000, 400_000], "drawn_ppm": 600_000},
        "high": {"borrow_ppm": [500_000, 700_000], "drawn_ppm": 800_000, "unknown_ppm": 100_000},
        "last_year": 2030,
        "shares": {"central": 700_000, "mobilised": 150_000, "local": 150_000},
        "cost_of_capital": {"central": 80_000, "mobilised": 90_000, "local": 0},
        "term_months_where_open": 60,
        "remaining_term_ppm": 500_000,
    }
    return Assumptions.model_validate({**usual, **other})


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "poverty_class": st.sampled_from(["POOR", "NEAR_POOR", "AVERAGE", "NONE"]),
        "escaped_on": st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        "lost_post_in_merger": st.booleans(),
        "income_vnd": st.integers(0, 5_000_000),
        "deprivations": st.integers(0, 12),
        "is_rural": st.booleans(),
    },
)
DEBTS = st.none() | st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(["CENTRAL", "MOBILISED", "LOCAL"])),
    st.integers(0, 120_000_000),
    max_size=3,
)
HOUSEHOLDS = st.lists(st.tuples(st.sampled_from(COMMUNES), FACTS, DEBTS), max_size=25)


def register(rows):
    """Return households in columns."""
    builder = ColumnsBuilder(room_for=len(rows))
    for number, (commune, facts, debts) in enumerate(rows, start=1):
        builder.add(number=number, commune_code=commune, facts=facts, debts=debts)
    return builder.build()

"""A small law with every form of a condition, a cap, a rate and a term; and the words to build others."""

from datetime import date
from typing import Any

from tantam.core.law.programme import Law, PovertyStandard

FROM = date(2010, 1, 1)
CHECKED = {"checked_on": date(2026, 11, 22)}


def dated(value: Any, starts_on: date = FROM, ends_before: date | None = None, **more: Any) -> dict[str, Any]:
    """Return a dated value as a file of the law has it."""
    reference = {"document": more.pop("document", "1/2010/QĐ-TTg"), "year": 2010, "article": "1"}
    return {
        "value": value,
        "starts_on": starts_on,
        "ends_before": ends_before,
        "reference": reference,
        **CHECKED,
        **more,
    }


def rule(when: dict[str, Any], key: str = "rule", **more: Any) -> dict[str, Any]:
    """Return a requirement as a file of the law has it."""
    found = dated(None, **more)
    del found["value"]
    return {"key": key, "words": {"vi": "Điều kiện", "en": "A rule"}, "when": when, **found}


def programme(code: str, **more: Any) -> dict[str, Any]:
    """Return a programme that lends since 2010, up to 100 million, at 6.6 % a year."""
    words = {"vi": f"Cho vay {code}", "en": f"Loans {code}"}
    return {
        "code": code,
        "order": more.pop("order", 1),
        "name": words,
        "who": words,
        "lending": [dated("OPEN")],
        "cap": [dated({"pieces": [{"amount_vnd": 100_000_000}]})],
        "rate": [dated({"ppm": 66_000})],
        **more,
    }


def law_of(*programmes: dict[str, Any], warning_vnd: int = 100_000_000) -> Law:
    """Return a law of some programmes."""
    standard = PovertyStandard(rural_income_vnd=1_500_000, urban_income_vnd=2_000_000, poor_from_deprivations=3)
    return Law.model_validate(
        {
            "programmes": {each["code"]: each for each in programmes},
            "papers": {},
            "poverty_standard": [dated(standard)],
            "household_warning_vnd": [dated(warning_vnd)],
        }
    )


def _students() -> dict[str, Any]:
    on_list = {"fact": "poverty_class", "one_of": ["POOR", "NEAR_POOR", "AVERAGE"]}
    orphan = {"fact": "student_is_orphan"}
    hard = {"all": [{"fact": "has_sudden_hardship"}, {"not": {"fact": "is_establishment"}}]}
    return programme(
        "students",
        order=4,
        cap=[
            dated({"pieces": [{"amount_vnd": 2_500_000, "each": "study_months"}]}, ends_before=date(2022, 5, 19)),
            dated({"pieces": [{"amount_vnd": 4_000_000, "each": "study_months"}]}, date(2022, 5, 19)),
        ],
        requirements=[
            rule({"fact": "has_student"}, "student"),
            rule({"any": [on_list, orphan, hard]}, "household"),
        ],
        longest_term=[dated({"months": 12, "plus": [{"each": "study_months", "times": 2}]})],
    )


def _escaped() -> dict[str, Any]:
    years = {"fact": "escaped_on", "years_since_at_most": {"parameter": "escaped_years"}}
    return programme(
        "newly-escaped",
        order=3,
        rate=[dated({"share_ppm": 1_250_000, "of": "poor"}, date(2015, 9, 5))],
        overdue_rate=[dated({"share_ppm": 1_300_000})],
        parameters={"escaped_years": [dated(3, ends_before=date(2027, 1, 1)), dated(4, date(2027, 1, 1))]},
        requirements=[rule(years, "escaped"), rule({"fact": "adults", "at_least": 1}, "adult")],
        shares_cap_with=["poor", "near-poor"],
    )


def every_form() -> Law:
    """Return a law with every form that there is."""
    poor = {"fact": "poverty_class", "one_of": ["POOR"]}
    return law_of(
        programme(
            "poor",
            requirements=[rule(poor), rule({"fact": "adults", "above": 0}, "adult", starts_on=date(2026, 1, 1))],
            overdue_rate=[dated({"ppm": 85_800})],
            shares_cap_with=["near-poor", "newly-escaped"],
        ),
        programme(
            "near-poor",
            order=2,
            rate=[dated({"share_ppm": 1_200_000, "of": "poor"})],
            requirements=[rule({"fact": "poverty_class", "one_of": ["NEAR_POOR"]})],
            shares_cap_with=["poor", "newly-escaped"],
        ),
        _escaped(),
        _students(),
        programme(
            "job",
            order=5,
            rate=[dated({"share_ppm": 1_270_000, "of": "near-poor"})],
            overdue_rate=[dated({"share_ppm": 1_300_000})],
            cap=[dated({"pieces": [{"amount_vnd": 200_000_000, "each": "jobs_kept_or_made"}], "at_most_vnd": 10**10})],
            requirements=[
                rule({"fact": "priority_workers_ppm", "below": 300_000}),
                rule({"fact": "income_vnd", "at_most": 1_500_000}, "income"),
            ],
            unsecured_up_to_vnd=[dated(100_000_000)],
        ),
        programme(
            "water",
            order=6,
            cap=[dated({"pieces": [{"amount_vnd": 25_000_000, "each": "water_works", "each_at_most": 2}]})],
            requirements=[rule({"not": {"any": [{"fact": "is_rural"}, {"fact": "in_hardship_area"}]}})],
        ),
        programme(
            "housing",
            order=7,
            cap=[
                dated(
                    {
                        "pieces": [
                            {"share_ppm": 800_001, "of": "tuition_vnd"},
                            {"amount_vnd": 10**15, "each": "adults"},
                        ]
                    }
                )
            ],
            requirements=[rule({"fact": "released_on", "years_since_at_most": 5})],
        ),
        programme("no-cap", order=8, cap=[dated({})], requirements=[rule({"fact": "is_trader"})]),
        programme("most-only", order=9, cap=[dated({"at_most_vnd": 50_000_000})]),
        programme("closed", order=10, lending=[dated("OPEN", ends_before=date(2026, 1, 1))], cap=[]),
        programme("old", order=11, lending=[dated("COLLECTION_ONLY")], shares_cap_with=["poor"]),
        programme("waits", order=12, lending=[dated("SUSPENDED", verify=True)], rate=[]),
    )

"""The law with an overlay: what changes, from when, and what is refused."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from tantam.core.eligibility.terms import terms_on
from tantam.core.reforms.overlay import (
    PROPOSED,
    NothingToChange,
    Overlay,
    affected_programmes,
    apply_overlay,
    differences,
)
from tests.core.reforms.small_law import DAY, small_law

EVE = DAY - timedelta(days=1)
WORDS = {"vi": "Chữ", "en": "Words"}
NEW = {
    "name": WORDS,
    "who": WORDS,
    "cap": {"pieces": [{"amount_vnd": 300_000_000}]},
    "rate": {"share_ppm": 1_000_000, "of": "poor"},
    "longest_term": {"months": 120},
    "requirements": [{"key": "lost-post", "words": WORDS, "when": {"fact": "lost_post_in_merger"}}],
}


def overlay(**parts):
    return Overlay.model_validate({"name": "Thử", "starts_on": DAY, **parts})


def test_an_empty_overlay_changes_nothing():
    law = small_law()

    assert apply_overlay(law, overlay()) == law
    assert differences(law, overlay()) == ()
    assert affected_programmes(law, overlay()) == ()


def test_a_changed_cap_holds_from_the_day_on_and_the_old_one_until_then():
    law = apply_overlay(small_law(), overlay(change={"near-poor": {"cap": {"pieces": [{"amount_vnd": 150_000_000}]}}}))

    assert terms_on(law, "near-poor", EVE).cap.pieces[0].amount_vnd == 100_000_000
    assert terms_on(law, "near-poor", DAY).cap.pieces[0].amount_vnd == 150_000_000
    proposed = law.programmes["near-poor"].cap[-1]
    assert (proposed.reference.document, proposed.reference.article, proposed.verify) == (PROPOSED, "Thử", True)


def test_a_value_that_would_have_come_later_gives_way():
    law = small_law()
    first = apply_overlay(law, overlay(starts_on=date(2028, 1, 1), change={"poor": {"rate": {"ppm": 50_000}}}))

    second = apply_overlay(first, overlay(change={"poor": {"rate": {"ppm": 40_000}}}))

    assert [value.value.ppm for value in second.programmes["poor"].rate] == [66_000, 40_000]


def test_a_rate_that_is_a_share_of_a_changed_rate_is_affected_too():
    changed = overlay(change={"poor": {"rate": {"ppm": 60_000}}})

    assert affected_programmes(small_law(), changed) == ("poor", "near-poor", "newly-escaped")
    assert terms_on(apply_overlay(small_law(), changed), "near-poor", DAY).rate_ppm == 72_000


def test_parameters_and_rules_are_changed_by_their_names():
    law = apply_overlay(
        small_law(),
        overlay(
            change={
                "newly-escaped": {"parameters": {"escaped_years": 5}},
                "near-poor": {"requirements": {"who": None}},
                "poor": {"requirements": {"who": {"when": {"fact": "is_rural"}}}},
            }
        ),
    )

    assert terms_on(law, "newly-escaped", DAY).parameters == {"escaped_years": 5}
    assert terms_on(law, "newly-escaped", EVE).parameters == {"escaped_years": 3}
    assert terms_on(law, "near-poor", DAY).requirements == ()
    assert len(terms_on(law, "near-poor", EVE).requirements) == 1
    [rule] = terms_on(law, "poor", DAY).requirements
    assert (rule.when.fact, rule.words.vi) == ("is_rural", "poor")


def test_a_new_programme_is_lent_from_the_day_on():
    law = apply_overlay(small_law(), overlay(add={"merged-posts": NEW}))

    assert terms_on(law, "merged-posts", DAY).is_lent
    assert terms_on(law, "merged-posts", DAY).rate_ppm == 66_000
    assert not terms_on(law, "merged-posts", EVE).is_lent


@pytest.mark.parametrize(
    ("parts", "what", "name"),
    [
        ({"change": {"rich": {"lending": "OPEN"}}}, "PROGRAMME", ""),
        ({"change": {"poor": {"parameters": {"age": 18}}}}, "PARAMETER", "age"),
        ({"change": {"poor": {"requirements": {"age": None}}}}, "REQUIREMENT", "age"),
        ({"add": {"poor": NEW}}, "ALREADY_THERE", ""),
    ],
)
def test_a_change_of_what_is_not_there_is_refused_by_name(parts, what, name):
    with pytest.raises(NothingToChange) as refused:
        apply_overlay(small_law(), overlay(**parts))

    assert (refused.value.what, refused.value.name) == (what, name)


@pytest.mark.parametrize(
    "parts",
    [
        {"change": {"poor": {"ceiling": 1}}},
        {"change": {"poor": {"rate": {"ppm": 6.6}}}},
        {"change": {"poor": {"rate": {"ppm": 1, "of": "poor"}}}},
        {"add": {"new": {**NEW, "requirements": []}}},
        {"starts_on": "mai"},
        {"change": {"poor": {"cap": {"pieces": [{"amount_vnd": 1, "each": "adults", "each_at_most": -1}]}}}},
        {"change": {"poor": {"cap": {"pieces": [{"amount_vnd": 1, "each": "adults", "each_at_most": "2"}]}}}},
        {"change": {"poor": {"longest_term": {"months": 0}}}},
        {"change": {"newly-escaped": {"parameters": {"escaped_years": -1}}}},
        {"change": {"newly-escaped": {"parameters": {"escaped_years": 10**16}}}},
    ],
)
def test_an_overlay_says_nothing_that_a_law_could_not_say(parts):
    with pytest.raises(ValidationError):
        overlay(**parts)


def test_what_comes_out_is_validated_as_law():
    lost = {**NEW, "rate": {"share_ppm": 1_000_000, "of": "nobody"}}

    with pytest.raises(ValidationError, match="no programme"):
        apply_overlay(small_law(), overlay(add={"new": lost}))


def test_differences_show_before_and_after_and_leave_out_what_stays():
    same = {"pieces": [{"amount_vnd": 100_000_000}]}

    found = differences(small_law(), overlay(change={"poor": {"cap": same, "longest_term": {"months": 180}}}))

    [one] = found
    assert (one.term, one.before.value.months, one.after.value.months) == ("longest_term", 120, 180)

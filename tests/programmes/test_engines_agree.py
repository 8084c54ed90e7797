"""Over the law as it stands in law/, the columns say what the plain function says."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.core.eligibility.answers import Borrower
from tantam.core.eligibility.scalar import answer_all
from tantam.core.law.facts import FACTS
from tantam.programmes.law_files import load_law
from tests.repo.source import ROOT
from tests.support.household_columns import assert_engines_agree, borrowers, days

LAW = load_law(ROOT / "law")


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(people=st.lists(borrowers(list(FACTS), sorted(LAW.programmes)), min_size=1, max_size=6), on=days())
def test_columns_agree_with_one_at_a_time_over_the_whole_law(people: list[Borrower], on: date):
    assert_engines_agree(LAW, people, on)


def test_every_programme_answers_for_a_household_of_which_nothing_is_known():
    found = answer_all(LAW, borrower=Borrower(), on=date(2026, 11, 22))

    assert len(found) == len(LAW.programmes)
    assert [one.programme for one in found][:3] == ["poor", "near-poor", "newly-escaped"]


def test_rates_of_the_table_come_out_of_the_shares():
    rates = {one.programme: one for one in answer_all(LAW, borrower=Borrower(), on=date(2026, 11, 22))}

    assert rates["near-poor"].rate_ppm == 79_200
    assert rates["newly-escaped"].rate_ppm == 82_500
    assert rates["jobs-worker"].rate_ppm == 83_820
    assert rates["jobs-worker"].overdue_rate_ppm == 108_966

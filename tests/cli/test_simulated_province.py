"""The simulated province: like the published figures, the same every time, a slice like the whole."""

import json
from dataclasses import fields
from datetime import date
from io import StringIO
from time import process_time

import numpy as np
import pytest
from rich.console import Console

from tantam.cli.demo.province.calibration import measure
from tantam.cli.demo.province.commune import make_commune
from tantam.cli.demo.province.loading import Opened
from tantam.cli.demo.province.loans import CODES, NEVER, OVERDUE_SHARE_PPM, RATES_PPM, Programme
from tantam.cli.demo.province.names import naming_of
from tantam.cli.demo.province.places import province_shapes
from tantam.cli.demo.province.run import choose_shapes, load_province
from tantam.cli.demo.province.sessions import Played, count_notes
from tantam.cli.demo.province.shape import Months
from tantam.cli.demo.province.trouble import Trouble
from tantam.closing.models import DayClose
from tantam.core.cash import counted_vnd
from tantam.groups.models import Group
from tantam.lending.models import Loan, Session, Voucher
from tantam.people.models import Household, Person
from tantam.programmes.law_files import load_law
from tantam.programmes.law_table import row_on
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY

MONTHS = Months(date(2024, 1, 1))


@pytest.fixture(scope="module")
def books():
    return [make_commune(shape, MONTHS) for shape in province_shapes()]


def same(one, other):
    return all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))


def test_the_province_is_like_the_published_figures(books):
    far = [(each.target.name, round(each.value, 2)) for each in measure(books) if not each.is_met]

    assert far == []


def test_it_stays_so_when_the_months_begin_elsewhere():
    later = Months(date(2024, 11, 1))

    far = {each.target.name for each in measure(make_commune(s, later) for s in province_shapes()) if not each.is_met}

    assert far <= {"outstanding a year before"}  # which is the figure of one year's end


def test_the_whole_is_made_within_half_a_minute():
    started = process_time()

    for shape in province_shapes():
        _persons = make_commune(shape, MONTHS).persons

    assert process_time() - started < 30


def test_a_commune_is_the_same_every_time_and_in_every_slice(books):
    again = make_commune(province_shapes()[17], MONTHS)

    assert same(again.loans, books[17].loans)
    assert same(again.course, books[17].course)
    assert same(again.households, books[17].households)
    assert same(again.persons, books[17].persons)


def test_groups_points_and_visit_days_are_within_their_limits(books):
    for book in books:
        days = book.shape.visit_days
        assert 1 <= len(days) <= 5
        assert len(set(days)) == len(days)
        assert max(days) <= 28
        assert 12 <= len(book.groups.size) <= 110
        assert book.groups.size.min() >= 5
        assert book.groups.size.max() <= 60
        assert (book.groups.head != book.groups.deputy).all()


def test_nobody_has_a_number_that_could_be_real(books):
    numbers = np.concatenate([book.persons.identity for book in books])

    assert len(np.unique(numbers)) == len(numbers)
    assert numbers.min() >= 0
    assert numbers.max() < 10**9  # nine digits after the 999 that no place has


def test_every_plan_repays_what_was_lent(books):
    for book in books:
        loans = book.loans
        last = loans.approved_vnd - loans.step_vnd * (loans.instalments - 1)
        assert (loans.step_vnd > 0).all()
        assert (last > 0).all()
        assert (loans.term_months % loans.period_months == 0).all()


def test_what_is_left_is_what_was_there_and_lent_less_what_was_repaid(books):
    for book in books[:5]:
        lent = np.where(book.loans.month >= 0, book.loans.approved_vnd, 0)
        left = book.course.start_vnd + lent - book.course.principal_paid_vnd.sum(axis=0)
        assert np.array_equal(left, book.course.principal_vnd[-1])
        assert (book.course.principal_vnd >= 0).all()


def test_rates_are_those_of_the_law_where_it_speaks():
    law = load_law()
    on = {Programme.JOBS: date(2026, 2, 1), Programme.SOCIAL_HOUSING: date(2025, 11, 1)}

    for programme, code in CODES.items():
        row = row_on(law, code, on.get(programme, date(2025, 3, 1)))
        assert row.rate_ppm in (None, RATES_PPM[programme]), code
        overdue_ppm = round(RATES_PPM[programme] * OVERDUE_SHARE_PPM, -6) // 1_000_000
        assert row.overdue_rate_ppm is None or abs(row.overdue_rate_ppm - overdue_ppm) <= 1, code


def test_every_trouble_is_planted_and_answered_for(books):
    answers = [answer for book in books for answer in book.answers()]

    assert {answer.trouble for answer in answers} == set(Trouble) - {Trouble.NONE}
    assert 0.04 < len(answers) / 4_300 < 0.08
    assert all(answer.households for answer in answers)
    assert len({answer.group for answer in answers}) == len(answers)


def test_the_columns_show_what_was_planted(books):
    for book in books[:12]:
        group = book.households.group[book.loans.household]
        trouble = book.groups.trouble[group]
        unchecked = book.loans.checked_days == NEVER
        assert (trouble[unchecked] == Trouble.LOANS_NEVER_CHECKED).all()
        for answer in book.answers():
            if answer.trouble is Trouble.SAME_TELEPHONE:
                places = [int(code[-5:]) - 1 for code in answer.households]
                assert len(set(book.households.phone[places].tolist())) == 1
            if answer.trouble is Trouble.DECEASED_BORROWER:
                places = [int(code[-5:]) - 1 for code in answer.households]
                assert (book.households.died_month[places] >= 0).all()


def test_peoples_have_names_of_their_own():
    assert naming_of("XO_DANG").write(family=3, middle=1, given=2, is_woman=True).startswith("Y ")
    assert len(naming_of("KINH").write(family=3, middle=1, given=2, is_woman=False).split()) == 3


def test_cash_is_counted_in_notes_that_come_to_the_amount():
    assert count_notes(0) == {}
    assert count_notes(1_234_567) == {"500000": 2, "200000": 1, "20000": 1, "10000": 1, "2000": 2, "1": 567}
    assert counted_vnd(count_notes(987_654_321)) == 987_654_321


def test_a_slice_is_spread_over_the_province():
    chosen = choose_shapes(4)

    assert [shape.number for shape in chosen] == [0, 24, 48, 72]
    assert len(choose_shapes(None)) == 96


@pytest.mark.django_db
def test_a_commune_comes_in_through_the_commands_and_the_book_agrees(tmp_path):
    answers = tmp_path / "answers.json"
    smallest = min(province_shapes(), key=lambda shape: shape.groups)
    given = {"today": TODAY, "shapes": [smallest], "months": 1, "answers_path": answers}

    loaded = load_province(console=Console(file=StringIO()), **given)
    again = load_province(console=Console(file=StringIO()), **given)

    opened = loaded.opened
    assert (opened.households, opened.persons) == (Household.objects.count(), Person.objects.count())
    assert opened.groups == Group.objects.count()
    played = loaded.played
    assert opened.loans + played.new_loans == Loan.objects.count()
    assert played.sheets == Voucher.objects.filter(kind="SHEET").count() > 0
    assert played.sessions == Session.objects.filter(state="CLOSED").count() == Session.objects.count()
    assert played.days_closed == DayClose.objects.count() == 32  # of October 2026, and the day before it
    assert (again.opened, again.played) == (Opened(), Played())  # one that was cut goes on, a whole one is left alone
    assert_all_agree()
    key = json.loads(answers.read_text(encoding="utf-8"))
    assert len(key) == loaded.answers > 0
    assert answers.stat().st_mode & 0o077 == 0
    written = {*Group.objects.values_list("code", flat=True), *Household.objects.values_list("code", flat=True)}
    assert {row["group"] for row in key} <= written
    assert {code for row in key for code in row["households"]} <= written

"""The law of groups is read strictly, and says on a day what a group must be."""

from datetime import date
from shutil import copytree

import pytest

from tantam.base.strict_files import UnreadableLaw
from tantam.core.groups import limits_on
from tantam.core.law.dated import MissingValueError
from tantam.core.law.groups import Kin
from tantam.groups.law_check import group_law_problems, values_of
from tantam.groups.law_files import load_group_law
from tests.repo.source import ROOT

DAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path):
    return copytree(ROOT / "law", tmp_path / "law")


def change(folder, name, before, after):
    path = folder / "groups" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_limits_of_a_day_are_those_of_its_regulation():
    rules = load_group_law().rules

    now, before = limits_on(rules, DAY), rules.members_max[0]

    assert (now.members_min, now.members_max, now.board_min, now.board_max) == (5, 60, 2, 3)
    assert now.close_kin == {Kin.SPOUSE, Kin.PARENT_CHILD}
    assert now.savings_flag_vnd == 10_000
    assert before.value == 50


def test_a_day_on_which_the_law_is_silent_has_no_value():
    with pytest.raises(MissingValueError):
        limits_on(load_group_law().rules, date(2003, 7, 28))


def test_the_law_of_groups_holds_together():
    law = load_group_law()

    assert group_law_problems(law) == []
    assert all(placed.standing.verify for placed in values_of(law))


def test_values_that_overlap_and_holes_are_found(folder):
    change(folder, "group.yaml", "ends_before: 2013-03-05\n    verify", "ends_before: 2014-01-01\n    verify")
    change(folder, "entrustment.yaml", "ends_before: 2009-07-01", "ends_before: 2009-06-01")

    found = {(problem.check, problem.place) for problem in group_law_problems(load_group_law(folder))}

    assert found == {("OVERLAP", "groups/group: members_min"), ("HOLE", "groups/entrustment: fee_ppm_month")}


def test_a_split_that_is_not_whole_is_refused(folder):
    change(folder, "entrustment.yaml", "commune: 840_000", "commune: 830_000")

    with pytest.raises(UnreadableLaw, match="add up to 990000"):
        load_group_law(folder)


def test_an_unknown_word_and_a_rate_in_another_unit_are_both_named(folder):
    change(folder, "group.yaml", "members_min:", "least_members:")
    change(folder, "entrustment.yaml", "value: 850", "value: 850_000")

    with pytest.raises(UnreadableLaw) as refused:
        load_group_law(folder)

    assert {fault.file for fault in refused.value.faults} == {"groups/group.yaml", "groups/entrustment.yaml"}


def test_a_least_number_above_the_greatest_is_found(folder):
    change(folder, "group.yaml", "value: 60", "value: 4")

    problems = group_law_problems(load_group_law(folder))

    assert [problem.check for problem in problems] == ["RULE"]

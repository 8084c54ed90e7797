"""Who may sit on the board of a group together."""

import pytest

from tantam.core.groups import BoardFault, Limits, board_problems, kin_by_relations, pair_of
from tantam.core.law.groups import Kin

LIMITS = Limits(
    members_min=5,
    members_max=60,
    board_min=2,
    board_max=3,
    close_kin=frozenset({Kin.SPOUSE, Kin.PARENT_CHILD}),
    savings_flag_vnd=10_000,
)


@pytest.mark.parametrize(
    ("first", "second", "kin"),
    [
        ("HEAD", "SPOUSE", Kin.SPOUSE),
        ("CHILD", "HEAD", Kin.PARENT_CHILD),
        ("HEAD", "PARENT", Kin.PARENT_CHILD),
        ("CHILD", "SPOUSE", Kin.PARENT_CHILD),
        ("CHILD", "CHILD", Kin.SIBLING),
        ("PARENT", "PARENT", Kin.SPOUSE),
        ("SPOUSE", "PARENT", None),
        ("HEAD", "OTHER", None),
        ("HEAD", "HEAD", None),
    ],
)
def test_kin_follows_from_relations_to_the_head_where_it_can(first, second, kin):
    assert kin_by_relations(first, second) == kin
    assert kin_by_relations(second, first) == kin


def faults(persons, known=None, declared=None):
    return [
        problem.fault for problem in board_problems(persons, known=known or {}, declared=declared or {}, limits=LIMITS)
    ]


def test_a_board_needs_two_and_has_three_at_most():
    assert faults([1]) == [BoardFault.TOO_FEW]
    assert faults([1, 2, 3, 4]) == [BoardFault.TOO_MANY]
    assert faults([1, 1]) == [BoardFault.TWICE]


def test_people_whose_relation_is_not_known_have_to_declare_it():
    assert faults([2, 1]) == [BoardFault.KIN_NOT_KNOWN]
    assert faults([2, 1], declared={(1, 2): Kin.NONE}) == []


def test_close_family_by_the_register_is_refused_whatever_was_declared():
    assert faults([1, 2], known={(1, 2): Kin.SPOUSE}, declared={(1, 2): Kin.NONE}) == [BoardFault.CLOSE_KIN]


def test_close_family_by_declaration_is_refused_even_if_the_register_says_otherwise():
    assert faults([1, 2], known={(1, 2): Kin.SIBLING}, declared={(1, 2): Kin.PARENT_CHILD}) == [BoardFault.CLOSE_KIN]


def test_siblings_may_sit_together_while_the_law_does_not_name_them():
    assert faults([1, 2], known={(1, 2): Kin.SIBLING}) == []


def test_every_pair_of_three_is_looked_at():
    declared = {(1, 2): Kin.NONE, (2, 3): Kin.PARENT_CHILD}

    found = board_problems([3, 1, 2], known={}, declared=declared, limits=LIMITS)

    assert [(one.fault, one.first, one.second) for one in found] == [
        (BoardFault.KIN_NOT_KNOWN, 1, 3),
        (BoardFault.CLOSE_KIN, 2, 3),
    ]


def test_a_pair_has_one_order():
    assert pair_of(5, 3) == pair_of(3, 5) == (3, 5)

"""Households of a village, found by words of a member's name."""

import pytest

from tantam.people.queries.homes import list_homes
from tests.support.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "found"),
    [("Ánh Nghèo", True), ("nghèo anh", True), ("văn ấm", True), ("Văn Ánh", False), ("", True)],
)
def test_all_words_are_of_one_members_name(cast, small_register, text, found):
    home = small_register.households["an"]

    lines = list_homes(scope=cast.actor("ha").scope, village_id=home.village_id, on=TODAY, text=text)

    assert (home.pk in [line.id for line in lines]) is found

"""Points of an office, and which groups come to them."""

import pytest

from tantam.base.errors import OutOfScope
from tantam.groups.commands.points import set_point as set_point_of_groups
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.units.commands import UnableToSetPoint, set_point
from tantam.units.models import TransactionPoint, Unit
from tests.support.groups import make_active, make_group_rows, make_village
from tests.support.replay import assert_replay_safe
from tests.support.sessions import make_point

pytestmark = pytest.mark.django_db
POINT = {
    "code": "D-BAVI",
    "name": "Điểm Ba Vì",
    "office_code": "NHCSXH",
    "commune_code": "21529",
    "place": "",
    "visit_day": 5,
}


def test_a_point_is_written_down_once_and_changed_under_its_code(cast):
    first = make_point(cast, visit_day=10)
    assert make_point(cast, visit_day=12) == first
    assert TransactionPoint.objects.get().visit_day == 12


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"visit_day": 32}, "từ 1 đến 31"),
        ({"visit_day": 0}, "từ 1 đến 31"),
        ({"code": " "}, "Mã điểm"),
        ({"name": "n" * 101}, "tên điểm"),
        ({"commune_code": "99999"}, "99999"),
    ],
)
def test_a_point_that_cannot_be_is_refused(cast, changed, words):
    with pytest.raises(UnableToSetPoint, match=words):
        set_point(asked=cast.asked("yen"), **(POINT | changed))


def test_a_code_belongs_to_one_office(cast):
    other = Unit.objects.get(code="NHCSXH")
    other.pk, other.code, other.kind = None, "PGD-01", "BANK_OFFICE"
    other.save()
    set_point(asked=cast.asked("yen"), **POINT)
    with pytest.raises(UnableToSetPoint, match="đơn vị khác"):
        set_point(asked=cast.asked("yen"), **(POINT | {"office_code": "PGD-01"}))
    with pytest.raises(OutOfScope):
        set_point(asked=cast.asked("yen"), **(POINT | {"office_code": "STC"}))


def test_groups_of_the_office_come_to_its_point(cast, small_register):
    group = make_active(cast, make_village(small_register))
    point_id = make_point(cast)
    assert set_point_of_groups(asked=cast.asked("yen"), point_id=point_id, group_ids=(group.pk,)) == 1
    group.refresh_from_db()
    assert group.point_id == point_id
    with pytest.raises(OutOfScope):
        set_point_of_groups(asked=cast.asked("yen"), point_id=999_999, group_ids=(group.pk,))
    type(group).objects.filter(pk=group.pk).update(state="DISSOLVED")
    with pytest.raises(UnableToChangeGroup, match=group.code):
        set_point_of_groups(asked=cast.asked("yen"), point_id=point_id, group_ids=(group.pk,))


@pytest.mark.replays("units.set_point")
def test_setting_a_point_twice_sets_it_once(cast):
    assert_replay_safe(set_point, asked=cast.asked("yen"), other={"visit_day": 6}, **POINT)


@pytest.mark.replays("groups.set_point")
def test_sending_groups_twice_sends_them_once(cast, small_register):
    group, point_id = make_group_rows(small_register), make_point(cast)
    assert_replay_safe(
        set_point_of_groups, asked=cast.asked("yen"), other={"group_ids": ()}, point_id=point_id, group_ids=(group.pk,)
    )

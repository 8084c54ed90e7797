"""What coordinating units add."""

import pytest

from tantam.base.errors import AlreadyDone, NotAllowed, OutOfScope, RequestConflict
from tantam.base.models import AuditEntry
from tantam.plans.commands.contributions import UnableToContribute, save_contribution
from tantam.plans.models import Contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(small_plan):
    """Return task II.3, led by Sở Nội vụ and coordinated by the communes, in the year 2026."""
    return {"task_id": small_plan.tasks["II.3"].id, "period_id": small_plan.periods["2026"].id}


def test_a_coordinating_unit_adds_its_part(cast, place):
    version = save_contribution(asked=cast.asked("hoa"), **place, version=0, text="Đã rà soát 120 hộ.\r\n")

    row = Contribution.objects.get()
    assert (version, row.text, row.unit.short_name) == (1, "Đã rà soát 120 hộ.", "Ba Tơ")
    assert row.changed_by_name == "Phạm Thị Hoa"


def test_the_second_of_two_editors_sees_the_first(cast, place):
    save_contribution(asked=cast.asked("hoa"), **place, version=0, text="Của Hoa.")

    with pytest.raises(UnableToContribute, match="Phạm Thị Hoa đã sửa") as refusal:
        save_contribution(asked=cast.asked("minh"), **place, version=0, text="Của Minh.")

    assert refusal.value.conflict.text == "Của Hoa."
    assert save_contribution(asked=cast.asked("minh"), **place, version=1, text="Gộp.") == 2


def test_two_units_do_not_meet(cast, place):
    save_contribution(asked=cast.asked("hoa"), **place, version=0, text="Của Ba Tơ.")
    save_contribution(asked=cast.asked("tam"), **place, version=0, text="Của Ba Vì.")

    assert Contribution.objects.count() == 2


def test_only_units_that_the_task_names_add_something(cast, small_plan, place):
    led = {**place, "task_id": small_plan.tasks["I.1"].id}

    with pytest.raises(OutOfScope):
        save_contribution(asked=cast.asked("hoa"), **led, version=0, text="Nhầm.")
    with pytest.raises(NotAllowed):
        save_contribution(asked=cast.asked("lan"), **place, version=0, text="Nhầm.")


def test_there_must_be_something_and_the_period_must_be_open(cast, small_plan, place):
    with pytest.raises(UnableToContribute, match="Cần nội dung"):
        save_contribution(asked=cast.asked("hoa"), **place, version=0, text=" ")

    period = small_plan.periods["2026"]
    period.opened_at = None
    period.save()
    with pytest.raises(UnableToContribute, match="chưa mở"):
        save_contribution(asked=cast.asked("hoa"), **place, version=0, text="Sớm.")


def test_the_same_contribution_twice_is_one(cast, place):
    save_contribution(asked=cast.asked("hoa", key="k"), **place, version=0, text="Một.")

    with pytest.raises(AlreadyDone):
        save_contribution(asked=cast.asked("hoa", key="k"), **place, version=0, text="Một.")
    with pytest.raises(RequestConflict):
        save_contribution(asked=cast.asked("hoa", key="k"), **place, version=0, text="Hai.")
    assert save_contribution(asked=cast.asked("hoa"), **place, version=1, text="Một.") == 1
    assert Contribution.objects.get().version == 1
    assert AuditEntry.objects.count() == 2

"""Notices are written once and read by their owner."""

import pytest

from tantam.base.errors import OutOfScope
from tantam.plans.commands.notices import NewNotice, mark_notices_read, write_notices
from tantam.plans.models import Notice
from tantam.plans.queries.notices import count_unread_notices, get_notice, list_notices
from tests.support.cast import asked_by_system
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db

AT = asked_by_system().at


def tell(cast, name, *keys):
    person = cast.people[name]
    write_notices([NewNotice(person.pk, key, f"Việc {key}", "/nhiem-vu/1/") for key in keys], at=AT)
    return list(Notice.objects.filter(user=person).order_by("id").values_list("id", flat=True))


def test_the_same_notice_comes_once(cast):
    tell(cast, "hoa", "a")

    tell(cast, "hoa", "a", "b")

    assert Notice.objects.count() == 2


def test_reading_lowers_the_count(cast):
    numbers = tell(cast, "hoa", "a", "b")

    marked = mark_notices_read(asked=cast.asked("hoa"), notice_ids=numbers[:1])

    assert marked == 1
    assert count_unread_notices(cast.people["hoa"].pk) == 1
    assert {line.text: line.is_unread for line in list_notices(user_id=cast.people["hoa"].pk)} == {
        "Việc a": False,
        "Việc b": True,
    }


def test_nobody_reads_a_neighbours_notices(cast):
    numbers = tell(cast, "hoa", "a")

    marked = mark_notices_read(asked=cast.asked("tam"), notice_ids=numbers)

    assert marked == 0
    assert count_unread_notices(cast.people["hoa"].pk) == 1
    with pytest.raises(OutOfScope):
        get_notice(user_id=cast.people["tam"].pk, notice_id=numbers[0])


@pytest.mark.replays("plans.mark_notices_read")
def test_the_same_request_twice_marks_once(cast):
    numbers = tell(cast, "hoa", "a")

    marked = assert_replay_safe(
        mark_notices_read, asked=cast.asked("hoa"), other={"notice_ids": []}, notice_ids=numbers
    )

    assert marked == 1

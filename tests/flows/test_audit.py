"""Journey 8, second half: auditors read the chain, see how the last check went, and take it with them."""

import json
from datetime import timedelta

import pytest

from tantam.access.models import Membership
from tantam.base.checkpoints import make_checkpoint, record_verification
from tantam.cli import verify_chain as alone
from tests.support.cast import TODAY, asked_by_system
from tests.support.chain import write_chain
from tests.support.pages import words

pytestmark = pytest.mark.django_db
ADDRESS = "/kiem-tra/nhat-ky/"


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def auditor(cast, client):
    client.force_login(cast.people["dung"])
    return client


def test_an_auditor_sees_who_changed_what_and_when(auditor):
    write_chain(3)

    page = words(auditor.get(ADDRESS))

    assert "test.write" in page
    assert "Hệ thống" in page
    assert "22/11/2026 12:00" in page
    assert "Nhật ký chưa được kiểm tra lần nào" in page


def test_the_last_check_and_checkpoint_are_told(auditor):
    write_chain(3)
    make_checkpoint(asked=asked_by_system(on=TODAY - timedelta(days=1)))
    record_verification(asked=asked_by_system(), entries=4, root="a" * 64, problem="")

    page = words(auditor.get(ADDRESS))

    assert "4 dòng nguyên vẹn" in page
    assert "Điểm kiểm cuối đã ký ngày 21/11/2026, gồm 3 dòng." in page


def test_a_broken_chain_is_told_at_the_top(auditor):
    record_verification(asked=asked_by_system(), entries=2, root="a" * 64, problem="Dòng 3 đã bị sửa.")

    assert "Dòng 3 đã bị sửa." in words(auditor.get(ADDRESS))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 4),
        ({"subject": "thing:2"}, 1),
        ({"command": "base.record_verification"}, 1),
        ({"actor": "TANTAM"}, 4),
        ({"actor": "Hoa"}, 0),
        ({"from_date": "22/11/2026", "to_date": "22/11/2026"}, 4),
        ({"to_date": "21/11/2026"}, 0),
        ({"from_date": "31/02/2026"}, 4),
        ({"command": "khong.co"}, 4),
    ],
)
def test_filters_narrow_and_what_cannot_be_read_does_not(auditor, query, count):
    write_chain(3)
    record_verification(asked=asked_by_system(), entries=3, root="a" * 64, problem="")

    response = auditor.get(ADDRESS, query)

    assert response.context["page_obj"].paginator.count == count


def test_a_long_chain_is_read_a_page_at_a_time(auditor, django_assert_max_num_queries):
    write_chain(120)

    with django_assert_max_num_queries(14):
        last = auditor.get(ADDRESS, {"page": "3"})

    assert [line.sequence for line, _role in last.context["lines"]] == list(range(20, 0, -1))


def test_the_export_is_proved_by_the_file_that_stands_alone(auditor, tmp_path):
    write_chain(3)
    make_checkpoint(asked=asked_by_system())

    response = auditor.get(f"{ADDRESS}tai-ve/")

    assert response.headers["Content-Disposition"] == 'attachment; filename="nhat-ky-2026-11-22.jsonl"'
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert alone.verify(lines).problems == ()
    assert [line["kind"] for line in lines] == ["head", *["entry"] * 4, "checkpoint"]


def test_an_auditor_of_a_unit_sees_that_units_people_only(cast, client):
    write_chain(2)
    record_verification(asked=cast_system_in(cast, "STC"), entries=2, root="a" * 64, problem="")
    Membership.objects.filter(user=cast.people["dung"]).update(unit=cast.units["STC"])
    client.force_login(cast.people["dung"])

    response = client.get(ADDRESS)

    assert [line.unit_code for line, _role in response.context["lines"]] == ["STC"]
    assert client.get(f"{ADDRESS}tai-ve/").status_code == 404


def cast_system_in(cast, code):
    """Return a request by the system in the name of a unit."""
    from dataclasses import replace

    asked = asked_by_system()
    return replace(asked, actor=replace(asked.actor, unit_code=code))


@pytest.mark.parametrize("name", ["hoa", "minh", "lan", "binh"])
def test_others_do_not_see_the_chain(cast, client, name):
    client.force_login(cast.people[name])

    assert client.get(ADDRESS).status_code == 403
    assert client.get(f"{ADDRESS}tai-ve/").status_code == 403

"""Journey 6 over HTTP: the calendar and its feed."""

import re

import pytest
from django.urls import reverse
from icalendar import Calendar

pytestmark = pytest.mark.django_db


def make_address(client, cast, name="hoa", key="k"):
    """Ask for a new address as a person and return its path."""
    client.force_login(cast.people[name])
    page = client.post(reverse("calendar"), {"request_key": key}).content.decode()
    return re.search(r"/lich/[0-9a-f]+\.ics", page).group()


def test_a_reporter_gets_the_address_once_and_a_phone_reads_it(client, cast, small_plan):
    path = make_address(client, cast)
    later = client.get(reverse("calendar")).content.decode()
    client.logout()

    answer = client.get(path)

    assert ".ics" not in later
    assert "Đổi địa chỉ" in later
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 9


def test_sending_the_form_again_shows_the_same_address(client, cast, small_plan):
    assert make_address(client, cast, key="k") == make_address(client, cast, key="k")


def test_a_renewed_address_ends_the_old_one(client, cast, small_plan):
    old = make_address(client, cast, key="k1")

    new = make_address(client, cast, name="minh", key="k2")

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_a_repeat_of_an_outdated_request_shows_no_dead_address(client, cast, small_plan):
    make_address(client, cast, key="k1")
    make_address(client, cast, key="k2")

    page = client.post(reverse("calendar"), {"request_key": "k1"}).content.decode()

    assert ".ics" not in page


def test_a_calendar_program_that_has_the_latest_gets_no_body(client, cast, small_plan):
    path = make_address(client, cast)
    first = client.get(path)

    second = client.get(path, headers={"if-none-match": first["ETag"]})

    assert second.status_code == 304
    assert second.content == b""


def test_the_feed_does_not_depend_on_the_language_of_the_program(client, cast, small_plan):
    path = make_address(client, cast)

    english = client.get(path, headers={"accept-language": "en"})

    assert english["ETag"] == client.get(path, headers={"accept-language": "vi"})["ETag"]


def test_a_wrong_secret_opens_nothing(client, cast, small_plan):
    assert client.get(reverse("calendar-feed", args=["f" * 48])).status_code == 404


def test_a_leader_sees_deadlines_but_makes_no_address(client, cast, small_plan):
    client.force_login(cast.people["binh"])

    page = client.get(reverse("calendar"))
    answer = client.post(reverse("calendar"), {"request_key": "k"})

    assert page.status_code == 200
    assert "Tạo địa chỉ lịch" not in page.content.decode()
    assert ".ics" not in answer.content.decode()

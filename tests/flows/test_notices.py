"""Journey 6 over HTTP: notices."""

import pytest
from django.urls import resolve, reverse

from tantam.cli.reminders import remind
from tantam.core.reminders import LineKind
from tantam.plans.models import Notice
from tantam.plans.wording.reminder_text import Line
from tests.support.cast import TODAY, asked_by_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminded(small_plan, settings):
    """Write the notices of the day: six late duties for Ba Tơ, and the year that is open."""
    remind(today=TODAY, at=asked_by_system().at)
    return small_plan


def test_a_reporter_sees_her_notices_and_opens_one(client, cast, reminded):
    client.force_login(cast.people["hoa"])

    page = client.get(reverse("notices"))
    notice = Notice.objects.filter(user=cast.people["hoa"]).first()
    answer = client.post(reverse("notice-open", args=[notice.id]), {"request_key": "k"})

    notice.refresh_from_db()
    assert page.status_code == 200
    assert "quá hạn" in page.content.decode()
    assert answer.status_code == 302
    assert answer["Location"] == notice.link
    assert notice.read_at is not None


def test_a_page_of_notices_is_marked_read_at_once(client, cast, reminded):
    client.force_login(cast.people["hoa"])
    numbers = list(Notice.objects.filter(user=cast.people["hoa"]).values_list("id", flat=True))

    client.post(reverse("notices-read"), {"request_key": "k", "notice": [*numbers, "x"]})

    assert not Notice.objects.filter(user=cast.people["hoa"], read_at=None).exists()
    assert Notice.objects.filter(user=cast.people["tam"], read_at=None).exists()


def test_a_neighbours_notice_does_not_exist(client, cast, reminded):
    client.force_login(cast.people["hoa"])
    theirs = Notice.objects.filter(user=cast.people["tam"]).first()

    answer = client.post(reverse("notice-open", args=[theirs.id]), {"request_key": "k"})

    theirs.refresh_from_db()
    assert answer.status_code == 404
    assert theirs.read_at is None


def test_a_notice_never_leads_away_from_this_site(client, cast, reminded):
    client.force_login(cast.people["hoa"])
    notice = Notice.objects.filter(user=cast.people["hoa"]).first()
    Notice.objects.filter(id=notice.id).update(link="https://elsewhere.example/")

    answer = client.post(reverse("notice-open", args=[notice.id]), {"request_key": "k"})

    assert answer["Location"] == reverse("notices")


def test_an_empty_list_says_what_will_come(client, cast):
    client.force_login(cast.people["hoa"])

    page = client.get(reverse("notices"))

    assert "Chưa có thông báo" in page.content.decode()


def test_notices_need_a_sign_in(client, cast):
    assert client.get(reverse("notices")).status_code == 302


def test_what_a_line_leads_to_exists():
    one = Line(kind=LineKind.LATE, called_on=TODAY, duty_id=1)
    summary = Line(kind=LineKind.LATE_UNITS, called_on=TODAY)
    waiting = Line(kind=LineKind.TO_ACCEPT, called_on=TODAY)

    names = [resolve(line.path).url_name for line in (one, summary, waiting)]

    assert names == ["duty", "plans", "review"]

"""Journey 8, first half: the role in which one works, what it may open, and the language of the screens."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tantam.access.models import Membership, User
from tantam.base.models import AuditEntry
from tests.support.cast import Cast
from tests.support.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


def test_the_role_one_works_in_is_switched_in_the_top_bar(cast: Cast, client):
    other = Membership.objects.create(
        user=cast.people["hoa"], unit=cast.units["STC"], role="APPROVER", starts_on=date(2025, 7, 1)
    )
    client.force_login(cast.people["hoa"])

    answer = client.post(reverse("switch-membership"), {"membership": other.pk, "next": "/tai-khoan/"})

    assert answer["Location"] == "/tai-khoan/"
    shell = client.get("/tai-khoan/").context["shell"]
    assert (shell.current_membership.id, shell.current_membership.unit) == (other.pk, "Sở Tài chính")
    assert len(shell.memberships) == 2


def test_after_the_switch_one_is_not_left_on_a_page_that_the_role_may_not_open(cast: Cast, client):
    quan = cast.people["quan"]
    own = Membership.objects.get(user=quan)
    other = Membership.objects.create(user=quan, unit=cast.units["STC"], role="REPORTER", starts_on=date(2025, 7, 1))
    client.force_login(quan)

    away = client.post(reverse("switch-membership"), {"membership": other.pk, "next": "/quan-tri/access/user/"})
    back = client.post(reverse("switch-membership"), {"membership": own.pk, "next": "/quan-tri/access/user/?q=a"})

    assert away["Location"] == "/"
    assert back["Location"] == "/quan-tri/access/user/?q=a"


@pytest.mark.parametrize("target", ["https://example.invalid/", "//example.invalid/", "javascript:alert(1)"])
def test_the_switch_never_leads_to_another_site(cast: Cast, client, target):
    client.force_login(cast.people["hoa"])
    own = Membership.objects.get(user=cast.people["hoa"])

    assert client.post(reverse("switch-membership"), {"membership": own.pk, "next": target})["Location"] == "/"


@pytest.mark.parametrize("chosen", ["neighbour", "ended", "", "x", "-1", "9" * 40])
def test_a_role_that_one_does_not_hold_today_does_not_exist(cast: Cast, client, chosen):
    hoa = cast.people["hoa"]
    ended = Membership.objects.create(
        user=hoa,
        unit=cast.units["STC"],
        role="APPROVER",
        starts_on=date(2025, 7, 1),
        ends_before=date(2026, 11, 22),
    )
    ids = {"neighbour": str(Membership.objects.get(user=cast.people["tam"]).pk), "ended": str(ended.pk)}
    client.force_login(hoa)

    answer = client.post(reverse("switch-membership"), {"membership": ids.get(chosen, chosen)})

    assert answer.status_code == 404
    assert client.get("/tai-khoan/").context["shell"].current_membership.unit == "Ba Tơ"


def test_a_role_ends_on_its_day_in_the_middle_of_a_session(cast: Cast, client):
    client.force_login(cast.people["quan"])
    assert client.get("/quan-tri/").status_code == 200

    Membership.objects.filter(user=cast.people["quan"]).update(ends_before=date(2026, 11, 22))

    assert client.get("/quan-tri/").status_code == 403


def test_a_person_without_a_role_is_told_what_to_do(cast: Cast, client):
    client.force_login(User.objects.create(username="moi", full_name="Nguyễn Văn Mới"))

    page = client.get("/")

    assert page.status_code == 200
    assert "Chưa có vai trò ở đơn vị nào" in words(page)
    assert page.context["shell"].rooms == []


def test_the_menu_holds_only_rooms_that_the_role_may_open(cast: Cast, client):
    for name in ("hoa", "minh", "lan", "binh", "dung", "quan"):
        client.force_login(cast.people[name])

        rooms = client.get("/tai-khoan/").context["shell"].rooms

        assert all(client.get(room.url).status_code == 200 for room in rooms), name


def test_the_screens_are_vietnamese_whatever_the_browser_asks_for(db, client):
    page = client.get(reverse("account_login"), headers={"accept-language": "en-US,en;q=0.9"})

    assert '<html lang="vi">' in page.content.decode()
    assert page["Content-Language"] == "vi"


def test_the_choice_of_language_is_kept_for_the_person(cast: Cast, client):
    client.force_login(cast.people["hoa"])

    answer = client.post(reverse("set_language"), {"language": "en", "next": "/tai-khoan/"})

    assert answer["Location"] == "/tai-khoan/"
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(username="hoa"))
    assert '<html lang="en">' in elsewhere.get("/tai-khoan/").content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.command, entry.details["arguments"]) == ("access.choose_language", {"language": "en"})


def test_before_signing_in_the_choice_is_kept_in_the_browser(db, client):
    client.post(reverse("set_language"), {"language": "en"})

    assert '<html lang="en">' in client.get(reverse("account_login")).content.decode()


def test_a_language_that_does_not_exist_changes_nothing(cast: Cast, client):
    client.force_login(cast.people["hoa"])

    client.post(reverse("set_language"), {"language": "xx"})

    assert '<html lang="vi">' in client.get("/tai-khoan/").content.decode()
    assert not AuditEntry.objects.exists()

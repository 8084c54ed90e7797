"""Whoever is shown the people of a group, or of a village, has looked at them, and it is written down."""

import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tests.support.groups import (
    forming_url,
    make_active,
    members_of,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


LOOKS = {
    "board": "bau-ban-quan-ly",
    "meeting-new": "ghi-bien-ban",
    "member-leave": "ra-khoi-to",
    "member-move": "chuyen-to",
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_form_that_names_members_is_a_look(signed_in, village, cast, name):
    group = make_active(cast, village)
    one = [members_of(group)[0].pk] if name.startswith("member-") else []
    url, yen = reverse(f"group-{name}", args=[group.pk, *one]), signed_in("yen")

    page = yen.get(url)
    yen.post(url, {"request_key": "x"})

    assert "Phạm Văn An Nghèo" in words(page)
    looks = AuditEntry.objects.filter(command="groups.look_at_group", subject=f"group:{group.pk}")
    assert [entry.details["arguments"]["purpose"] for entry in looks] == [LOOKS[name]] * 2


def test_who_is_shown_the_households_of_a_village_has_looked_at_them(signed_in, village, cast):
    group = make_active(cast, village)
    yen = signed_in("yen")

    yen.get(forming_url(village))
    yen.get(reverse("group-member-new", args=[group.pk]))

    looks = AuditEntry.objects.filter(command="groups.look_at_candidates", subject=f"village:{village.village.pk}")
    assert [entry.details["result"] for entry in looks] == [8, 8]

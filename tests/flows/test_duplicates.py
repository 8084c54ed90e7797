"""A registrar judges the persons who may be one: over HTTP, from looking for pairs to taking a merge back."""

import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.people.models import DuplicatePair, Person
from tests.people.test_duplicates import again
from tests.support.pages import form_fields, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(small_register):
    """Return Bình Cận, and Bình Cận written down again without a number."""
    one = small_register.persons["binh-can"]
    return one, again(one, home=small_register.households["binh-can"])


def find_pair(client):
    url = reverse("people-pairs")
    return client.post(
        reverse("people-pairs-find"), form_fields(client.get(url), reverse("people-pairs-find")), follow=True
    )


def test_from_looking_for_pairs_to_taking_a_merge_back(signed_in, twice):
    ha = signed_in("ha")
    assert "Không có cặp nào chờ xem" in words(ha.get(reverse("people-pairs")))

    found = find_pair(ha)
    assert "Tìm thấy 1 cặp mới" in words(found)
    assert "Cùng họ và tên, cùng ngày sinh, cùng thôn" in words(found)

    url = reverse("people-pair", args=[DuplicatePair.objects.get().pk])
    page = ha.get(url)
    assert "999••••••004" in words(page)
    assert "999000000004" not in page.content.decode()
    answer = ha.post(url, {**form_fields(page), "kept": twice[0].pk, "reason": "Đã hỏi trưởng thôn"}, follow=True)
    assert "Đã gộp" in words(answer)
    assert Person.objects.get(pk=twice[1].pk).merged_into_id == twice[0].pk

    history = ha.get(reverse("people-merges"))
    assert "Đã hỏi trưởng thôn" in words(history)
    undo = reverse("people-merge-undo", args=[_merge_id(history)])
    answer = ha.post(undo, form_fields(history, undo), follow=True)
    assert "như trước khi gộp" in words(answer)
    assert "đã hoàn tác ngày" in words(answer)
    assert Person.objects.get(pk=twice[1].pk).merged_into_id is None
    assert "lần gộp này đã được hoàn tác" in words(ha.post(undo, {"request_key": "other"}, follow=True)).lower()


def test_two_different_people_are_written_down_as_such(signed_in, twice):
    ha = signed_in("ha")
    find_pair(ha)
    url = reverse("people-pair", args=[DuplicatePair.objects.get().pk])
    apart = reverse("people-pair-apart", args=[DuplicatePair.objects.get().pk])

    answer = ha.post(apart, form_fields(ha.get(url), apart), follow=True)

    assert "hai người khác nhau" in words(answer)
    assert "Không có cặp nào chờ xem" in words(answer)
    assert "đã được ghi là hai người khác nhau" in words(ha.get(url))


def test_a_merge_without_grounds_is_asked_for_them(signed_in, twice):
    ha = signed_in("ha")
    find_pair(ha)
    url = reverse("people-pair", args=[DuplicatePair.objects.get().pk])

    answer = ha.post(url, {**form_fields(ha.get(url)), "reason": ""})

    assert "Chưa gửi được, cần sửa" in words(answer)
    assert Person.objects.get(pk=twice[1].pk).merged_into_id is None


def test_what_stands_in_the_way_of_a_merge_is_said_on_the_page(signed_in, small_register):
    ha = signed_in("ha")
    one = small_register.persons["an"]
    other = again(one, home=small_register.households["binh-can"])
    find_pair(ha)
    url = reverse("people-pair", args=[DuplicatePair.objects.get().pk])

    answer = ha.post(url, {**form_fields(ha.get(url)), "kept": one.pk, "reason": "Thử"})

    assert "đang được ghi ở hai hộ" in words(answer)
    other.refresh_from_db()
    assert other.merged_into_id is None


def test_a_neighbour_sees_nothing_of_it(signed_in, twice):
    find_pair(signed_in("ha"))
    sau = signed_in("sau")
    pair = DuplicatePair.objects.get().pk

    assert sau.get(reverse("people-pair", args=[pair])).status_code == 404
    assert sau.post(reverse("people-pair-apart", args=[pair])).status_code == 404
    assert sau.post(reverse("people-merge-undo", args=[1])).status_code == 404
    assert "Không có cặp nào" in words(sau.get(reverse("people-pairs")))
    assert signed_in("yen").get(reverse("people-pairs")).status_code == 403


def _merge_id(page):
    return page.context["lines"][0].id


def test_looking_at_a_pair_is_written_down_for_the_households_of_both(signed_in, small_register, twice):
    ha = signed_in("ha")
    find_pair(ha)
    before = AuditEntry.objects.filter(command="people.look_at_household").count()

    ha.get(reverse("people-pair", args=[DuplicatePair.objects.get().pk]))

    looks = AuditEntry.objects.filter(command="people.look_at_household").order_by("sequence")
    homes = {f"household:{one.memberships.get().household_id}" for one in twice}
    assert {entry.subject for entry in looks[before:]} == homes

"""Pages that say no, and that own up to a fault."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.site.urls import urlpatterns as addresses
from tests.support.cast import Cast
from tests.support.pages import words
from tests.support.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]

_problem: Exception = OutOfScope()


def refuse(_request: HttpRequest) -> HttpResponse:
    raise _problem


urlpatterns = [*addresses, path("tu-choi/", refuse)]


@pytest.mark.parametrize(("problem", "status"), [(OutOfScope("x"), 404), (NotAllowed("x"), 403)])
def test_a_refusal_that_a_view_lets_through_becomes_the_page_that_says_so(cast: Cast, client, problem, status):
    with override_settings(ROOT_URLCONF=f"{__name__}"):
        client.force_login(cast.people["hoa"])
        global _problem  # noqa: PLW0603 - the view raises it
        _problem = problem

        answer = client.get("/tu-choi/")

    assert answer.status_code == status


@override_settings(DEBUG=False)
def test_error_pages_are_in_vietnamese_and_say_what_to_do(cast: Cast, client):
    client.force_login(cast.people["hoa"])

    missing = client.get("/khong-co/")
    forbidden = client.get("/quan-tri/")

    assert (missing.status_code, forbidden.status_code) == (404, 403)
    assert "Không tìm thấy trang" in words(missing)
    assert "Không có quyền xem trang này" in words(forbidden)


def test_a_form_from_an_old_page_is_refused_with_what_to_do(db):
    client = Client(enforce_csrf_checks=True)

    answer = sign_in(client, "hoa")

    assert answer.status_code == 403
    assert "Phiên làm việc đã hết" in words(answer)


@override_settings(ALLOWED_HOSTS=["tantam.example"])
def test_a_request_that_cannot_be_read_is_refused_with_what_to_do(db, client):
    answer = client.get("/dang-nhap/")

    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in words(answer)


def test_a_fault_of_ours_is_owned_up_to_without_details(cast: Cast, client):
    client.raise_request_exception = False
    global _problem  # noqa: PLW0603 - the view raises it
    _problem = RuntimeError("bí mật của máy chủ")

    with override_settings(ROOT_URLCONF=f"{__name__}"):
        answer = client.get("/tu-choi/")

    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in words(answer)
    assert "bí mật" not in words(answer)

"""Logs tell what happened, and nothing about whom."""

import io
import json
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tantam.site.logs import JsonLines, RequestLog


@pytest.fixture
def written():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in ("tantam", "django", "allauth", "")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def test_a_request_leaves_one_line(written):
    response = RequestLog(lambda _request: HttpResponse(status=204))(RequestFactory().get("/ke-hoach/?q=Hoa"))

    (line,) = written()
    assert (line["method"], line["path"], line["status"], line["user_id"]) == ("GET", "/ke-hoach/", 204, None)
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert isinstance(line["ms"], int)


@pytest.mark.parametrize(("given", "kept"), [("abc-123-def-456", True), ("x", False), ('evil" , "user": "1', False)])
def test_a_number_of_the_request_is_taken_from_the_proxy_when_it_is_one(written, given, kept):
    RequestLog(lambda _request: HttpResponse())(RequestFactory().get("/", headers={"X-Request-ID": given}))

    assert (written()[0]["request_id"] == given) == kept


def test_a_key_in_an_address_is_not_logged(written):
    RequestLog(lambda _request: HttpResponse())(RequestFactory().get("/lich/Zk3VbQx9T1uYw7Rr5LmNcPd2.ics"))

    assert written()[0]["path"] == "/lich/*.ics"


@pytest.mark.django_db
def test_what_a_person_types_is_nowhere_in_the_logs(written, client):
    client.raise_request_exception = False
    typed = {"login": "pham-thi-hoa", "password": "mat-khau-rat-rieng", "text": "Nguyễn Văn Kín"}

    for path in ("/", "/accounts/login/", "/khong-co/"):
        client.post(path, typed)
        client.get(path, typed)

    text = json.dumps(written(), ensure_ascii=False)
    assert len(written()) >= 6
    assert not [value for value in typed.values() if value in text]


def test_an_exception_is_logged_without_its_message(written):
    try:
        raise ValueError("Phạm Thị Hoa, 012345678")
    except ValueError:
        logging.getLogger("django.request").exception("%s: %s", "Internal Server Error", "/nguoi/hoa/")

    text = json.dumps(written(), ensure_ascii=False)
    assert written()[0]["exception"] == "ValueError"
    assert "test_logs.py" in written()[0]["places"][0]
    assert "Hoa" not in text
    assert "/nguoi/hoa/" not in text

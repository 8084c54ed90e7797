"""`tantam close-day`: open days of all offices in order, and again where it stopped."""

import pytest
import time_machine
from typer.testing import CliRunner

from tantam.cli.main import app
from tantam.closing.models import DayClose
from tantam.ledger.models import Book
from tantam.lending.models import AccrualBucket
from tests.support.closing import close
from tests.support.loans import TAKEN_OVER, M, make_loans
from tests.support.written_sessions import write_session

pytestmark = pytest.mark.django_db(transaction=True)
NOON = "2026-11-05 05:00:00+00:00"


def run(*words: str):
    with time_machine.travel(NOON, tick=False):
        return CliRunner().invoke(app, ["close-day", *words])


def test_all_open_days_up_to_yesterday_are_closed_once(small_register):
    make_loans()
    close(TAKEN_OVER)
    first = run("--day", "2026-11-02")
    assert (first.exit_code, first.output) == (0, "Đã khóa 2 ngày của 1 đơn vị, đến hết ngày 02/11/2026.\n")
    assert "Đã khóa 2 ngày" in run().output
    assert "Đã khóa 0 ngày" in run("--office", "NHCSXH").output
    assert f"{Book.objects.get().closed_through}" == "2026-11-04"
    assert DayClose.objects.count() == 5


def test_what_stops_an_office_is_said_and_the_exit_code_tells(small_register):
    make_loans()
    close(TAKEN_OVER)
    AccrualBucket.objects.filter(programme="poor").update(principal_vnd=61 * M)
    told = run()
    assert told.exit_code == 1
    assert "NHCSXH, ngày 01/11/2026: Chưa khóa sổ được vì có chênh lệch" in told.output
    assert "LOANS_CURRENT CENTRAL poor: sổ cái 60.000.000 đồng, sổ chi tiết 61.000.000 đồng" in told.output
    AccrualBucket.objects.filter(programme="poor").update(principal_vnd=60 * M)
    write_session(TAKEN_OVER.replace(month=11, day=2))
    told = run()
    assert (told.exit_code, DayClose.objects.count()) == (1, 2)
    assert "Điểm D-01 (02/11/2026)" in told.output


def test_an_office_that_is_not_there_is_refused(small_register):
    make_loans()
    assert run("--office", "KHONG").exception is not None

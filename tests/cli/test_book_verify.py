"""`tantam book verify` shared out between two processes, on a database of its own."""

import pytest

from tests.support.installation import Installation, database_of_its_own

MAKE = """
import django; django.setup()
from datetime import date
from bench.support.large_books import make_large_book
make_large_book(loans=200, events=6, on=date(2026, 11, 22), offices=2, communes=4)
"""
SPOIL = """
import django; django.setup()
from django.db.models import F
from tantam.lending.models import LoanBalance
LoanBalance.objects.filter(loan__number="LB-00000123").update(points_current=F("points_current") + 1)
"""


@pytest.mark.slow
def test_two_processes_find_what_one_finds(tmp_path):
    with database_of_its_own() as url:
        book = Installation(tmp_path / "home", url)
        book.home.mkdir()
        book.prepare()
        made = book.python("-c", MAKE)
        assert made.returncode == 0, made.stderr
        sound = book.tantam("book", "verify", "--processes", "2")
        assert (sound.returncode, sound.stderr) == (0, "")
        assert "200 khoản vay, 1.200 giao dịch; 0 khoản lệch, 0 tài khoản lệch" in sound.stdout
        assert book.python("-c", SPOIL).returncode == 0
        told = [book.tantam("book", "verify", "--processes", number) for number in ("1", "2")]
    assert [each.returncode for each in told] == [1, 1]
    assert told[0].stdout == told[1].stdout
    assert "✗ Khoản vay LB-00000123: points_current -1" in told[0].stdout

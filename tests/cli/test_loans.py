"""Loans from the shell: taken over row by row, explained, and verified."""

import pytest
from typer.testing import CliRunner

from tantam.cli.main import app
from tantam.lending.models import Loan, LoanBalance
from tests.support.loans import BEHIND, IN_TIME, OFFICE, M, make_loans

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = (
    "number;household_code;programme;source;contract_on;approved_vnd;rate;overdue_rate;instalments;disbursed_vnd;"
    "principal_vnd;interest_vnd;overdue_interest_vnd"
)
PLAN = '"10/07/2026 40.000.000; 10/01/2027 60.000.000"'


def run(*words: str):
    return CliRunner().invoke(app, list(words))


def row(number: str, **changed: str) -> str:
    cells = {
        "number": number,
        "household": "21484-00001",
        "programme": "poor",
        "source": "central",
        "contract_on": "10/07/2024",
        "approved": "100.000.000",
        "rate": "6,6",
        "overdue_rate": "8,58%",
        "plan": PLAN,
        "disbursed": "100000000",
        "principal": "60.000.000",
        "interest": "",
        "overdue_interest": "0",
    }
    return ";".join((cells | changed).values())


def test_every_row_is_taken_whole_or_refused_with_its_reason(small_register, tmp_path):
    file = tmp_path / "loans.csv"
    rows = [
        row("A-1"),
        row("A-2", programme="gold"),
        row("A-3", principal="-60.000.000"),
        row("A-4", principal="sáu mươi triệu"),
        row("A-1"),
        row(""),
        row("A-5", contract_on="31/02/2024"),
        row("A-6", rate="cao"),
        row("A-7", plan="hằng năm"),
        row("A-8", plan='"10/07/2026 40.000.000"'),
        row("A-9", household="21484-99999"),
        row("A-10", principal="100.000.001"),
        row("A-11", source="local_commune", rate="7,92", overdue_rate="10,296"),
    ]
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8-sig")

    result = run("loan", "take-over", str(file), "--office", OFFICE, "--as-of", "31/10/2026")

    assert result.exit_code == 1
    assert "Đã nhận 2 khoản vay; không nhận 11 dòng." in result.output
    for words in (
        "dòng 3: Khoản vay A-2: không có chương trình cho vay gold",
        "dòng 4: số tiền không đúng",
        "dòng 5: số tiền không đúng",
        "dòng 6: số khế ước này đã có ở dòng trên",
        "dòng 7: thiếu số khế ước",
        "dòng 8: ngày không đúng",
        "dòng 9: lãi suất không đúng",
        "dòng 10: kế hoạch trả nợ không đúng",
        "dòng 11: Khoản vay A-8: kế hoạch trả nợ",
        "dòng 12: Khoản vay A-9: không có hộ 21484-99999",
        "dòng 13: Khoản vay A-10: dư nợ",
    ):
        assert words in result.output, words
    assert sorted(Loan.objects.values_list("number", "source", "rate_ppm")) == [
        ("A-1", "CENTRAL", 66_000),
        ("A-11", "LOCAL_COMMUNE", 79_200),
    ]
    again = run("loan", "take-over", str(file), "--office", OFFICE, "--as-of", "31/10/2026")
    assert "Đã nhận 0 khoản vay" in again.output


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("B-1", overdue_rate="8,58;x;y")], "Dòng 2 có nhiều ô hơn tiêu đề"),
        ([row("B-1", plan='"10/07/2026 40.000.000'), row("B-2")], "Dòng 2"),
    ],
)
def test_a_table_whose_cells_are_shifted_is_refused_whole(small_register, tmp_path, rows, words):
    file = tmp_path / "loans.csv"
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8-sig")
    result = run("loan", "take-over", str(file), "--office", OFFICE, "--as-of", "31/10/2026")
    assert words in str(result.exception)
    assert not Loan.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"principal": ""}, "số tiền không đúng"),
        ({"interest": "1" + ".000" * 12}, "số tiền không đúng"),
        ({"rate": "7.920"}, "lãi suất không đúng"),
    ],
)
def test_what_could_be_read_wrong_is_not_read(small_register, tmp_path, changed, words):
    file = tmp_path / "loans.csv"
    file.write_text("\n".join([HEADINGS, row("C-1", **changed)]), encoding="utf-8-sig")
    result = run("loan", "take-over", str(file), "--office", OFFICE, "--as-of", "31/10/2026")
    assert words in result.output


def test_a_balance_is_explained(small_register):
    make_loans()
    result = run("loan", "explain", BEHIND, "--on", "2026-11-22")
    assert result.exit_code == 0, result.output
    assert "nhận bàn giao" in result.output
    assert "62.058,08" in result.output  # 10 m at 10,296 % for 22 nights
    assert "quá hạn 10.000.000" in result.output
    nightly = run("loan", "explain", BEHIND, "--on", "2026-11-22", "--nightly")
    assert nightly.output.count("2.820,82") == 22
    assert run("loan", "explain", "nothing").exit_code != 0


def test_a_book_that_holds_and_one_that_does_not(small_register):
    make_loans()
    sound = run("book", "verify")
    assert (
        sound.exit_code,
        "2 khoản vay, 2 giao dịch; 0 khoản lệch, 0 tài khoản lệch, 0 lỗi trong sổ cái." in sound.output,
    ) == (0, True)
    LoanBalance.objects.filter(loan__number=IN_TIME).update(principal_vnd=59 * M, principal_paid_vnd=41 * M)
    broken = run("book", "verify")
    assert broken.exit_code == 1
    assert f"✗ Khoản vay {IN_TIME}: principal_vnd +1000000" in broken.output
    assert "LOANS_CURRENT CENTRAL poor" in broken.output

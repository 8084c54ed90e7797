"""The book names programmes; a protected one does not stand beside what leads to the borrower."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tantam.ledger.models import Account, Book, Entry, Posting
from tantam.lending.commands.collecting import record_payment, reverse_event
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import IN_TIME, M, figures, make_loans, take_over
from tests.support.pages import words

PROTECTED = "51-0007"
HIDDEN = "được bảo mật"
pytestmark = pytest.mark.parametrize("name", ["yen", "kim", "dung"])


@pytest.fixture
def small_book(small_register):
    """Fill the book with loans of an open and of a protected programme, each with a payment taken back."""
    make_loans()
    take_over(figures(PROTECTED, programme="former-prisoners"))
    for number in (IN_TIME, PROTECTED):
        paid = {"number": number, "on": TODAY, "amount_vnd": 10 * M, "towards": "ANYTHING"}
        seq = record_payment(asked=asked_by_system(), **paid)
        reverse_event(asked=asked_by_system(), number=number, seq=seq, reason=f"thu nhầm hộ {number}")


def every_page(client) -> dict[str, str]:
    """Return the words of every page of the book where a posting or a transfer stands."""
    days = "?from_date=01/10/2026&to_date=22/11/2026"
    addresses = [reverse("ledger") + days, reverse("ledger-postings") + days]
    addresses += [reverse("ledger-posting", args=[pk]) for pk in Posting.objects.values_list("pk", flat=True)]
    addresses += [reverse("ledger-account", args=[pk]) + days for pk in Account.objects.values_list("pk", flat=True)]
    return {address: words(client.get(address)) for address in addresses}


def test_a_loan_of_a_protected_programme_is_not_told_apart_in_the_book(signed_in, small_book, name):
    pages = every_page(signed_in(name))

    assert [address for address, shown in pages.items() if PROTECTED in shown] == []
    protected = Posting.objects.filter(transfers__debit__programme="former-prisoners").first()
    assert HIDDEN in pages[reverse("ledger-posting", args=[protected.pk])]
    assert "chấp hành xong án" in pages[reverse("ledger-posting", args=[protected.pk])].lower()


def test_other_loans_keep_their_papers_in_the_book(signed_in, small_book, name):
    pages = every_page(signed_in(name))
    poor = Posting.objects.get(document=f"{IN_TIME}/2")

    shown = pages[reverse("ledger-posting", args=[poor.pk])]
    assert f"{IN_TIME}/2" in shown
    assert HIDDEN not in shown
    cash = Account.objects.get(code="CASH_AT_OFFICE")
    statement = next(shown for at, shown in pages.items() if at.startswith(reverse("ledger-account", args=[cash.pk])))
    assert f"{IN_TIME}/2" in statement
    assert HIDDEN in statement


def test_the_workbook_of_the_book_has_no_number_of_a_loan(signed_in, small_book, name):
    for account in ("", "LOANS_CURRENT"):
        answer = signed_in(name).get(reverse("ledger-export"), {"to_date": "22/11/2026", "account": account})
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        told = " ".join(str(cell.value) for row in sheet.rows for cell in row)
        assert "51-" not in told


def test_an_entry_by_hand_hides_the_reference_only(signed_in, small_book, name):
    line = {"debit_code": "CASH_AT_OFFICE", "credit_code": "INTEREST_INCOME", "amount_vnd": 5, "reference": PROTECTED}
    entry = Entry.objects.create(
        book=Book.objects.get(),
        document="PC-12",
        reason="Điều chỉnh lãi đã thu.",
        value_date=TODAY,
        lines=[{**line, "credit_source": "CENTRAL", "credit_programme": "former-prisoners"}],
        staged_by=0,
        staged_by_name="Kế toán viên thử",
        staged_at=asked_by_system().at,
    )

    shown = words(signed_in(name).get(reverse("ledger-entry", args=[entry.pk])))

    assert PROTECTED not in shown
    assert HIDDEN in shown
    assert "PC-12" in shown

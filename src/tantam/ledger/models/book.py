"""An office's book: its accounts, how far it is closed, and what each account came to on a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.units.models import Unit


class Book(models.Model):
    """The book of an office of the bank. A day is open until it is closed, and is never opened again.

    Who posts holds this row shared until the transaction ends; who closes a day holds it alone.
    """

    office = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    closed_through = models.DateField(_("đã khóa sổ đến hết ngày"), null=True)

    def __str__(self) -> str:
        return f"book {self.pk}"


@append_only
class Account(models.Model):
    """A code of the chart, kept apart by source of capital and programme where the chart says so (else '').

    An account is opened by the first posting that needs it.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts", db_index=False)
    code = models.CharField(max_length=30)  # of law/ledger/accounts.yaml
    source = models.CharField(max_length=20, blank=True)
    programme = models.CharField(max_length=60, blank=True)  # code of law/programmes
    opened_on = models.DateField()

    class Meta:
        constraints = [
            # '' and not NULL: two NULLs are not equal, and the account would be opened twice.
            models.UniqueConstraint(name="ledger_account_once", fields=["book", "code", "source", "programme"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.source} {self.programme}".strip()


@append_only
class DayTotal(models.Model):
    """What an account had taken since it was opened, by the end of a day; written when the day is closed.

    There is a row for the days on which the account moved. Đồng.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="day_totals", db_index=False)
    day = models.DateField()
    debit_vnd = models.BigIntegerField()
    credit_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ledger_daytotal_once", fields=["account", "day"]),
            models.CheckConstraint(
                name="ledger_daytotal_not_negative", condition=Q(debit_vnd__gte=0, credit_vnd__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


@append_only
class BookDay(models.Model):
    """A closed day of a book: how many transfers it had and what they came to."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    transfers_count = models.PositiveBigIntegerField()
    amount_vnd = models.BigIntegerField()
    closed_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="ledger_bookday_once", fields=["book", "day"])]

    def __str__(self) -> str:
        return f"{self.book_id} {self.day}"

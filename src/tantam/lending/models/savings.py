"""Savings of groups' members: an account a household, its moves, and the balance they come to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.lending.models.session import Voucher
from tantam.people.models import Household
from tantam.units.models import Unit


class SavingsAccount(models.Model):
    """A member's savings at an office (product 105). `balance_vnd` is kept; its moves are the record.

    `interest_points` is what was borne and not paid by the end of `interest_through`, the last month's end that was
    reckoned (`core/savings.py`); below zero, more was paid than later corrections leave.
    """

    number = models.CharField(_("số tài khoản"), max_length=30, unique=True)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="savings")
    opened_on = models.DateField(_("ngày mở"))
    moves_count = models.PositiveIntegerField(default=0)
    balance_vnd = models.BigIntegerField(_("số dư"), default=0)
    interest_points = models.BigIntegerField(default=0)
    interest_through = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_savings_one_an_office", fields=["household", "office"]),
            models.CheckConstraint(name="lending_savings_not_negative", condition=Q(balance_vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return self.number


@append_only
class SavingsMove(models.Model):
    """Money put in, paid out, or used to pay a loan on the member's order; another move takes it back.

    Interest is put in by the close of a month; below zero it takes back what corrections of the past leave too much.
    """

    class Kind(models.TextChoices):
        TAKEN_OVER = "TAKEN_OVER", _("nhận bàn giao")
        PUT_IN = "PUT_IN", _("gửi tiền")
        PAID_OUT = "PAID_OUT", _("rút tiền")
        USED = "USED", _("trích trả nợ, trả lãi")
        INTEREST = "INTEREST", _("lãi tiền gửi")
        REVERSED = "REVERSED", _("đảo giao dịch")

    account = models.ForeignKey(SavingsAccount, on_delete=models.PROTECT, related_name="moves", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField(_("ngày giá trị"))
    booked_on = models.DateField(_("ngày ghi sổ"))
    amount_vnd = models.BigIntegerField()  # above zero in, below zero out
    reverses = models.PositiveIntegerField(null=True)  # seq of the move that is taken back
    voucher = models.ForeignKey(
        Voucher, on_delete=models.PROTECT, null=True, related_name="savings_moves", db_index=False
    )
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    recorded_by = models.BigIntegerField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_savingsmove_once", fields=["account", "seq"]),
            models.UniqueConstraint(
                name="lending_savingsmove_reversed_once",
                fields=["account", "reverses"],
                condition=Q(reverses__isnull=False),
            ),
            models.CheckConstraint(
                name="lending_savingsmove_sign",
                condition=Q(kind__in=("TAKEN_OVER", "PUT_IN"), amount_vnd__gt=0)
                | Q(kind__in=("PAID_OUT", "USED"), amount_vnd__lt=0)
                | (Q(kind__in=("INTEREST", "REVERSED")) & ~Q(amount_vnd=0)),
            ),
            models.CheckConstraint(
                name="lending_savingsmove_reverses",
                condition=Q(kind="REVERSED", reverses__lt=F("seq")) | (~Q(kind="REVERSED") & Q(reverses=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["voucher"], name="lending_savings_of_voucher", condition=Q(voucher__isnull=False)),
            models.Index(fields=["booked_on"], name="lending_savings_at_office", condition=Q(voucher=None)),
            models.Index(fields=["booked_on"], name="lending_savings_booked"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}#{self.seq} {self.kind}"


@append_only
class SavingsInterest(models.Model):
    """A month's end of which an office reckoned the interest of its savings.

    `rates` are those that the nights bore since the one before: [day as text, ppm a year] each. What was reckoned by
    them stays so; a rate that the law changes afterwards is a rate of the nights to come.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    rates = models.JSONField()
    accounts_paid = models.PositiveIntegerField()
    amount_vnd = models.BigIntegerField()  # paid less taken back
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="lending_savingsinterest_once", fields=["office", "day"])]

    def __str__(self) -> str:
        return f"{self.office_id} {self.day}"

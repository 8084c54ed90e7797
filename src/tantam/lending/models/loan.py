"""A loan as it was agreed, its events, and the row of balances that they come to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.lending.models.session import Voucher
from tantam.people.models import Household, Person
from tantam.units.models import Commune, Unit


@append_only
class Loan(models.Model):
    """What was agreed, and never changes: events change what holds. Amounts in đồng, rates in ppm a year."""

    number = models.CharField(_("số khế ước"), max_length=30, unique=True)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="loans")
    borrower = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="loans")
    programme = models.CharField(_("chương trình"), max_length=60)  # code of law/programmes
    source = models.CharField(_("nguồn vốn"), max_length=20)  # code of law/ledger/accounts.yaml
    contract_on = models.DateField(_("ngày ký"))
    approved_vnd = models.BigIntegerField(_("số tiền được duyệt"))
    rate_ppm = models.IntegerField(_("lãi suất"))
    overdue_rate_ppm = models.IntegerField(_("lãi suất quá hạn"))
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="lending_loan_amount", condition=Q(approved_vnd__gt=0)),
            models.CheckConstraint(
                name="lending_loan_rates", condition=Q(rate_ppm__gte=0, overdue_rate_ppm__gte=F("rate_ppm"))
            ),
        ]

    def __str__(self) -> str:
        return self.number


@append_only
class PlannedInstalment(models.Model):
    """An instalment of the plan that was agreed; an event may bring another plan."""

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="instalments", db_index=False)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    collect_by = models.DateField()
    principal_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_instalment_once", fields=["loan", "number"]),
            models.CheckConstraint(name="lending_instalment_positive", condition=Q(principal_vnd__gt=0)),
            models.CheckConstraint(name="lending_instalment_days", condition=Q(collect_by__gte=F("due_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}/{self.number}"


@append_only
class LoanEvent(models.Model):
    """Something that happened to a loan (`core/loans/events.py`); `details` holds what is no amount."""

    class Kind(models.TextChoices):
        TAKEN_OVER = "TAKEN_OVER", _("nhận bàn giao")
        DISBURSED = "DISBURSED", _("giải ngân")
        PAID = "PAID", _("thu nợ")
        SURPLUS_RETURNED = "SURPLUS_RETURNED", _("trả lại tiền nộp thừa")
        RATE_CHANGED = "RATE_CHANGED", _("đổi lãi suất")
        REPLANNED = "REPLANNED", _("đổi kế hoạch trả nợ")
        FROZEN = "FROZEN", _("khoanh nợ")
        WRITTEN_OFF = "WRITTEN_OFF", _("xóa nợ")
        REVERSED = "REVERSED", _("đảo bút toán")

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    on = models.DateField(_("ngày giá trị"))
    booked_on = models.DateField(_("ngày ghi sổ"))
    amount_vnd = models.BigIntegerField(default=0)
    towards = models.CharField(max_length=10, blank=True)  # of a payment: core.loans.events.Towards
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, null=True, related_name="events", db_index=False)
    reverses = models.PositiveIntegerField(null=True)  # seq of the event that is taken back
    details = models.JSONField(null=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    recorded_by = models.BigIntegerField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_event_once", fields=["loan", "seq"]),
            models.UniqueConstraint(
                name="lending_event_reversed_once", fields=["loan", "reverses"], condition=Q(reverses__isnull=False)
            ),
            models.CheckConstraint(name="lending_event_amount", condition=Q(amount_vnd__gte=0)),
            models.CheckConstraint(
                name="lending_event_reverses",
                condition=Q(kind="REVERSED", reverses__lt=F("seq")) | (~Q(kind="REVERSED") & Q(reverses=None)),
            ),
        ]
        # What a close looks for beside the vouchers of its day's sessions: few, so that postings need not keep more.
        indexes = [
            models.Index(fields=["voucher"], name="lending_event_of_voucher", condition=Q(voucher__isnull=False)),
            models.Index(fields=["booked_on"], name="lending_event_at_office", condition=Q(voucher=None)),
            models.Index(fields=["booked_on"], name="lending_event_reversals", condition=Q(kind="REVERSED")),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}#{self.seq} {self.kind}"


class LoanBalance(models.Model):
    """What a loan stands at (`core/loans/balances.py`): kept so that nobody folds to read; never the record itself.

    `next_turn_on` is the next day at whose end something turns; the close of a day looks at those of its office only.
    Until it ends, the loan goes on by `left_vnd`, `rate_ppm`, `overdue_rate_ppm` and `is_frozen`
    (`core/loans/keeping.py`). `follows_plan` says that nothing but the agreed plan turns it: no other plan, rate,
    freeze or write-off.
    """

    loan = models.OneToOneField(Loan, on_delete=models.PROTECT, primary_key=True, related_name="balance")
    # The loan's own, which never changes: here for the index of what turns.
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    events = models.PositiveIntegerField()  # the seq of the last one
    day = models.DateField()
    principal_vnd = models.BigIntegerField()
    overdue_vnd = models.BigIntegerField()
    points_current = models.BigIntegerField()
    points_overdue = models.BigIntegerField()
    disbursed_vnd = models.BigIntegerField()
    principal_paid_vnd = models.BigIntegerField()
    interest_current_paid_vnd = models.BigIntegerField()
    interest_overdue_paid_vnd = models.BigIntegerField()
    principal_written_off_vnd = models.BigIntegerField()
    interest_written_off_vnd = models.BigIntegerField()
    recovered_vnd = models.BigIntegerField()
    surplus_vnd = models.BigIntegerField()
    surplus_returned_vnd = models.BigIntegerField()
    is_written_off = models.BooleanField(default=False)
    left_vnd = models.BigIntegerField()
    rate_ppm = models.IntegerField()
    overdue_rate_ppm = models.IntegerField()
    is_frozen = models.BooleanField(default=False)
    follows_plan = models.BooleanField(default=True)
    next_turn_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["office", "next_turn_on"], name="lending_balance_turns", condition=Q(next_turn_on__isnull=False)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="lending_balance_overdue", condition=Q(overdue_vnd__gte=0, overdue_vnd__lte=F("principal_vnd"))
            ),
            models.CheckConstraint(
                name="lending_balance_not_negative",
                condition=Q(
                    disbursed_vnd__gte=0,
                    principal_paid_vnd__gte=0,
                    interest_current_paid_vnd__gte=0,
                    interest_overdue_paid_vnd__gte=0,
                    principal_written_off_vnd__gte=0,
                    interest_written_off_vnd__gte=0,
                    recovered_vnd__gte=0,
                    surplus_vnd__gte=0,
                    surplus_returned_vnd__gte=0,
                ),
            ),
            # What was paid out is outstanding, repaid or written off.
            models.CheckConstraint(
                name="lending_balance_adds_up",
                condition=Q(
                    disbursed_vnd=F("principal_vnd") + F("principal_paid_vnd") + F("principal_written_off_vnd")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"balance of {self.loan_id}"

"""Sessions at transaction points, and the vouchers of what was handed in and paid out there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.groups.models import Group
from tantam.units.models import TransactionPoint, Unit


class Session(models.Model):
    """A day of an office's team at a point: opened with cash brought along, closed when all totals agree.

    `planned_on` is the point's regular day; where it differs from `day`, `reason` says why.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("đang giao dịch")
        CLOSED = "CLOSED", _("đã khóa phiên")

    point = models.ForeignKey(TransactionPoint, on_delete=models.PROTECT, related_name="sessions")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("ngày giao dịch"))
    planned_on = models.DateField(_("ngày cố định"))
    reason = models.CharField(_("lý do đổi ngày"), max_length=300, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.OPEN)
    leader_name = models.CharField(_("tổ trưởng tổ giao dịch"), max_length=200)
    controller_name = models.CharField(_("kiểm soát viên"), max_length=200)
    teller_name = models.CharField(_("giao dịch viên"), max_length=200)
    brought_vnd = models.BigIntegerField(_("tiền mặt mang theo"), default=0)
    opened_by = models.BigIntegerField()
    opened_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    counted = models.JSONField(_("kiểm đếm"), null=True)  # number of notes by denomination in đồng
    counted_vnd = models.BigIntegerField(_("tiền mặt kiểm đếm"), null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_session_once", fields=["point", "day"]),
            models.CheckConstraint(name="lending_session_brought", condition=Q(brought_vnd__gte=0)),
            models.CheckConstraint(
                name="lending_session_other_day_has_reason", condition=Q(day=F("planned_on")) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="lending_session_closed_is_counted",
                condition=Q(state="OPEN", counted_vnd=None, closed_by=None, closed_at=None)
                | Q(state="CLOSED", counted_vnd__isnull=False, closed_by__isnull=False, closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["office", "day"], name="lending_session_day")]

    def __str__(self) -> str:
        return f"{self.point_id} {self.day}"


@append_only
class Voucher(models.Model):
    """What was handed in or paid out at once in a session: a group's sheet, one borrower's money, a reversal.

    Amounts in đồng; those of a reversal are below zero. The session's cash is what came in less what went out.
    """

    class Kind(models.TextChoices):
        SHEET = "SHEET", _("bảng kê thu của Tổ")
        REPAYMENT = "REPAYMENT", _("thu nợ của người vay")
        DISBURSEMENT = "DISBURSEMENT", _("giải ngân")
        SAVINGS = "SAVINGS", _("tiền gửi tổ viên")
        REVERSAL = "REVERSAL", _("đảo giao dịch")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="vouchers")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="vouchers", db_index=False)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    principal_vnd = models.BigIntegerField(_("thu gốc"), default=0)
    interest_vnd = models.BigIntegerField(_("thu lãi"), default=0)
    savings_in_vnd = models.BigIntegerField(_("nhận tiền gửi"), default=0)
    savings_out_vnd = models.BigIntegerField(_("trả tiền gửi"), default=0)
    disbursed_vnd = models.BigIntegerField(_("giải ngân"), default=0)
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversals")
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    recorded_by = models.BigIntegerField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lending_voucher_not_negative",
                condition=Q(kind="REVERSAL")
                | Q(
                    principal_vnd__gte=0,
                    interest_vnd__gte=0,
                    savings_in_vnd__gte=0,
                    savings_out_vnd__gte=0,
                    disbursed_vnd__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="lending_voucher_reversal_says_why",
                condition=(Q(kind="REVERSAL", reverses__isnull=False) & ~Q(reason=""))
                | (~Q(kind="REVERSAL") & Q(reverses=None)),
            ),
            models.CheckConstraint(
                name="lending_voucher_sheet_of_a_group", condition=~Q(kind="SHEET") | Q(group__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["group", "session"], name="lending_voucher_group")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind} {self.pk}"

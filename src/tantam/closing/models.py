"""Closed days of offices with what they came to, and what entrusted work earned in a month."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.groups.models import Contract, Group, Organisation
from tantam.units.models import Commune, Unit


@append_only
class DayClose(models.Model):
    """A day of an office that was closed here: how many loans turned, and the đồng that the close itself posted.

    Interest below zero was withdrawn; overdue interest stands in memo accounts. `corrected_vnd` is interest of both
    kinds that corrections of earlier days changed, with those days as value dates.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField(_("ngày khóa sổ"))
    loans_turned = models.PositiveIntegerField()
    to_overdue_vnd = models.BigIntegerField(_("chuyển nợ quá hạn"))
    to_current_vnd = models.BigIntegerField(_("chuyển về nợ trong hạn"))
    accrued_vnd = models.BigIntegerField(_("dự thu lãi"))
    overdue_accrued_vnd = models.BigIntegerField(_("lãi quá hạn ngoại bảng"))
    corrected_vnd = models.BigIntegerField(_("điều chỉnh lãi ngày trước"))
    collected_vnd = models.BigIntegerField(_("tiền của các khoản vay trong ngày"))  # in less out
    commissions_vnd = models.BigIntegerField(_("hoa hồng"))
    fees_vnd = models.BigIntegerField(_("phí ủy thác"))
    savings_interest_vnd = models.BigIntegerField(_("lãi tiền gửi"), default=0)  # paid less taken back
    closed_by = models.BigIntegerField()
    closed_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="closing_dayclose_once", fields=["office", "day"])]

    def __str__(self) -> str:
        return f"{self.office_id} {self.day}"


@append_only
class GroupCommission(models.Model):
    """What a group's board earned in the month that ended with a close.

    `collected` is the interest handed in by sheets less what was taken back: [rate in ppm a year, đồng] each. Without
    a contract, or a rate in it, nothing is earned, and `contract` or `ppm_month` says so.
    """

    close = models.ForeignKey(DayClose, on_delete=models.PROTECT, related_name="commissions")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="+")
    collected = models.JSONField()
    collected_vnd = models.BigIntegerField(_("lãi thu được"))
    ppm_month = models.PositiveIntegerField(_("mức hoa hồng"), null=True)
    amount_vnd = models.BigIntegerField(_("hoa hồng"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="closing_commission_once", fields=["close", "group"]),
            models.CheckConstraint(
                name="closing_commission_has_rate",
                condition=Q(contract__isnull=False, ppm_month__isnull=False) | Q(amount_vnd=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.close_id} {self.group_id}"


@append_only
class EntrustmentFee(models.Model):
    """What an organisation of a commune earned in the month that ended with a close.

    On the principal outstanding at its end of the loans whose interest groups handed in during the month.
    """

    close = models.ForeignKey(DayClose, on_delete=models.PROTECT, related_name="fees")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=10, choices=Organisation.choices)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="+")
    loans_count = models.PositiveIntegerField(_("số khoản vay"))
    outstanding_vnd = models.BigIntegerField(_("dư nợ có thu lãi"))
    ppm_month = models.PositiveIntegerField(_("mức phí"), null=True)
    amount_vnd = models.BigIntegerField(_("phí ủy thác"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="closing_fee_once", fields=["close", "commune", "organisation"]),
            models.CheckConstraint(
                name="closing_fee_has_rate",
                condition=Q(contract__isnull=False, ppm_month__isnull=False) | Q(amount_vnd=0),
            ),
            models.CheckConstraint(
                name="closing_fee_not_negative", condition=Q(amount_vnd__gte=0, outstanding_vnd__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.close_id} {self.commune_id} {self.organisation}"

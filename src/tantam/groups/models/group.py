"""A savings-and-credit group, its way to the commune's approval and to its end, what it agreed on.

What the past needs is kept in rows that are only added; the group's own row has what holds now.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.units.models import Commune, TransactionPoint, Unit, Village


class Organisation(models.TextChoices):
    """The four political-social organisations to which the bank entrusts work."""

    FARMERS = "FARMERS", _("Hội Nông dân")
    WOMEN = "WOMEN", _("Hội Liên hiệp Phụ nữ")
    VETERANS = "VETERANS", _("Hội Cựu chiến binh")
    YOUTH = "YOUTH", _("Đoàn Thanh niên")


class Group(models.Model):
    """A savings-and-credit group of a village, under one of the organisations. It is dissolved, never deleted."""

    class State(models.TextChoices):
        FORMING = "FORMING", _("đang thành lập")
        WAITING = "WAITING", _("chờ xã phê duyệt")
        ACTIVE = "ACTIVE", _("đang hoạt động")
        DISSOLVED = "DISSOLVED", _("đã giải thể")

    code = models.CharField(_("mã Tổ"), max_length=20, unique=True)
    name = models.CharField(_("tên Tổ"), max_length=100, blank=True)
    name_folded = models.CharField(max_length=100, blank=True, editable=False)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(_("tổ chức nhận ủy thác"), max_length=10, choices=Organisation.choices)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(TransactionPoint, on_delete=models.PROTECT, null=True, related_name="groups")
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.FORMING)
    formed_on = models.DateField(_("ngày thành lập"))
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Tổ tiết kiệm và vay vốn")
        verbose_name_plural = _("Tổ tiết kiệm và vay vốn")
        indexes = [models.Index(fields=["commune", "state", "code"], name="groups_group_commune")]

    def __str__(self) -> str:
        return self.code


@append_only
class GroupStep(models.Model):
    """A step of a group on its way: formed, sent to the commune, approved by a decision, returned, dissolved."""

    class Kind(models.TextChoices):
        FORMED = "FORMED", _("thành lập")
        ASKED = "ASKED", _("trình xã phê duyệt")
        APPROVED = "APPROVED", _("xã phê duyệt")
        RETURNED = "RETURNED", _("xã trả lại")
        DISSOLVED = "DISSOLVED", _("giải thể")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=40, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    by_id = models.BigIntegerField()  # 0 is the system
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="groups_groupstep_approval_has_number", condition=~Q(kind="APPROVED") | ~Q(number="")
            ),
            models.CheckConstraint(
                name="groups_groupstep_return_has_reason", condition=~Q(kind="RETURNED") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind}"


@append_only
class Convention(models.Model):
    """What a group agreed on from a day on: savings a month, and the day of the month on which it meets."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="conventions")
    monthly_savings_vnd = models.BigIntegerField()
    meeting_day = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    starts_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="groups_convention_savings", condition=Q(monthly_savings_vnd__gte=0)),
            models.CheckConstraint(
                name="groups_convention_meeting_day", condition=Q(meeting_day__gte=1, meeting_day__lte=31)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.starts_on}"


@append_only
class GroupTransfer(models.Model):
    """A group goes over to another organisation from a day on (papers 01–03/CĐUT)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="transfers")
    from_organisation = models.CharField(max_length=10, choices=Organisation.choices)
    to_organisation = models.CharField(max_length=10, choices=Organisation.choices)
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=40)
    signed_on = models.DateField()
    starts_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="groups_grouptransfer_two", condition=~Q(from_organisation=F("to_organisation"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.to_organisation}"

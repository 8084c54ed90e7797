"""The periodic report on a plan's results, edited until issued, then frozen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.models import StoredFile
from tantam.plans.models.duty import Period
from tantam.plans.models.plan import Plan


class Report(models.Model):
    """A report for a period. When issued, `frozen` holds all that was printed and `digest` its SHA-256."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("dự thảo")
        ISSUED = "ISSUED", _("đã ban hành")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=60, blank=True)
    signer_title = models.CharField(max_length=150, blank=True)
    signer_name = models.CharField(max_length=150, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    word = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_report_issued_is_whole",
                condition=Q(state="DRAFT")
                | (~Q(number="") & ~Q(digest="") & Q(issued_on__isnull=False, word__isnull=False, pdf__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportParagraph(models.Model):
    """A narrative paragraph: drawn up by the system, edited by the coordinator before issue."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="paragraphs")
    code = models.CharField(max_length=40)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    order = models.PositiveIntegerField()
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(name="plans_reportparagraph_once", fields=["report", "code"])]

    def __str__(self) -> str:
        return f"{self.report} {self.code}"

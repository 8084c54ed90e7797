"""Periods, duties (task × lead unit × period), and decisions that change a duty."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.base.models import StoredFile
from tantam.plans.models.plan import Plan, Task
from tantam.units.models import Unit


class Period(models.Model):
    """A reporting period of a plan, or one deadline or milestone of a task.

    The data run over `[starts_on, ends_before)` (Decree 09/2019/NĐ-CP); the deadline is `due_on`, of another
    calendar. Reporting opens on `opens_on`. Duties are made, once, when the period is opened (`opened_at`).
    """

    class Kind(models.TextChoices):
        MONTH = "MONTH", _("tháng")
        QUARTER = "QUARTER", _("quý")
        HALF_YEAR = "HALF_YEAR", _("6 tháng")
        NINE_MONTHS = "NINE_MONTHS", _("9 tháng")
        YEAR = "YEAR", _("năm")
        DEADLINE = "DEADLINE", _("thời hạn")
        MILESTONE = "MILESTONE", _("mốc")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="periods")
    starts_on = models.DateField()
    ends_before = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_period_code_once", fields=["plan", "code"]),
            models.CheckConstraint(name="plans_period_in_order", condition=Q(ends_before__gt=F("starts_on"))),
            models.CheckConstraint(name="plans_period_opens_before_due", condition=Q(due_on__gte=F("opens_on"))),
            models.CheckConstraint(
                name="plans_period_task_if_its_own",
                condition=Q(kind__in=["DEADLINE", "MILESTONE"], task__isnull=False)
                | (~Q(kind__in=["DEADLINE", "MILESTONE"]) & Q(task=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Duty(models.Model):
    """What one unit owes for one task in one period: the denominator of every rate. Never deleted.

    The state (tantam.core.duties.state_of) is derived from `opens_on`, `due_on`, `done_on` and `exempt`.
    `done_on` is the day on which the unit's approver signed off, and null again when the work is returned.
    `original_due_on` stays when the due date is extended.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="duties")
    opens_on = models.DateField()
    due_on = models.DateField()
    original_due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    exempt = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_duty_once", fields=["task", "unit", "period"]),
            models.CheckConstraint(
                name="plans_duty_due_not_brought_forward", condition=Q(due_on__gte=F("original_due_on"))
            ),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="plans_duty_unit_due")]

    def __str__(self) -> str:
        return f"{self.task} {self.unit} {self.period}"


@append_only
class DutyDecision(models.Model):
    """An exemption or an extension: who decided, why, by which document, the old date and the new."""

    class Kind(models.TextChoices):
        EXEMPTION = "EXEMPTION", _("miễn thực hiện")
        EXTENSION = "EXTENSION", _("gia hạn")
        ADDITION = "ADDITION", _("bổ sung sau khi mở kỳ")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    decided_by = models.CharField(max_length=200)
    reason = models.TextField()
    document = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(name="plans_dutydecision_says_why", condition=~Q(reason="") & ~Q(decided_by="")),
            models.CheckConstraint(
                name="plans_dutydecision_extension_is_later",
                condition=~Q(kind="EXTENSION") | Q(new_due_on__gt=F("old_due_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.duty}"

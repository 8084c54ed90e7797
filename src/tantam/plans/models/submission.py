"""What a unit sends in for a duty, each step it went through, and what coordinating units add."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.plans.models.duty import Duty, Period
from tantam.plans.models.plan import Task
from tantam.units.models import Unit


class Submission(models.Model):
    """The one submission of a duty; its steps are its events.

    `version` grows with every change of the content, so that people judge what they saw. `text_version` is
    the version at which the text last changed, so that the second of two editors sees the first's change;
    `changed_at` and `changed_by` tell of the text, `text_session` names the open page that wrote it.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("đang soạn")
        FILED = "FILED", _("chờ đơn vị duyệt")
        SENT_BACK = "SENT_BACK", _("đơn vị trả lại")
        SIGNED_OFF = "SIGNED_OFF", _("chờ tiếp nhận")
        RETURNED = "RETURNED", _("bị trả lại")
        ACCEPTED = "ACCEPTED", _("đã tiếp nhận")

    duty = models.OneToOneField(Duty, on_delete=models.PROTECT, related_name="submission")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    text = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    text_version = models.PositiveIntegerField(default=1)
    text_session = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["state"], name="plans_submission_state")]

    def __str__(self) -> str:
        return f"{self.duty} {self.state}"


@append_only
class SubmissionEvent(models.Model):
    """A step in the life of a submission. `content` is what it held at that step."""

    class Kind(models.TextChoices):
        FILED = "FILED", _("trình duyệt")
        SENT_BACK = "SENT_BACK", _("đơn vị trả lại")
        SIGNED_OFF = "SIGNED_OFF", _("đơn vị ký duyệt")
        RETURNED = "RETURNED", _("điều phối trả lại")
        ACCEPTED = "ACCEPTED", _("tiếp nhận")
        WITHDRAWN = "WITHDRAWN", _("rút lại để sửa")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    book_date = models.DateField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    content = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_submissionevent_return_says_why",
                condition=~Q(kind__in=["RETURNED", "SENT_BACK"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.submission}"


class Contribution(models.Model):
    """What a coordinating unit adds to a task in a period."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="contributions")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contributions")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_contribution_once", fields=["task", "period", "unit"]),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.unit}"

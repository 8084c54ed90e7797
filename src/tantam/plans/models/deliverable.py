"""What proves that a duty was carried out: documents, news items, briefings, figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.models import StoredFile
from tantam.plans.models.plan import Task
from tantam.plans.models.submission import Submission


class IssuedDocument(models.Model):
    """A document that was issued, as the register of documents knows it (Decree 30/2020/NĐ-CP).

    `search_text` is the folded text of number, kind, body, signer and abstract.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="documents")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    kind = models.CharField(max_length=60)
    issuing_body = models.CharField(max_length=200)
    signer = models.CharField(max_length=150, blank=True)
    abstract = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=255, blank=True)
    search_text = models.TextField(editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["issued_on"], name="plans_document_issued")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class MediaItem(models.Model):
    """A news item, feature or broadcast."""

    class Kind(models.TextChoices):
        NEWS = "NEWS", _("tin, bài")
        FEATURE = "FEATURE", _("phóng sự")
        RADIO = "RADIO", _("phát thanh")
        TELEVISION = "TELEVISION", _("truyền hình")
        LOUDSPEAKER = "LOUDSPEAKER", _("truyền thanh cơ sở")
        ONLINE = "ONLINE", _("trang thông tin, mạng xã hội")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="media_items")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    outlet = models.CharField(max_length=200)
    published_on = models.DateField()
    link = models.URLField(max_length=500, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Briefing(models.Model):
    """A briefing or training that was held."""

    class Kind(models.TextChoices):
        BRIEFING = "BRIEFING", _("hội nghị, phổ biến, quán triệt")
        TRAINING = "TRAINING", _("tập huấn, bồi dưỡng")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="briefings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    topic = models.CharField(max_length=300)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=300)
    attendees_count = models.PositiveIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="plans_briefing_somebody_came", condition=Q(attendees_count__gte=1)),
        ]

    def __str__(self) -> str:
        return self.topic


class Indicator(models.Model):
    """A figure that a task asks for, with its unit of measure."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    measure = models.CharField(max_length=40)
    decimals = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_indicator_code_once", fields=["task", "code"]),
            models.CheckConstraint(name="plans_indicator_few_decimals", condition=Q(decimals__lte=4)),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorValue(models.Model):
    """A figure reported for an indicator, exact, in the indicator's measure."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    value = models.DecimalField(max_digits=24, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_indicatorvalue_once", fields=["submission", "indicator"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

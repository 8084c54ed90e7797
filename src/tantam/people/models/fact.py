"""What held when, and when we learned it: both tables are append-only.

A row is replaced by another, never changed. The rows known at a moment are those recorded by then that no row
recorded by then replaces; of them, those hold on a day that have begun and not ended.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.people.models.household import Household, Person
from tantam.people.models.official_list import Decision


@append_only
class Status(models.Model):
    """A standing of a household or a person, by a decision: poor, near-poor, student, released from prison …

    The kind of a sensitive status is sealed (purpose `status.kind`); its `kind` says SEALED.
    """

    class Kind(models.TextChoices):
        POOR = "POOR", _("hộ nghèo")
        NEAR_POOR = "NEAR_POOR", _("hộ cận nghèo")
        NEWLY_ESCAPED = "NEWLY_ESCAPED", _("hộ mới thoát nghèo")  # starts on the day of escape
        AVERAGE_LIVING = "AVERAGE_LIVING", _("hộ có mức sống trung bình")
        MINORITY_IN_LISTED_AREA = "MINORITY_IN_LISTED_AREA", _("đồng bào dân tộc thiểu số ở vùng khó khăn")
        STUDENT = "STUDENT", _("học sinh, sinh viên")
        WORKER_GOING_ABROAD = "WORKER_GOING_ABROAD", _("lao động đi làm việc ở nước ngoài")
        WORKER_WITH_PLAN = "WORKER_WITH_PLAN", _("người lao động có phương án việc làm")
        SEALED = "SEALED", _("diện được bảo mật")
        RELEASED = "RELEASED", _("người chấp hành xong án phạt tù")
        REHABILITATED = "REHABILITATED", _("người hoàn thành cai nghiện")
        DISABLED = "DISABLED", _("người khuyết tật")

    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="statuses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="statuses")
    kind = models.CharField(_("diện"), max_length=30, choices=Kind.choices)
    kind_sealed = models.BinaryField(null=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="statuses")
    recorded_at = models.DateTimeField()
    # The row that this one puts in the place of; an ending is a replacement with `ends_before`.
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    # It never held: recorded by mistake.
    is_withdrawal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_status_one_subject",
                condition=Q(household=None, person__isnull=False) | Q(household__isnull=False, person=None),
            ),
            models.CheckConstraint(
                name="people_status_sealed",
                condition=(Q(kind="SEALED", kind_sealed__isnull=False) | (~Q(kind="SEALED") & Q(kind_sealed=None))),
            ),
            models.CheckConstraint(
                name="people_status_sensitive_is_sealed",
                condition=~Q(kind__in=["RELEASED", "REHABILITATED", "DISABLED"]),
            ),
            models.CheckConstraint(
                name="people_status_in_order", condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="people_status_withdraws_something", condition=Q(is_withdrawal=False) | Q(replaces__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["kind", "starts_on"], name="people_status_kind")]

    def __str__(self) -> str:
        return f"status {self.pk}"


@append_only
class Fact(models.Model):
    """A fact of the catalogue (`core/law/facts.py`) about a household, from a day on.

    The value is sealed when the fact is sensitive (purpose `fact.<name>`), else it stands in `value`.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    value_sealed = models.BinaryField(null=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True, blank=True)
    source = models.CharField(_("căn cứ"), max_length=200)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="facts")
    recorded_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_withdrawal = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["household", "name"], name="people_fact_name")]

    def __str__(self) -> str:
        return f"fact {self.pk}"

"""A plan, the annex it was read from, its sections, tasks, and who answers for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.models import StoredFile
from tantam.units.models import Unit


class Plan(models.Model):
    """An action plan under its number, for example 17/KH-UBND of 7/8/2025.

    `revision` grows with every change to anything under the plan; pages are cached by it.
    `report_cycle` names the reporting periods that "regular" tasks follow (PeriodKind values).
    """

    number = models.CharField(max_length=60)
    title = models.CharField(max_length=500)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    report_cycle = models.JSONField(default=list)
    runs_to_year = models.PositiveIntegerField(default=2030)
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_plan_number_once", fields=["number", "issued_on"]),
        ]

    def __str__(self) -> str:
        return self.number


class AnnexReading(models.Model):
    """A file that a plan's tasks were read from, with the whole reading and what became of each line."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="readings")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    reading = models.JSONField()
    source_lines = models.JSONField(default=list)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_annexreading_file_once", fields=["plan", "file"]),
        ]

    def __str__(self) -> str:
        return self.filename


class StagedAnnex(models.Model):
    """An annex that was uploaded to be looked at, and not yet imported."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    staged_at = models.DateTimeField()
    staged_by = models.BigIntegerField()

    def __str__(self) -> str:
        return self.filename


class Section(models.Model):
    """A group of tasks: I to VI in Plan 17."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField(max_length=20)
    title = models.TextField()
    order = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_section_code_once", fields=["plan", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


class Task(models.Model):
    """A row of the annex: what is to be done, by whom, with what product, when.

    `time_kind` and `time_due` are the reading of `time_text` (tantam.core.deadlines). A task that an amended
    annex leaves out is withdrawn: no new duties come of it, what was reported stays.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="tasks")
    code = models.CharField(max_length=40)
    content = models.TextField()
    heading = models.TextField(blank=True)
    extras = models.JSONField(default=dict)
    product = models.TextField(blank=True)
    lead_text = models.TextField(blank=True)
    coordinating_text = models.TextField(blank=True)
    time_text = models.TextField(blank=True)
    time_kind = models.CharField(max_length=30)
    time_due = models.DateField(null=True, blank=True)
    source = models.JSONField(default=list)
    order = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_task_code_once", fields=["plan", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


class PartyRole(models.TextChoices):
    LEAD = "LEAD", _("chủ trì")
    COORDINATING = "COORDINATING", _("phối hợp")


class Phrase(models.Model):
    """A piece of a task's lead or coordinating text, and whether it is settled which units it means.

    `codes` are the unit's code (UNIT), sets such as "set:COMMUNE_PC" (SET), or sets to choose from (CHOICE).
    """

    class Kind(models.TextChoices):
        UNIT = "UNIT", _("đơn vị")
        SET = "SET", _("tất cả đơn vị cùng loại")
        CHOICE = "CHOICE", _("do điều phối chọn")
        UNKNOWN = "UNKNOWN", _("chưa nhận ra")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="phrases")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    codes = models.JSONField(default=list)
    order = models.PositiveIntegerField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_phrase_once", fields=["task", "role", "text"]),
        ]

    def __str__(self) -> str:
        return self.text


class Party(models.Model):
    """A unit that leads or coordinates a task, and the phrase of the annex that says so."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="parties")
    phrase = models.ForeignKey(Phrase, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_party_once", fields=["phrase", "unit"]),
            models.CheckConstraint(name="plans_party_role_known", condition=Q(role__in=PartyRole.values)),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="plans_party_unit")]

    def __str__(self) -> str:
        return f"{self.task} {self.unit}"

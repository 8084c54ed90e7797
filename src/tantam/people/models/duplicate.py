"""The same person twice: pairs to look at, and merges that can be undone."""

from django.db import models
from django.db.models import F, Q

from tantam.people.models.household import Person


class DuplicatePair(models.Model):
    """Two persons who may be one, and why."""

    class State(models.TextChoices):
        OPEN = "OPEN"
        DIFFERENT = "DIFFERENT"
        MERGED = "MERGED"

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField()
    per_mille = models.PositiveSmallIntegerField()  # likeness
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_pair_once", fields=["first", "second"]),
            models.CheckConstraint(name="people_pair_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class Merge(models.Model):
    """One person taken for another, and what was moved, so that it can be undone."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField()  # numbers of rows by table; no names
    reason = models.CharField(max_length=300)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.merged_id} {self.kept_id}"

"""The register in columns on a day: what reforms and lists over everybody are computed from."""

from django.db import models

from tantam.base.models import StoredFile


class Snapshot(models.Model):
    """Columns of all households, without names or numbers of persons, sealed (purpose `snapshot`)."""

    class State(models.TextChoices):
        MAKING = "MAKING"
        MADE = "MADE"
        FAILED = "FAILED"

    as_of = models.DateField()
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAKING)
    households = models.PositiveIntegerField(default=0)
    households_done = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    content_sha256 = models.CharField(max_length=64, blank=True)  # of the columns before sealing

    def __str__(self) -> str:
        return f"{self.as_of} {self.content_sha256[:12]}"

"""Reforms as overlays on the law, and runs of them that can be repeated to the same result."""

from django.db import models

from tantam.base.guards import append_only
from tantam.programmes.models.snapshot import Snapshot
from tantam.units.models import Unit


class Reform(models.Model):
    """A change of policy to be tried: its overlay in YAML. A changed reform is a new version."""

    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    overlay = models.TextField()
    version = models.PositiveIntegerField(default=1)
    earlier = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="later")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reforms")
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@append_only
class ReformRun(models.Model):
    """What a reform would do: by which law, from which snapshot, under which assumptions."""

    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="runs")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    law_digest = models.CharField(max_length=64)
    assumptions = models.JSONField()
    result = models.JSONField()
    result_digest = models.CharField(max_length=64)
    run_by_name = models.CharField(max_length=200)
    run_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"run {self.pk}"

"""A decision about who may borrow, kept so that it can be made again from its inputs."""

from django.db import models
from django.db.models import Q

from tantam.base.guards import append_only
from tantam.people.models import Establishment, Household


@append_only
class EligibilityDecision(models.Model):
    """An answer that was relied on: by which law, from which facts, known when."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.CharField(max_length=60)
    as_of = models.DateField()  # the day asked for
    known_at = models.DateTimeField()  # what was known by then
    law_digest = models.CharField(max_length=64)
    inputs_sealed = models.BinaryField()  # purpose `decision.inputs`
    inputs_digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10)  # YES | NO | UNKNOWN
    reasons = models.JSONField()  # keys and outcomes; values of facts stay sealed
    cap_left_vnd = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programmes_decision_one_borrower",
                condition=Q(household=None, establishment__isnull=False)
                | Q(household__isnull=False, establishment=None),
            )
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"

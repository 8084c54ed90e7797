"""The revision of a plan: pages are kept as long as it stands."""

from django.db.models import F

from tantam.plans.models import Plan


def bump_revision(plan_id: int) -> None:
    """Say that something under the plan changed; every command of the room calls this."""
    Plan.objects.filter(id=plan_id).update(revision=F("revision") + 1)

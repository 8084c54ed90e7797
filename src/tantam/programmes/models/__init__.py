"""The rows of the programmes room."""

from tantam.programmes.models.eligibility import EligibilityDecision
from tantam.programmes.models.reform import Reform, ReformRun
from tantam.programmes.models.snapshot import Snapshot

__all__ = ["EligibilityDecision", "Reform", "ReformRun", "Snapshot"]

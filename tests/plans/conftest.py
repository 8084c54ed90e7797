"""What tests of the plans room share."""

import pytest

from tantam.plans.models import Duty
from tests.support.plans import SmallPlan


@pytest.fixture
def duty(small_plan: SmallPlan) -> Duty:
    """Return what Ba Tơ owes for II.2 in the year 2026: open, due on 15/12/2026."""
    return small_plan.duty("II.2", "X21484", "2026")

"""What tests over HTTP share: the clock of the cast, and browsers signed in as its people."""

from collections.abc import Callable
from functools import partial

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests.support.cast import Cast
from tests.support.plans import SmallPlan
from tests.support.signing_in import signed_in_as


@pytest.fixture(autouse=True)
def _noon_of_the_cast():
    """Stand still at noon of 22/11/2026 in Quảng Ngãi."""
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        yield


@pytest.fixture
def fresh_limits() -> None:
    """Forget how often somebody tried to sign in."""
    cache.clear()


@pytest.fixture
def signed_in(cast: Cast, small_plan: SmallPlan) -> Callable[[str], Client]:
    """Return a way to be somebody of the cast, with the small plan there."""
    return partial(signed_in_as, cast)

"""What every test may use."""

import os

import pytest
from django.utils import translation
from hypothesis import settings

from tantam.base.sealing import ensure_person_data_key
from tests.support.cast import Cast, make_cast
from tests.support.connections import _let_the_flush_through, many_connections
from tests.support.groups import SmallVillage, make_village
from tests.support.machine import skip_what_cannot_run
from tests.support.plans import SmallPlan, make_plan
from tests.support.register import SmallRegister, make_register
from tests.support.reports import make_reported

__all__ = [
    "_key_of_personal_data",
    "_let_the_flush_through",
    "cast",
    "many_connections",
    "reported",
    "small_plan",
    "small_register",
    "village",
]

# No deadline: a shared machine may pause for longer than a test takes.
settings.register_profile("usual", deadline=None)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run."""
    skip_what_cannot_run(items)


@pytest.fixture(autouse=True)
def _language_of_the_installation() -> None:
    """Begin in Vietnamese: a request of the test before may have left English on in this thread."""
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _key_of_personal_data() -> None:
    """Make the key with which the tests seal."""
    ensure_person_data_key()


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the people and units that all tests know."""
    return make_cast()


@pytest.fixture
def small_plan(cast: Cast) -> SmallPlan:
    """Return a plan of four tasks with duties in three periods."""
    return make_plan(cast)


@pytest.fixture
def small_register(cast: Cast) -> SmallRegister:
    """Return a register of four households in two communes."""
    return make_register()


@pytest.fixture
def village(small_register: SmallRegister) -> SmallVillage:
    """Return Làng Một with eight households."""
    return make_village(small_register)


@pytest.fixture
def reported(small_plan: SmallPlan) -> SmallPlan:
    """Return the small plan with some of the year 2026 reported."""
    return make_reported(small_plan)

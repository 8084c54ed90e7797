"""What tests of loans share."""

import pytest

from tests.support.cast import Cast
from tests.support.groups import SmallVillage, make_village
from tests.support.register import SmallRegister


@pytest.fixture
def village(cast: Cast, small_register: SmallRegister) -> SmallVillage:
    """Return Làng Một with eight households."""
    return make_village(small_register)

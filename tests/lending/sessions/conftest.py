"""What tests of sessions share."""

import pytest

from tests.support.sessions import SmallSession, make_session


@pytest.fixture
def session(cast, small_register) -> SmallSession:
    """Return an open session of today."""
    return make_session(cast, small_register)

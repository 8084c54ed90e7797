"""A list of requests after each of its steps, up to the decision."""

import pytest

from tests.support.requests import check, confirm, decide, make_written, vote


@pytest.fixture
def written(cast, village, small_register):
    return make_written(cast, village, small_register)


@pytest.fixture
def voted(cast, written):
    return vote(cast, written)


@pytest.fixture
def confirmed(cast, voted):
    return confirm(cast, voted)


@pytest.fixture
def checked(cast, confirmed):
    return check(cast, confirmed)


@pytest.fixture
def decided(cast, checked):
    return decide(cast, checked)

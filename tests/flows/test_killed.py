"""A kill at any moment loses and doubles nothing, on both databases."""

import pytest

from tests.support.installation import Installation, database_of_its_own


@pytest.mark.slow
def test_whatever_is_killed_wherever_counts_once(tmp_path):
    with database_of_its_own() as url:
        installation = Installation(tmp_path / "home", url)
        installation.prepare()
        done = installation.python("-m", "tests.support.killing", TANTAM_ALLOW_SAMPLE_IDENTITIES="1")
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("nothing lost or doubled") == 6

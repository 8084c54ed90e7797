"""That a command may be repeated safely: the one test that every command has.

    @pytest.mark.replays("plans.file_submission")
    def test_filing_twice_files_once(cast, small_plan):
        assert_replay_safe(file_submission, asked=cast.asked("hoa"), other={"duty_id": 2}, duty_id=1)

The test of the repository looks for the mark, or for a test that names both the command and `AlreadyDone`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tantam.base.asked import Asked
from tantam.base.errors import AlreadyDone, RequestConflict
from tantam.base.models import AuditEntry
from tantam.core.canonical import plain


def assert_replay_safe(
    run: Callable[..., Any], *, asked: Asked, other: Mapping[str, Any] | None, **arguments: Any
) -> Any:
    """Carry a command out, then again, then with other content under the same key; return its first answer.

    `other` are arguments that differ; None for a command that takes none.
    """
    before = AuditEntry.objects.count()

    first = run(asked=asked, **arguments)
    with pytest.raises(AlreadyDone) as repeat:
        run(asked=asked, **arguments)

    assert repeat.value.result == plain(first)
    assert AuditEntry.objects.count() == before + 1
    if other is not None:
        with pytest.raises(RequestConflict):
            run(asked=asked, **{**arguments, **other})
        assert AuditEntry.objects.count() == before + 1
    return first

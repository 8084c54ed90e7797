"""What is typed about a group in free words may name people: the audit has it as a keyed digest only."""

import pytest

from tantam.base.commands import COMMANDS


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("form_group", {"name"}),
        ("approve_group", {"signer"}),
        ("return_group", {"reason"}),
        ("dissolve_group", {"reason"}),
        ("set_convention", {"text"}),
        ("set_contract_rate", {"document"}),
        ("record_meeting", {"guests", "votes", "place", "text"}),
    ],
)
def test_free_words_do_not_stand_open_in_the_audit(command, words):
    assert words <= COMMANDS[f"groups.{command}"].sealed

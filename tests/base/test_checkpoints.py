"""The daily checkpoint: made once, mailed as text, printed in short."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.base.checkpoints import (
    UnableToMakeCheckpoint,
    find_latest_checkpoint,
    latest_checkpoint_line,
    letter_of,
    make_checkpoint,
    record_verification,
)
from tantam.base.queries import find_last_verification
from tantam.core.chain_walk import Seal
from tantam.core.checkpoint_text import SignedCheckpoint, as_text, read_blocks
from tests.support.cast import TODAY, asked_by_system
from tests.support.chain import write_chain
from tests.support.replay import assert_replay_safe


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"


@pytest.mark.django_db
@pytest.mark.replays("base.make_checkpoint")
def test_the_same_checkpoint_twice_is_made_once():
    write_chain(3)

    made = assert_replay_safe(make_checkpoint, asked=asked_by_system(key="checkpoint:today"), other=None)

    assert (made["entries"], made["day"]) == (3, TODAY.isoformat())


@pytest.mark.django_db
def test_a_day_has_one_checkpoint_whatever_the_key():
    make_checkpoint(asked=asked_by_system())

    with pytest.raises(UnableToMakeCheckpoint):
        make_checkpoint(asked=asked_by_system())


@pytest.mark.django_db
@pytest.mark.replays("base.record_verification")
def test_a_verification_is_written_down_once_and_found_again():
    arguments = {"entries": 3, "root": "a" * 64, "problem": ""}

    assert_replay_safe(record_verification, asked=asked_by_system(), other={"entries": 4}, **arguments)

    last = find_last_verification()
    assert (last.entries, last.problem) == (3, "")


@pytest.mark.django_db
def test_the_foot_of_printed_reports_names_the_last_checkpoint():
    assert latest_checkpoint_line() == ""
    write_chain(3)
    make_checkpoint(asked=asked_by_system(on=TODAY - timedelta(days=1)))

    line = latest_checkpoint_line()

    assert line.startswith("Điểm kiểm nhật ký 21/11/2026: 3:")
    assert find_latest_checkpoint().seal.root.startswith(line.rsplit(":", maxsplit=1)[1])


@pytest.mark.django_db
def test_the_mail_carries_the_checkpoint_whole():
    write_chain(3)
    make_checkpoint(asked=asked_by_system())
    checkpoint = find_latest_checkpoint()

    letter = letter_of(checkpoint, province="Quảng Ngãi")
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())

    assert "22/11/2026" in letter.subject
    assert read_blocks(letter.text) == read_blocks(quoted) == [checkpoint]


@given(
    day=st.dates(),
    entries=st.integers(0, 10**12),
    root=st.text("0123456789abcdef", min_size=64, max_size=64),
    signature=st.text("0123456789abcdef", min_size=128, max_size=128),
)
def test_what_is_written_is_read_back(day, entries, root, signature):
    checkpoint = SignedCheckpoint(Seal(day, entries, root), public_key=root[::-1], signature=signature)

    assert read_blocks("Kính gửi\n" + as_text(checkpoint) * 2) == [checkpoint, checkpoint]


def test_a_block_that_is_not_whole_is_refused():
    text = as_text(SignedCheckpoint(Seal(TODAY, 3, "a" * 64), public_key="b" * 64, signature="c" * 128))

    with pytest.raises(ValueError, match="root"):
        read_blocks(text.replace("a" * 64, "a" * 63))

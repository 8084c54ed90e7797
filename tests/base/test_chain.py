"""The chain is proved, or its first broken row is named – by the program and by the file that stands alone."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tantam.base.checkpoints import find_latest_checkpoint, letter_of
from tantam.base.models import AuditCheckpoint, AuditHead
from tantam.base.queries import iterate_export
from tantam.base.signing import KEY_FILE, TRUSTED_FILE
from tantam.base.verification import describe, verify_chain
from tantam.cli import verify_chain as alone
from tantam.core.chain_walk import Break, BreakKind
from tantam.core.checkpoint_text import as_text, printed, read_blocks
from tests.support import chain

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"


def prove_alone(filed: str = "", printed: tuple[tuple[int, str], ...] = (), keys: frozenset[str] = frozenset()):
    """Export the chain and check it with the file that stands alone."""
    lines = [json.loads(line) for line in iterate_export()]
    blocks = [alone.checkpoint_from(dict(alone._FIELD.findall(block)), "mail") for block in alone._BLOCK.findall(filed)]
    return alone.verify(lines, filed=blocks, printed=printed, keys=keys)


def test_an_empty_chain_holds():
    assert verify_chain().holds
    assert prove_alone().problems == ()


def test_a_chain_as_written_holds_with_its_checkpoints():
    chain.sealed_chain()

    found = verify_chain()
    alone_found = prove_alone(as_text(find_latest_checkpoint()))

    assert found.holds
    assert (found.entries, found.checkpoints) == (10, 1)
    assert alone_found.problems == ()
    assert (alone_found.entries, alone_found.root) == (found.entries, found.root)


@pytest.mark.parametrize(
    ("fields"),
    [
        {"actor_name": "Người khác"},
        {"details": {"arguments": {"number": 5, "text": "Xã Ba Tơ"}, "result": None}},
        {"book_date": date(2026, 1, 1)},
        {"command": "test.other"},
        {"request_key": "another"},
        {"subject": "thing:5"},
        {"unit_code": "STC"},
        {"actor_id": 7},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_changed_field_names_its_row(fields):
    chain.sealed_chain()

    chain.change_field(4, **fields)

    assert verify_chain().problems == (Break(BreakKind.CHANGED, 4),)
    assert prove_alone().problems[0] == "row 4: changed, its content does not fit its hash"


def test_a_row_deleted_from_the_middle_is_named():
    chain.sealed_chain()

    chain.delete_row(5)

    assert verify_chain().problems == (Break(BreakKind.MISSING, 5),)
    assert prove_alone().problems[0].startswith("row 5: missing")


def test_a_row_with_a_recomputed_hash_is_caught_where_the_next_does_not_continue_it():
    chain.write_chain(5)
    chain.rewrite_from(5, actor_name="Người khác")
    assert verify_chain().holds, "the last row alone, rewritten with the head, needs a checkpoint"

    chain.write_chain(1, first=6)
    chain.rewrite_from(6, actor_name="Người khác")
    chain.change_field(6, previous_hash="1" * 64)

    assert verify_chain().problems == (Break(BreakKind.CHANGED, 6),)


def test_a_cut_tail_is_named():
    chain.sealed_chain()

    chain.cut_tail(8, head_too=False)

    assert verify_chain().problems == (Break(BreakKind.CUT, 9),)
    assert prove_alone().problems[0].startswith("row 9: the tail is cut")


def test_a_tail_cut_together_with_the_head_is_caught_by_a_checkpoint():
    chain.sealed_chain()

    chain.cut_tail(4, head_too=True)

    assert verify_chain().problems == (Break(BreakKind.CUT_SINCE_SEAL, 5, YESTERDAY),)
    assert prove_alone().problems[0].startswith("row 5: cut since the checkpoint of 2026-11-21")


def test_a_tail_rewritten_with_new_hashes_is_caught_by_a_checkpoint():
    chain.sealed_chain()

    chain.rewrite_from(3, actor_name="Người khác")

    assert verify_chain().problems == (Break(BreakKind.REWRITTEN, 6, YESTERDAY),)
    assert prove_alone().problems == ("row 6: rewritten since the checkpoint of 2026-11-21 (export)",)


def test_one_who_rewrites_the_checkpoints_too_is_caught_by_a_filed_one():
    chain.sealed_chain()
    filed = as_text(find_latest_checkpoint())
    chain.rewrite_from(3, actor_name="Người khác")
    AuditCheckpoint.objects.all().delete()
    assert verify_chain().holds, "nothing inside the system remembers"

    found = verify_chain(filed=read_blocks(filed))

    assert found.problems == (Break(BreakKind.REWRITTEN, 6, YESTERDAY),)
    assert prove_alone(filed).problems == ("row 6: rewritten since the checkpoint of 2026-11-21 (mail)",)


def test_the_foot_of_a_printed_report_is_enough_to_show_a_rewrite():
    chain.sealed_chain()
    count, root = printed(find_latest_checkpoint().seal).split(":")
    chain.rewrite_from(3, actor_name="Người khác")
    AuditCheckpoint.objects.all().delete()

    found = prove_alone(printed=((int(count), root),))

    assert found.problems == (f"row 6: not the row that was printed ({root})",)


def test_a_forged_signature_is_named():
    chain.sealed_chain()
    chain.guards.drop(chain.connection)
    AuditCheckpoint.objects.update(signature="0" * 128)

    assert verify_chain().problems == (Break(BreakKind.FORGED_SEAL, 6, YESTERDAY),)
    assert prove_alone().problems == ("checkpoint of 2026-11-21 (export): the signature is forged",)


def test_a_checkpoint_moved_to_another_day_is_forged():
    chain.sealed_chain()
    chain.guards.drop(chain.connection)
    AuditCheckpoint.objects.update(day=YESTERDAY + timedelta(days=1))

    assert [problem.kind for problem in verify_chain().problems] == [BreakKind.FORGED_SEAL]
    assert prove_alone().problems == ("checkpoint of 2026-11-22 (export): the signature is forged",)


def test_a_checkpoint_signed_with_a_key_of_somebody_else_is_named(settings, tmp_path):
    chain.sealed_chain()
    good = find_latest_checkpoint()
    chain.rewrite_from(3, actor_name="Người khác")
    AuditCheckpoint.objects.all().delete()
    settings.TANTAM_KEYS_DIR = tmp_path / "of the attacker"
    chain.make_checkpoint(asked=chain.asked_by_system(on=YESTERDAY))
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"

    assert [problem.kind for problem in verify_chain().problems] == [BreakKind.UNKNOWN_KEY]
    assert prove_alone(keys=frozenset({good.public_key})).problems == (
        "checkpoint of 2026-11-21 (export): signed with an unknown key",
    )


def test_a_key_that_was_exchanged_still_proves_what_it_signed(settings, tmp_path):
    chain.sealed_chain()
    (tmp_path / "keys" / KEY_FILE).unlink()
    chain.make_checkpoint(asked=chain.asked_by_system())

    found = verify_chain()

    assert found.holds
    assert found.checkpoints == 2
    assert len((tmp_path / "keys" / TRUSTED_FILE).read_text().split()) == 2


def test_rows_beyond_the_head_are_named():
    chain.write_chain(5)
    AuditHead.objects.update(sequence=3)

    assert verify_chain().problems[0].sequence in {3, 4}
    assert not verify_chain().holds


def test_the_key_is_readable_by_its_owner_only(settings):
    chain.sealed_chain()

    mode = (settings.TANTAM_KEYS_DIR / KEY_FILE).stat().st_mode

    assert mode & 0o077 == 0


def test_every_problem_has_a_sentence():
    sentences = {describe(Break(kind, 12, YESTERDAY)) for kind in BreakKind}

    assert len(sentences) == len(BreakKind)
    assert not [sentence for sentence in sentences if "%" in sentence]


def test_the_file_stands_alone_on_a_python_without_anything_else(tmp_path):
    chain.sealed_chain()
    export, mail = tmp_path / "export.jsonl", tmp_path / "mail.eml"
    export.write_bytes(b"".join(iterate_export()))
    mail.write_bytes(mail_with(find_latest_checkpoint()))
    command = [sys.executable, "-I", "-S", str(Path(alone.__file__)), str(export), "--checkpoint", str(mail)]

    good = subprocess.run(command, capture_output=True, text=True, check=False)
    export.write_text(export.read_text().replace("thing:3", "thing:9"), encoding="utf-8")
    bad = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (good.returncode, good.stdout[:19]) == (0, "HOLDS 10 rows, 1 fi")
    assert (bad.returncode, bad.stdout.splitlines()[0]) == (
        1,
        "BROKEN row 3: changed, its content does not fit its hash",
    )


def mail_with(checkpoint) -> bytes:
    """Return the mail that carries a checkpoint, as a mail program saves it."""
    from django.core.mail import EmailMessage

    letter = letter_of(checkpoint, province="Quảng Ngãi")
    return (
        EmailMessage(letter.subject, letter.text, "tantam@example.invalid", ["a@example.invalid"]).message().as_bytes()
    )


@pytest.mark.parametrize("name", ["export", "checkpoint"])
def test_a_file_of_another_kind_is_unreadable_not_broken(tmp_path, name, capsys):
    (tmp_path / "export").write_bytes(b"".join(iterate_export()))
    (tmp_path / "checkpoint").write_text("no block here", encoding="utf-8")
    (tmp_path / name).write_text("neither here", encoding="utf-8")

    code = alone.main([str(tmp_path / "export"), "--checkpoint", str(tmp_path / "checkpoint")])

    assert code == 2
    assert capsys.readouterr().out.startswith("UNREADABLE")

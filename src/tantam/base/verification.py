"""Proof that the audit chain is whole, or the name of the first row that is not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext as _

from tantam.base.audit import body_of
from tantam.base.models import AuditCheckpoint, AuditEntry, AuditHead
from tantam.base.signing import list_trusted_keys, signature_holds
from tantam.core.chain import GENESIS
from tantam.core.chain_walk import Break, BreakKind, Link, Seal, walk_chain
from tantam.core.checkpoint_text import SignedCheckpoint, signed_bytes

PAGE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the chain found: entries that hold, their root, and every problem (none: it holds)."""

    entries: int
    root: str
    checkpoints: int
    problems: tuple[Break, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


def verify_chain(
    *, filed: Sequence[SignedCheckpoint] = (), progress: Callable[[int], None] | None = None
) -> Verification:
    """Walk the whole chain and recompute every hash; check it against its head and every checkpoint.

    `filed` are checkpoints that were kept outside the system; they catch one who rewrote the database's own
    too. Entries that are written while this runs are left for the next time. No lock is taken.
    """
    checkpoints = [*list_checkpoints(), *filed]
    trusted = list_trusted_keys()
    judged = [(checkpoint.seal, judge(checkpoint, trusted=trusted)) for checkpoint in checkpoints]
    problems = [problem for _seal, problem in judged if problem]
    head = AuditHead.objects.filter(id=1).values_list("sequence", "hash").first() or (0, GENESIS)
    walk = walk_chain(
        read_links(upto=head[0], progress=progress),
        head=head,
        seals=[seal for seal, problem in judged if problem is None],
    )
    broken = walk.broken or _find_entries_beyond_head()
    return Verification(
        entries=walk.entries,
        root=walk.root,
        checkpoints=len(checkpoints),
        problems=(*problems, *([broken] if broken else [])),
    )


def judge(checkpoint: SignedCheckpoint, *, trusted: frozenset[str]) -> Break | None:
    """Return what is wrong with a checkpoint's key or signature; None when both are good."""
    seal = checkpoint.seal
    if checkpoint.public_key not in trusted:
        return Break(BreakKind.UNKNOWN_KEY, seal.sequence, seal.day)
    holds = signature_holds(
        message=signed_bytes(seal), public_key=checkpoint.public_key, signature=checkpoint.signature
    )
    return None if holds else Break(BreakKind.FORGED_SEAL, seal.sequence, seal.day)


def list_checkpoints() -> list[SignedCheckpoint]:
    """Return the checkpoints that the database keeps, by day."""
    return [checkpoint_of(row) for row in AuditCheckpoint.objects.order_by("day")]


def checkpoint_of(row: AuditCheckpoint) -> SignedCheckpoint:
    """Return a row as a value."""
    return SignedCheckpoint(
        seal=Seal(row.day, row.sequence, row.root), public_key=row.public_key, signature=row.signature
    )


def read_links(*, upto: int, progress: Callable[[int], None] | None = None) -> Iterator[Link]:
    """Yield the chain's links in order, a page at a time, so that a long chain never stands in memory."""
    last = 0
    while True:
        rows = list(AuditEntry.objects.filter(sequence__gt=last, sequence__lte=upto).order_by("sequence")[:PAGE])
        for row in rows:
            yield Link(row.sequence, body_of(row), row.previous_hash, row.hash)
        if not rows:
            return
        last = rows[-1].sequence
        if progress:
            progress(last)


def describe(problem: Break) -> str:
    """Say in a sentence what is wrong, and where."""
    sentence = {
        BreakKind.CHANGED: _("Dòng %(sequence)s đã bị sửa: nội dung không khớp với mã băm của chính nó."),
        BreakKind.MISSING: _("Dòng %(sequence)s không còn: có dòng đã bị xóa khỏi giữa chuỗi."),
        BreakKind.UNLINKED: _(
            "Dòng %(sequence)s không nối tiếp dòng trước nó: một trong hai đã bị thay rồi tính lại mã băm."
        ),
        BreakKind.CUT: _("Chuỗi bị cắt đuôi: từ dòng %(sequence)s trở đi không còn."),
        BreakKind.BEYOND_HEAD: _("Từ dòng %(sequence)s có những dòng nằm ngoài điểm cuối đã ghi của chuỗi."),
        BreakKind.WRONG_HEAD: _("Dòng cuối %(sequence)s không phải dòng cuối mà chuỗi đã ghi."),
        BreakKind.REWRITTEN: _("Chuỗi đã bị viết lại: dòng %(sequence)s không còn như lúc ký điểm kiểm ngày %(day)s."),
        BreakKind.CUT_SINCE_SEAL: _(
            "Chuỗi bị cắt đuôi: từ dòng %(sequence)s trở đi không còn, tuy điểm kiểm ngày %(day)s đã có."
        ),
        BreakKind.FORGED_SEAL: _("Điểm kiểm ngày %(day)s có chữ ký không đúng."),
        BreakKind.UNKNOWN_KEY: _("Điểm kiểm ngày %(day)s ký bằng khóa không phải của hệ thống này."),
    }[problem.kind]
    day = problem.day.strftime("%d/%m/%Y") if problem.day else ""
    return sentence % {"sequence": problem.sequence, "day": day}


def _find_entries_beyond_head() -> Break | None:
    """Return a break when there are entries that the head does not know.

    The entries are read before the head: a writer in between can only make the head larger.
    """
    last = AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    known = AuditHead.objects.filter(id=1).values_list("sequence", flat=True).first() or 0
    return Break(BreakKind.BEYOND_HEAD, known + 1) if last > known else None

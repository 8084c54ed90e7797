"""What the book does not show beside a protected programme, to nobody: the papers and words that lead to a borrower.

The pages of a household show the numbers of its loans while a protected programme is masked there. Were the same
number to stand beside the programme here, the book would tell what is masked.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.ledger.queries.entries import EntryMove, EntryPage
from tantam.ledger.queries.postings import PostingLine, PostingPage, TransferLine, find_postings_of_programmes
from tantam.ledger.queries.statement import Statement
from tantam.programmes.queries.asking import protected_programmes


def hide_in_list(lines: list[PostingLine], *, scope: Scope) -> list[PostingLine]:
    """Return postings as a list may show them."""
    hidden = _hidden(scope, [line.id for line in lines])
    return [_hide(line) if line.id in hidden else line for line in lines]


def hide_in_posting(posting: PostingPage, *, scope: Scope) -> PostingPage:
    """Return a posting as its page may show it; its key may have been made of a loan's number."""
    if not _hidden(scope, [posting.line.id]):
        return posting
    return replace(posting, line=_hide(posting.line), key=_("được bảo mật"))


def hide_in_transfers(transfers: list[TransferLine], *, scope: Scope, posting_id: int) -> list[TransferLine]:
    """Return transfers of a posting as a page may show them; one of them that is protected hides all references."""
    if not _hidden(scope, [posting_id]):
        return transfers
    return [replace(line, reference=_("được bảo mật")) for line in transfers]


def hide_in_statement(statement: Statement, *, scope: Scope) -> Statement:
    """Return an account's statement as its page may show it."""
    hidden, words = _hidden(scope, {line.posting_id for line in statement.lines}), _("được bảo mật")
    lines = (
        replace(line, reference=words, document=words, description="") if line.posting_id in hidden else line
        for line in statement.lines
    )
    return replace(statement, lines=tuple(lines))


def hide_in_entry(entry: EntryPage) -> EntryPage:
    """Return an entry by hand as its page may show it: who confirms it still reads its paper and its reason."""
    protected = protected_programmes()
    if not any(_programmes(move) & protected for move in entry.moves):
        return entry
    return replace(entry, moves=tuple(replace(move, reference=_("được bảo mật")) for move in entry.moves))


def _programmes(move: EntryMove) -> set[str]:
    return {move.debit.programme, move.credit.programme}


def _hidden(scope: Scope, posting_ids: Iterable[int]) -> frozenset[int]:
    return find_postings_of_programmes(scope=scope, posting_ids=posting_ids, programmes=protected_programmes())


def _hide(line: PostingLine) -> PostingLine:
    return replace(line, document=_("được bảo mật"), description="")

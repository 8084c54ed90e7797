"""The rows of the ledger."""

from tantam.ledger.models.book import Account, Book, BookDay, DayTotal
from tantam.ledger.models.entry import Entry
from tantam.ledger.models.posting import Posting, Transfer

__all__ = ["Account", "Book", "BookDay", "DayTotal", "Entry", "Posting", "Transfer"]

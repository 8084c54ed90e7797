"""The office's book from the side of loans: held before any loan is, so that nobody closes a day meanwhile."""

from datetime import date

from tantam.ledger.parts.books import hold_book


def closed_until(office_id: int) -> date | None:
    """Return the last closed day of an office's book, None if none is; the book is held until the transaction ends.

    The book is held before any loan and loans in the order of their numbers, here and in the close of a day, so that
    two who wait for each other never wait in a circle.
    """
    return hold_book(office_id).closed_through

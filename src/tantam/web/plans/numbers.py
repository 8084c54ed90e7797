"""Whole numbers in addresses and hidden fields."""


def whole_number(text: str | None) -> int | None:
    """Return the number of up to nine digits that a text is; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def page_start(text: str | None, *, count: int, size: int) -> tuple[int, int]:
    """Return the page number asked for, kept between the first and the last, and where its rows start."""
    last = max(1, -(-count // size))
    number = min(max(whole_number(text) or 1, 1), last)
    return number, (number - 1) * size

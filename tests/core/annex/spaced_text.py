"""Lay rows out in columns of equal letters, as programs print a table into a text file."""

from __future__ import annotations

import textwrap

LABEL_WIDTH = 5


def laid_out(
    header,
    rows,
    *,
    widths,
    gap=2,
    page_lines=0,
    head_on_pages=True,
    page_numbers=True,
    centred_header=False,
    title=(),
    foot=(),
):
    """Return the rows as text; a row of two is a group whose title reaches over the columns.

    `widths` are those of the columns after the number. With `page_lines` the text has numbered pages, which
    cut rows where they end.
    """
    columns = (LABEL_WIDTH, *widths)
    across = sum(columns) + gap * len(widths)
    heading = _lines(header, columns, gap, centred=centred_header)
    body = []
    for row in rows:
        if len(row) == 2:
            wrapped = textwrap.wrap(row[1], across - LABEL_WIDTH - gap, break_on_hyphens=False)
            body += [f"{row[0] if n == 0 else '':{LABEL_WIDTH + gap}}{line}" for n, line in enumerate(wrapped)]
        else:
            body += _lines(row, columns, gap)
    out = [*(line.center(across).rstrip() for line in title), *heading]
    if not page_lines:
        return "\n".join([*out, *body, *foot]) + "\n"
    page = 1
    for start in range(0, len(body), page_lines):
        if start:
            page += 1
            number = [str(page).center(across).rstrip()] if page_numbers else []
            top = [*number, *(heading if head_on_pages else [])] or [""]
            out += [f"\f{top[0]}", *top[1:]]
        out += body[start : start + page_lines]
    return "\n".join([*out, *foot]) + "\n"


def _lines(row, columns, gap, *, centred=False):
    cells = []
    for text, width in zip(row, columns, strict=True):
        lines = [line for part in text.split("\n") for line in textwrap.wrap(part, width, break_on_hyphens=False)]
        cells.append([line.center(width) if centred else line for line in lines])
    height = max(map(len, cells))
    out = []
    for place in range(height):
        texts = (cell[place] if place < len(cell) else "" for cell in cells)
        out.append((" " * gap).join(f"{text:{width}}" for text, width in zip(texts, columns, strict=True)).rstrip())
    return out

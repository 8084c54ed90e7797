"""Reading papers in Word as a person does."""

from io import BytesIO

import docx


def word_text(content: bytes) -> str:
    """Return the words of a Word file: its paragraphs, then the cells of its tables."""
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])

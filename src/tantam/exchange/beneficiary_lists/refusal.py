"""Why a list's file cannot be read: a code for programs, and a sentence that says what, why and what to do."""

from __future__ import annotations

from tantam.base.errors import Refusal


class UnreadableList(Refusal):
    """A file that is refused as a whole; its rows were not looked at."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

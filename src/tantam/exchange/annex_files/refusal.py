"""Why a file cannot be read: a code for programs, and a sentence that says what, why and what to do."""

from __future__ import annotations


class UnreadableAnnex(Exception):  # noqa: N818 - named for what it says, like UnableTo… of the commands
    """A file that the reader refuses, with the reason in the reader's language."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

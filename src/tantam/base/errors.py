"""Anticipated failures: each has a message for the person who asked."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a mistake of the program
    """The request cannot be carried out; the message says what, why and what to do."""


class NotAllowed(Refusal):
    """The role that asked does not give this permission, or not for this unit."""


class OutOfScope(Refusal):
    """The thing does not exist for this actor; interfaces answer 404."""


class RequestConflict(Refusal):
    """The same request key came before with other content."""


class AlreadyDone(Exception):  # noqa: N818 - not a mistake: the first answer stands
    """The same request was carried out before; `result` is what it answered then."""

    def __init__(self, result: Any) -> None:
        super().__init__("already done")
        self.result = result

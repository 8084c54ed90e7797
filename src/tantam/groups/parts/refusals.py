"""What a group's commands refuse: each refusal says what, why, and what to do."""

from tantam.base.errors import Refusal


class UnableToChangeGroup(Refusal):
    """The group cannot be changed in this way."""

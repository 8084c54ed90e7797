"""Looking at a list of requests shows people by name, and leaves a trace as every look at people does."""

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.lending.parts.request_scope import get_lending_group, get_list_in


@command("lending.look_at_requests", subject=lambda _result, arguments: f"requests:{arguments['list_id']}")
def look_at_requests(*, asked: Asked, list_id: int, purpose: str = "") -> int:
    """Write down that somebody looked at a list's people, or took a paper with them away; return how many.

    :raises OutOfScope: if there is no such list for this actor.
    """
    assert len(purpose) <= 300
    return get_list_in(asked.actor.scope, list_id).requests.count()


@command("lending.look_at_borrowers", subject=lambda _result, arguments: f"group:{arguments['group_id']}")
def look_at_borrowers(*, asked: Asked, group_id: int) -> int:
    """Write down that somebody looked at who of a group may ask for a loan; return how many households.

    :raises OutOfScope: if there is no such group for this actor.
    """
    return get_lending_group(asked.actor.scope, group_id).members.filter(ends_before=None).count()

"""Steps of a group on its way, written together with the state that they lead to."""

from datetime import date

from tantam.base.asked import Asked
from tantam.groups.models import Group, GroupStep

_STATES = {
    GroupStep.Kind.FORMED: Group.State.FORMING,
    GroupStep.Kind.ASKED: Group.State.WAITING,
    GroupStep.Kind.APPROVED: Group.State.ACTIVE,
    GroupStep.Kind.RETURNED: Group.State.FORMING,
    GroupStep.Kind.DISSOLVED: Group.State.DISSOLVED,
}


def write_step(
    group: Group,
    kind: GroupStep.Kind,
    *,
    asked: Asked,
    on: date,
    number: str = "",
    signer: str = "",
    reason: str = "",
) -> GroupStep:
    """Write a step down, and the state that the group, which is locked, comes to."""
    group.state = _STATES[kind]
    group.save(update_fields=["state"])
    return GroupStep.objects.create(
        group=group,
        kind=kind,
        on=on,
        number=number,
        signer=signer,
        reason=reason,
        by_id=asked.actor_id,
        by_name=asked.actor.name,
        recorded_at=asked.at,
    )

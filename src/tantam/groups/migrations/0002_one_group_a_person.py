from datetime import date
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def give_seats_their_members(apps: Any, schema_editor: Any) -> None:
    """Write down for which membership each person sits on a board; whom they were merged with is looked through.

    Of several memberships the one of the day of the election counts, then the latest.

    :raises ValueError: if somebody on a board never stood for a member of the group.
    """
    seats = apps.get_model('groups', 'BoardSeat').objects.select_related('person').order_by('id')
    members = apps.get_model('groups', 'GroupMember').objects.select_related('person').order_by('starts_on', 'id')
    for seat in seats:
        own = [member for member in members.filter(group_id=seat.group_id) if _are_one(member.person, seat.person)]
        if not own:
            raise ValueError(f'seat {seat.pk} fits no member of group {seat.group_id}')
        seat.member_id = next((member for member in own if _belongs(member, seat.starts_on)), own[-1]).pk
        seat.save(update_fields=['member'])


def _are_one(first: Any, second: Any) -> bool:
    return bool({first.pk, first.merged_into_id} & {second.pk, second.merged_into_id} - {None})


def _belongs(member: Any, day: date) -> bool:
    return member.starts_on <= day and (member.ends_before is None or member.ends_before > day)


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0001_initial'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None)), fields=('person',), name='groups_groupmember_one_a_person'),
        ),
        migrations.AddField(
            model_name='boardseat',
            name='member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='groups.groupmember'),
        ),
        migrations.RunPython(give_seats_their_members, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='boardseat',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='groups.groupmember'),
        ),
    ]

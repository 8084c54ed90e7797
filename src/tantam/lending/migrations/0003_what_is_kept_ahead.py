from datetime import timedelta
from typing import Any, Final

from django.db import migrations

POINTS_PER_DONG: Final = 1_000_000 * 365


def keep_ahead(apps: Any, schema_editor: Any) -> None:
    """Give the rows of loans what holds for the nights to come, and the buckets what the loans brought along.

    So far nothing but the agreed plan turned a loan, and no close had accrued. What interest the ledger was told of
    is that with which loans were taken over; of overdue interest it was told nothing.
    """
    balances = apps.get_model('lending', 'LoanBalance').objects.select_related('loan')
    events, instalments = apps.get_model('lending', 'LoanEvent'), apps.get_model('lending', 'PlannedInstalment')
    changes = apps.get_model('lending', 'BucketChange')
    for row in balances.iterator():
        plan = instalments.objects.filter(loan_id=row.loan_id, collect_by__gte=row.day)
        row.left_vnd = sum(plan.values_list('principal_vnd', flat=True))
        row.rate_ppm, row.overdue_rate_ppm = row.loan.rate_ppm, row.loan.overdue_rate_ppm
        allowed_vnd = sum(plan.filter(collect_by__gt=row.day).values_list('principal_vnd', flat=True))
        if max(0, row.principal_vnd - allowed_vnd) != row.overdue_vnd:
            row.next_turn_on = row.day
        row.save()
        opened = events.objects.filter(loan_id=row.loan_id, kind='TAKEN_OVER').first()
        told_vnd = (opened.details or {}).get('interest_current_vnd', 0) if opened else 0
        points = row.points_current + (row.interest_current_paid_vnd - told_vnd) * POINTS_PER_DONG
        for is_overdue, rate_ppm, principal_vnd, rest in (
            (False, row.rate_ppm, row.principal_vnd - row.overdue_vnd, points),
            (True, row.overdue_rate_ppm, row.overdue_vnd, row.points_overdue),
        ):
            if principal_vnd or rest:
                changes.objects.create(
                    office_id=row.loan.office_id,
                    source=row.loan.source,
                    programme=row.loan.programme,
                    rate_ppm=rate_ppm,
                    is_overdue=is_overdue,
                    day=row.day,
                    value_on=row.day,
                    booked_on=row.day,
                    principal_vnd=principal_vnd,
                    points=rest,
                    reference=row.loan.number,
                )


def leave_them(apps: Any, schema_editor: Any) -> None:
    """Go back without a word: the columns go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [('lending', '0002_sessions_savings_accruals')]
    operations = [migrations.RunPython(keep_ahead, leave_them)]

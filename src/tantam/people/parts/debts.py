"""What households owe, from the bank's latest statement."""

from datetime import date, datetime

from django.db.models import QuerySet

from tantam.people.models import BankBalance, BankStatement


def find_statement(*, at: datetime, day: date) -> BankStatement | None:
    """Return the latest statement of a day or before it that was recorded by a moment."""
    return BankStatement.objects.filter(as_of__lte=day, recorded_at__lte=at).order_by("-as_of").first()


def balances_known(*, at: datetime, day: date) -> QuerySet[BankBalance]:
    """Return the balances of the latest statement of a day or before it that was recorded by a moment."""
    latest = find_statement(at=at, day=day)
    return BankBalance.objects.none() if latest is None else BankBalance.objects.filter(statement=latest)

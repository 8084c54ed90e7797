"""What the bank says households owe: the latest statement counts, until loans are kept here."""

from django.db import models
from django.db.models import Q

from tantam.people.models.household import Household


class BankStatement(models.Model):
    """The bank's list of balances on a day."""

    as_of = models.DateField(unique=True)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.as_of.isoformat()


class BankBalance(models.Model):
    """Principal outstanding of a household under a programme, by source of capital, in đồng."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="balances")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="balances")
    programme = models.CharField(max_length=60)  # code of law/programmes
    source = models.CharField(max_length=10, default="CENTRAL")  # CENTRAL | MOBILISED | LOCAL
    principal_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_balance_once", fields=["statement", "household", "programme", "source"]
            ),
            models.CheckConstraint(name="people_balance_not_negative", condition=Q(principal_vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return f"balance {self.pk}"

"""Interest of many loans at once: what stands at one rate, and the changes that the close has still to take in."""

from django.db import models
from django.db.models import Q

from tantam.base.guards import append_only
from tantam.units.models import Unit


class AccrualBucket(models.Model):
    """The principal of an office that bears one rate, and the interest on it that the ledger was not told yet.

    `points` is a rest of about half a đồng at most, above or below nothing. All nights that end up to and on
    `through` are in the ledger. `is_overdue` keeps what is overdue apart: its interest is a memo until it is paid.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=20)
    programme = models.CharField(max_length=60)
    rate_ppm = models.IntegerField()
    is_overdue = models.BooleanField()
    principal_vnd = models.BigIntegerField()
    points = models.BigIntegerField()
    through = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="lending_bucket_once", fields=["office", "source", "programme", "rate_ppm", "is_overdue"]
            ),
            models.CheckConstraint(
                name="lending_bucket_not_negative", condition=Q(principal_vnd__gte=0, rate_ppm__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.source} {self.programme} {self.rate_ppm}"


@append_only
class BucketChange(models.Model):
    """Principal that came to a bucket or left it from the end of `day`, and points that it brought along.

    Points come with corrections of the past only, which belong to `value_on`. The close of `booked_on` takes it in.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=20)
    programme = models.CharField(max_length=60)
    rate_ppm = models.IntegerField()
    is_overdue = models.BooleanField()
    day = models.DateField()
    value_on = models.DateField()
    booked_on = models.DateField()
    principal_vnd = models.BigIntegerField()
    points = models.BigIntegerField(default=0)
    reference = models.CharField(max_length=60)  # of the posting or voucher that it goes with

    class Meta:
        constraints = [
            models.CheckConstraint(name="lending_bucketchange_something", condition=~Q(principal_vnd=0, points=0)),
        ]
        indexes = [models.Index(fields=["office", "booked_on"], name="lending_bucketchange_day")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.programme} {self.principal_vnd}"

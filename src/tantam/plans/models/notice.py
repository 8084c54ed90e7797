"""Notices in the application, the daily digest that was sent, and calendar feeds."""

from django.conf import settings
from django.db import models

from tantam.units.models import Unit


class Notice(models.Model):
    """A line in a person's list of notices. `key` keeps the same notice from coming twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    text = models.TextField()
    link = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="plans_notice_once", fields=["user", "key"])]
        indexes = [models.Index(fields=["user", "read_at"], name="plans_notice_unread")]

    def __str__(self) -> str:
        return self.key


class ReminderDigest(models.Model):
    """The one digest that a person gets on a day: written before it is sent, marked when it was."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    lines = models.JSONField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="plans_reminderdigest_once_a_day", fields=["user", "day"])]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class CalendarFeed(models.Model):
    """The secret address of a unit's calendar; changing the token ends old subscriptions.

    Only the token's digest is kept.
    """

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.unit)

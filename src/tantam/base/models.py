"""Requests that were carried out, the audit chain, its checkpoints, and kept files."""

from django.db import models
from django.db.models import Q

from tantam.base.guards import append_only

HASH_LENGTH = 64


class Request(models.Model):
    """A request that was carried out, so that a repeat finds its answer."""

    key = models.CharField(max_length=200, unique=True)
    command = models.CharField(max_length=100)
    digest = models.CharField(max_length=HASH_LENGTH)
    result = models.JSONField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.command} {self.key}"


@append_only
class AuditEntry(models.Model):
    """One change: who asked for what, when, and the hash that binds it to the entry before.

    `sequence` has no gaps; `hash` covers the previous hash and the canonical JSON of all other fields.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    book_date = models.DateField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=30)
    unit_code = models.CharField(max_length=40, blank=True)
    command = models.CharField(max_length=100)
    request_key = models.CharField(max_length=200)
    subject = models.CharField(max_length=100, blank=True)
    details = models.JSONField()
    previous_hash = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="base_auditentry_counts_from_one", condition=Q(sequence__gte=1)),
        ]
        indexes = [
            models.Index(fields=["subject", "sequence"], name="base_audit_subject"),
            models.Index(fields=["actor_id", "sequence"], name="base_audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.command}"


class AuditHead(models.Model):
    """The end of the chain: the one row that writers queue for."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [models.CheckConstraint(name="base_audithead_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


@append_only
class AuditCheckpoint(models.Model):
    """A day's signed statement of how many entries there are and what the last hash is."""

    day = models.DateField(unique=True)
    sequence = models.BigIntegerField()
    root = models.CharField(max_length=HASH_LENGTH)
    public_key = models.CharField(max_length=HASH_LENGTH)
    signature = models.CharField(max_length=128)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day} {self.sequence}"


class StoredFile(models.Model):
    """A file that somebody gave us, kept once under its digest."""

    sha256 = models.CharField(max_length=HASH_LENGTH, unique=True)
    size_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="base_storedfile_not_empty", condition=Q(size_bytes__gt=0)),
        ]

    def __str__(self) -> str:
        return self.sha256

"""Entries by hand: one accountant writes them down, another confirms them, and only then are they posted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.ledger.models.book import Book
from tantam.ledger.models.posting import Posting


class Entry(models.Model):
    """An entry that waits, was posted, or was turned down: lines of its own, or a posting to take back."""

    class State(models.TextChoices):
        STAGED = "STAGED", _("chờ xác nhận")
        POSTED = "POSTED", _("đã ghi sổ")
        TURNED_DOWN = "TURNED_DOWN", _("không ghi sổ")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    document = models.CharField(_("số chứng từ"), max_length=60)
    reason = models.CharField(_("diễn giải"), max_length=300)
    value_date = models.DateField(_("ngày giá trị"))
    lines = models.JSONField(default=list)  # what `EntryLine` holds, in đồng; none when it takes a posting back
    corrects = models.ForeignKey(Posting, on_delete=models.PROTECT, null=True, related_name="reversals")
    state = models.CharField(_("tình trạng"), max_length=12, choices=State.choices, default=State.STAGED)
    staged_by = models.BigIntegerField()  # another person confirms it
    staged_by_name = models.CharField(max_length=200)
    staged_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(_("lý do không ghi sổ"), max_length=300, blank=True)
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, null=True, related_name="entry")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ledger_entry_posted_has_posting",
                condition=(Q(state="POSTED", posting__isnull=False) | (~Q(state="POSTED") & Q(posting=None))),
            ),
            models.CheckConstraint(
                name="ledger_entry_decided_has_who",
                condition=Q(state="STAGED", decided_by=None, decided_at=None)
                | (~Q(state="STAGED") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ledger_entry_posted_by_another",
                condition=~Q(state="POSTED") | ~Q(decided_by=F("staged_by")),
            ),
            models.UniqueConstraint(
                name="ledger_entry_takes_back_once",
                fields=["corrects"],
                condition=Q(corrects__isnull=False) & ~Q(state="TURNED_DOWN"),
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

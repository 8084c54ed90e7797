"""Postings and their transfers: written once, never changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.core.law.dated import VND_MAX
from tantam.ledger.models.book import Account, Book


@append_only
class Posting(models.Model):
    """What one command, or one step of a close, put into a book. Its key is used once.

    `digest` is of its lines, so that the same key with other lines is found out.
    """

    key = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="postings", db_index=False)
    book_date = models.DateField(_("ngày hạch toán"))
    value_date = models.DateField(_("ngày giá trị"))
    document = models.CharField(_("số chứng từ"), max_length=60, blank=True)
    description = models.CharField(_("diễn giải"), max_length=300, blank=True)
    # The posting that this one takes back, whole.
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    transfers_count = models.PositiveIntegerField()
    amount_vnd = models.BigIntegerField()
    posted_by = models.BigIntegerField()
    posted_by_name = models.CharField(max_length=200)
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ledger_posting_value_not_later", condition=Q(value_date__lte=F("book_date"))),
            models.CheckConstraint(
                name="ledger_posting_not_empty", condition=Q(transfers_count__gt=0, amount_vnd__gt=0)
            ),
            models.CheckConstraint(
                name="ledger_posting_corrects_another", condition=Q(corrects=None) | ~Q(corrects=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["book", "book_date"], name="ledger_posting_day"),
            # Few: what was posted later than the day that it belongs to.
            models.Index(
                fields=["book", "value_date"],
                name="ledger_posting_backdated",
                condition=Q(value_date__lt=F("book_date")),
            ),
        ]

    def __str__(self) -> str:
        return self.key


@append_only
class Transfer(models.Model):
    """Value moved from the credit account to the debit account, in đồng.

    One row has both sides, so an entry out of balance cannot be written down. `value_date` is the day that it
    belongs to, `book_date` the day on which it was posted; both stand here too, so that an index can have them.
    """

    class Kind(models.TextChoices):
        DISBURSEMENT = "DISBURSEMENT", _("giải ngân")
        PRINCIPAL_REPAID = "PRINCIPAL_REPAID", _("thu nợ gốc")
        INTEREST_REPAID = "INTEREST_REPAID", _("thu lãi")
        INTEREST_ACCRUED = "INTEREST_ACCRUED", _("dự thu lãi")
        INTEREST_WITHDRAWN = "INTEREST_WITHDRAWN", _("thoái thu lãi")
        MOVED_TO_OVERDUE = "MOVED_TO_OVERDUE", _("chuyển nợ quá hạn")
        MOVED_TO_CURRENT = "MOVED_TO_CURRENT", _("chuyển về nợ trong hạn")
        FROZEN = "FROZEN", _("khoanh nợ")
        FREEZE_ENDED = "FREEZE_ENDED", _("hết thời hạn khoanh")
        WRITTEN_OFF = "WRITTEN_OFF", _("xóa nợ")
        RECOVERED = "RECOVERED", _("thu nợ đã xóa")
        SURPLUS_HELD = "SURPLUS_HELD", _("giữ hộ tiền nộp thừa")
        SURPLUS_RETURNED = "SURPLUS_RETURNED", _("trả tiền nộp thừa")
        SAVINGS_IN = "SAVINGS_IN", _("nhận tiền gửi")
        SAVINGS_OUT = "SAVINGS_OUT", _("trả tiền gửi")
        SAVINGS_INTEREST = "SAVINGS_INTEREST", _("trả lãi tiền gửi")
        CAPITAL_IN = "CAPITAL_IN", _("nhận vốn")
        CAPITAL_OUT = "CAPITAL_OUT", _("trả vốn")
        COMMISSION = "COMMISSION", _("hoa hồng")
        ENTRUSTMENT_FEE = "ENTRUSTMENT_FEE", _("phí ủy thác")
        CASH_MOVED = "CASH_MOVED", _("chuyển tiền mặt")
        SESSION_SETTLED = "SESSION_SETTLED", _("quyết toán phiên giao dịch")
        OPENING = "OPENING", _("chuyển số dư ban đầu")
        MANUAL = "MANUAL", _("bút toán tay")
        CORRECTION = "CORRECTION", _("bút toán đảo")

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="transfers")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount_vnd = models.BigIntegerField()
    value_date = models.DateField()
    book_date = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reference = models.CharField(max_length=60, blank=True)  # a loan, a session, a paper
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ledger_transfer_positive", condition=Q(amount_vnd__gt=0, amount_vnd__lte=VND_MAX)
            ),
            models.CheckConstraint(name="ledger_transfer_two_accounts", condition=~Q(debit=F("credit"))),
            models.CheckConstraint(name="ledger_transfer_value_not_later", condition=Q(value_date__lte=F("book_date"))),
            models.UniqueConstraint(
                name="ledger_transfer_corrected_once", fields=["corrects"], condition=Q(corrects__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["debit", "book_date"], name="ledger_transfer_debit"),
            models.Index(fields=["credit", "book_date"], name="ledger_transfer_credit"),
        ]

    def __str__(self) -> str:
        return f"transfer {self.pk}"

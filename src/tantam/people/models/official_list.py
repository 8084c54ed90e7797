"""Official lists of beneficiaries: the file, its rows and their fate, the decision that puts them in force."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.models import StoredFile
from tantam.units.models import Commune


class Decision(models.Model):
    """A paper that decides about statuses: number, symbol, day, issuer, and the file where we have it."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, related_name="decisions")
    number = models.CharField(_("số"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    signed_on = models.DateField(_("ngày ký"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    title = models.CharField(_("trích yếu"), max_length=300)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=100, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_decision_once", fields=["issuer", "number", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.year}"


class OfficialList(models.Model):
    """A list that a commune takes in: a year's list, or a month's additions and removals."""

    class Kind(models.TextChoices):
        YEARLY = "YEARLY", _("danh sách hằng năm")
        ADDITIONS = "ADDITIONS", _("bổ sung trong năm")
        REMOVALS = "REMOVALS", _("đưa ra khỏi danh sách")

    class State(models.TextChoices):
        STAGED = "STAGED", _("chờ ghép cột")  # the file is here, its columns are not mapped yet
        READING = "READING", _("đang đọc")
        READ = "READ", _("đã đọc, chờ duyệt")
        APPROVED = "APPROVED", _("đã duyệt, đang ghi")
        IN_FORCE = "IN_FORCE", _("đã có hiệu lực")
        RETURNED = "RETURNED", _("bị trả lại")
        DROPPED = "DROPPED", _("đã bỏ")

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="lists")
    kind = models.CharField(_("loại danh sách"), max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("năm"))
    effective_on = models.DateField(_("ngày có hiệu lực"))
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.STAGED)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")  # sealed, purpose `list.file`
    content_sha256 = models.CharField(max_length=64)  # of the file as it was given
    filename = models.CharField(max_length=200)
    # What was chosen: `sheet`, `headers` of its columns (sealed, purpose `list.headers`), and `columns`, a field for
    # the place of a column.
    columns = models.JSONField(default=dict)
    readings = models.PositiveSmallIntegerField(default=0)  # how often its columns were mapped
    rows_total = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)  # how far reading has come, to resume from
    # How far writing after approval has come: rows, then households that went out.
    rows_written = models.PositiveIntegerField(default=0)
    staged_by = models.BigIntegerField(default=0)  # whose list it is: another person approves it
    staged_by_name = models.CharField(max_length=200)
    staged_at = models.DateTimeField()
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    returned_by_name = models.CharField(max_length=200, blank=True)
    returned_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=1000, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="lists")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_list_decided",
                condition=~Q(state__in=["APPROVED", "IN_FORCE"]) | Q(decision__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"list {self.pk}"


class ListRow(models.Model):
    """A row of a list and its fate; what it says is sealed (purpose `list.row`)."""

    class Fate(models.TextChoices):
        TAKEN = "TAKEN", _("nhận")
        UNCHANGED = "UNCHANGED", _("không đổi")
        REFUSED = "REFUSED", _("không nhận")

    official_list = models.ForeignKey(OfficialList, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()  # the row in the sheet, as people see it
    content_sealed = models.BinaryField()
    fate = models.CharField(max_length=10, choices=Fate.choices)
    reasons = models.JSONField(default=list)  # codes with their values, worded on the screen
    # Which rows are one household: its head's row, or its code.
    household_key = models.CharField(max_length=60, blank=True)
    is_head = models.BooleanField(default=False)
    standing = models.CharField(max_length=30, blank=True)  # a kind of `Status`
    escapes = models.BooleanField(default=False)  # a removal because the household is poor no longer
    identity_index = models.CharField(max_length=64, null=True, db_index=True)
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="people_listrow_once", fields=["official_list", "number"])]
        indexes = [models.Index(fields=["official_list", "household_key"], name="people_listrow_household")]

    def __str__(self) -> str:
        return f"{self.official_list_id} {self.number}"


class ColumnMapping(models.Model):
    """Which column of a file means what, remembered by its headers for the next file that looks alike."""

    headers_digest = models.CharField(max_length=64, unique=True)
    columns = models.JSONField()
    chosen_by_name = models.CharField(max_length=200)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.headers_digest

"""Requests for loans on a list (03/TD), their way to the bank's decision, and the check of how money is used (06/TD).

A list's row and a request's row have what holds now; each step and each fate is a row of its own that is only added.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.core.law.lending_steps import Path
from tantam.groups.models import Group, Meeting, Vote
from tantam.lending.models.loan import Loan, LoanEvent
from tantam.people.models import Household, Person
from tantam.programmes.models import EligibilityDecision
from tantam.units.models import Commune, Unit


class RequestList(models.Model):
    """What goes to the bank together: the requests of one meeting of a group, or those of a household without one."""

    class State(models.TextChoices):
        WRITTEN = "WRITTEN", _("đã lập")
        VOTED = "VOTED", _("đã bình xét")
        CONFIRMED = "CONFIRMED", _("xã đã xác nhận")
        RETURNED = "RETURNED", _("bị trả lại")
        CHECKED = "CHECKED", _("đã kiểm tra")
        DECIDED = "DECIDED", _("đã phê duyệt")
        REFUSED = "REFUSED", _("không hộ nào được duyệt")
        NOTIFIED = "NOTIFIED", _("đã thông báo")
        CLOSED = "CLOSED", _("không còn hộ nào")

    number = models.CharField(_("số danh sách"), max_length=30, unique=True)
    path = models.CharField(max_length=10, choices=[(path.value, path.value) for path in Path])
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="request_lists")
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.WRITTEN)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    written_on = models.DateField(_("ngày lập"))
    due_on = models.DateField(_("hạn của bước tiếp theo"), null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "state"], name="lending_list_commune"),
            models.Index(fields=["office", "state"], name="lending_list_office"),
        ]
        constraints = [
            models.CheckConstraint(
                name="lending_list_of_a_group",
                condition=Q(path=Path.GROUP, group__isnull=False) | Q(path=Path.DIRECT, group=None),
            ),
            models.UniqueConstraint(
                name="lending_list_one_being_written",
                fields=["group"],
                condition=Q(state="WRITTEN", group__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LoanRequest(models.Model):
    """A household's request (01/TD). Amounts in đồng; what was asked stays, `amount_vnd` and `term_months` hold now."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("đang xem xét")
        VOTED_DOWN = "VOTED_DOWN", _("Tổ không nhất trí")
        NOT_CONFIRMED = "NOT_CONFIRMED", _("xã không xác nhận")
        TURNED_AWAY = "TURNED_AWAY", _("không đủ điều kiện")
        REFUSED = "REFUSED", _("không được duyệt")
        APPROVED = "APPROVED", _("được duyệt")
        WITHDRAWN = "WITHDRAWN", _("đã rút")

    list = models.ForeignKey(RequestList, on_delete=models.PROTECT, related_name="requests")
    order = models.PositiveSmallIntegerField()
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    borrower = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(_("chương trình"), max_length=60)  # code of law/programmes
    source = models.CharField(_("nguồn vốn"), max_length=20)  # code of law/ledger/accounts.yaml
    purpose = models.CharField(_("mục đích"), max_length=200)
    need_vnd = models.BigIntegerField(_("tổng nhu cầu vốn"))
    own_vnd = models.BigIntegerField(_("vốn tự có"))
    asked_vnd = models.BigIntegerField(_("số tiền đề nghị"))
    asked_months = models.PositiveSmallIntegerField(_("thời hạn đề nghị"))
    every_months = models.PositiveSmallIntegerField(_("kỳ trả nợ"))
    amount_vnd = models.BigIntegerField()
    term_months = models.PositiveSmallIntegerField()
    state = models.CharField(_("tình trạng"), max_length=15, choices=State.choices, default=State.OPEN)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, null=True, related_name="+")
    loan = models.OneToOneField(Loan, on_delete=models.PROTECT, null=True, related_name="request")
    written_by = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_request_order", fields=["list", "order"]),
            models.UniqueConstraint(
                name="lending_request_one_open", fields=["household", "programme"], condition=Q(state="OPEN")
            ),
            models.CheckConstraint(
                name="lending_request_amounts",
                condition=Q(
                    asked_vnd__gt=0,
                    own_vnd__gte=0,
                    amount_vnd__gt=0,
                    amount_vnd__lte=F("asked_vnd"),
                    need_vnd__gte=F("asked_vnd") + F("own_vnd"),
                ),
            ),
            models.CheckConstraint(
                name="lending_request_terms", condition=Q(asked_months__gt=0, term_months__gt=0, every_months__gt=0)
            ),
            models.CheckConstraint(
                name="lending_request_loan_when_approved",
                condition=Q(state="APPROVED", loan__isnull=False) | (~Q(state="APPROVED") & Q(loan=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.order}"


@append_only
class RequestItem(models.Model):
    """A line of the plan on 01/TD: what the money is for, how much of it, and what it costs in đồng."""

    request = models.ForeignKey(LoanRequest, on_delete=models.PROTECT, related_name="items", db_index=False)
    order = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    quantity = models.CharField(max_length=40, blank=True)
    amount_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="lending_requestitem_once", fields=["request", "order"]),
            models.CheckConstraint(name="lending_requestitem_positive", condition=Q(amount_vnd__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.order}"


@append_only
class RequestStep(models.Model):
    """A step of a list: what was done, by whom, for which body, on which day, with which paper.

    A notice has the day and the place of paying out, neither where nobody is lent to.
    """

    class Kind(models.TextChoices):
        WRITTEN = "WRITTEN", _("lập danh sách")
        VOTED = "VOTED", _("Tổ bình xét")
        SENT_AGAIN = "SENT_AGAIN", _("gửi lại xã")
        CONFIRMED = "CONFIRMED", _("xã xác nhận")
        RETURNED = "RETURNED", _("xã trả lại")
        CHECKED = "CHECKED", _("kiểm tra điều kiện")
        DECIDED = "DECIDED", _("phê duyệt")
        NOTIFIED = "NOTIFIED", _("thông báo kết quả")
        CLOSED = "CLOSED", _("kết thúc")

    list = models.ForeignKey(RequestList, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    due_on = models.DateField(null=True)  # until when it had to be done
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=40, blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    place = models.CharField(_("nơi giao dịch"), max_length=200, blank=True)
    session_on = models.DateField(_("ngày giao dịch"), null=True)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    by_id = models.BigIntegerField()  # 0 is the system
    by_name = models.CharField(max_length=200)
    by_unit = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lending_requeststep_return_has_reason", condition=~Q(kind="RETURNED") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="lending_requeststep_notice_has_day",
                condition=~Q(kind="NOTIFIED") | Q(session_on__isnull=False) | Q(place=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.kind}"


@append_only
class RequestFate(models.Model):
    """What a step meant for one request: with what is to be lent then, and what spoke against it.

    `objections` are rows of code, rule and most (`core/requests/objecting.py`); `decision` is what the law answered.
    """

    request = models.ForeignKey(LoanRequest, on_delete=models.PROTECT, related_name="fates")
    step = models.ForeignKey(RequestStep, on_delete=models.PROTECT, null=True, related_name="fates")
    state = models.CharField(max_length=15, choices=LoanRequest.State.choices)
    amount_vnd = models.BigIntegerField()
    term_months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    objections = models.JSONField(default=list)
    decision = models.ForeignKey(EligibilityDecision, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"


@append_only
class UseCheck(models.Model):
    """A check of how the money of one payment is used (06/TD), in đồng; what is left was not used yet."""

    event = models.ForeignKey(LoanEvent, on_delete=models.PROTECT, related_name="use_checks")
    checked_on = models.DateField()
    checkers = models.CharField(_("người kiểm tra"), max_length=300)
    rightly_vnd = models.BigIntegerField(_("sử dụng đúng mục đích"))
    wrongly_vnd = models.BigIntegerField(_("sử dụng sai mục đích"))
    measures = models.CharField(_("biện pháp xử lý"), max_length=1000, blank=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lending_usecheck_amounts", condition=Q(rightly_vnd__gte=0, wrongly_vnd__gte=0)
            ),
            models.CheckConstraint(
                name="lending_usecheck_wrong_use_has_measures", condition=Q(wrongly_vnd=0) | ~Q(measures="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.checked_on}"


class NumberSeries(models.Model):
    """The last number that an office gave in a year to a kind of thing: lists, loans. Held while one is given."""

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="lending_numberseries_once", fields=["office", "kind", "year"])]

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.year}"

"""A policy dossier: from the review that a task asks for to the paper that is submitted.

What units answered, how it was taken in, and the paper itself are written once; a change is a new row.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.base.models import StoredFile
from tantam.plans.models.deliverable import IssuedDocument
from tantam.plans.models.plan import Task
from tantam.programmes.models import ReformRun
from tantam.units.models import Unit


class Dossier(models.Model):
    """A proposal of a unit for a task of the plan.

    `revision` grows with every change of what the paper would say; who finishes is kept, because somebody
    else registers.
    """

    class Kind(models.TextChoices):
        TO_TRINH = "TO_TRINH", _("Tờ trình")
        BAO_CAO = "BAO_CAO", _("Báo cáo đề xuất")

    class State(models.TextChoices):
        WRITING = "WRITING", _("đang soạn")
        CONSULTING = "CONSULTING", _("đang lấy ý kiến")
        FINAL = "FINAL", _("chờ đăng ký")
        REGISTERED = "REGISTERED", _("đã đăng ký")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="dossiers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossiers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=500)
    addressee = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WRITING)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.BigIntegerField(null=True, blank=True)
    finished_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_dossier_finished_by_somebody",
                condition=Q(state__in=["WRITING", "CONSULTING"]) | Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_dossier_says_what_and_to_whom", condition=~Q(title="") & ~Q(addressee="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="plans_dossier_unit_state")]

    def __str__(self) -> str:
        return f"dossier {self.pk}"


class DossierPart(models.Model):
    """A part of a dossier. `version` tells the second of two editors of what the first wrote."""

    class Code(models.TextChoices):
        PROBLEM = "PROBLEM", _("Vấn đề")
        LAW = "LAW", _("Pháp luật hiện hành")
        EVIDENCE = "EVIDENCE", _("Bằng chứng")
        PROPOSAL = "PROPOSAL", _("Đề xuất")
        IMPLEMENTATION = "IMPLEMENTATION", _("Tổ chức thực hiện")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=20, choices=Code.choices)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.BigIntegerField(null=True, blank=True)
    edited_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="plans_dossierpart_once", fields=["dossier", "code"])]

    def __str__(self) -> str:
        return f"{self.dossier} {self.code}"


class LawCitation(models.Model):
    """A value of the law that a dossier relies on, as it stood when it was cited."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="citations")
    programme = models.CharField(max_length=200)
    term = models.CharField(max_length=200)
    value = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    article = models.CharField(max_length=100)
    as_of = models.DateField()
    cited_at = models.DateTimeField()
    cited_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_lawcitation_says_where",
                condition=~Q(value="") & ~Q(document="") & ~Q(article="") & Q(year__gte=1945),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.article}"


class DossierEvidence(models.Model):
    """A run of a reform that stands in the annex of a dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="evidence")
    run = models.ForeignKey(ReformRun, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="plans_dossierevidence_run_once", fields=["dossier", "run"], condition=Q(removed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.run}"


class Opinion(models.Model):
    """An opinion that a unit is asked for; the last of its answers stands."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_opinion_once", fields=["dossier", "unit"]),
            models.CheckConstraint(name="plans_opinion_has_time", condition=Q(due_on__gte=F("asked_on"))),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="plans_opinion_unit_due")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.unit}"


@append_only
class OpinionAnswer(models.Model):
    """What a consulted unit said. Who changes their mind answers again."""

    class Stance(models.TextChoices):
        AGREE = "AGREE", _("nhất trí")
        AGREE_WITH_CHANGES = "AGREE_WITH_CHANGES", _("nhất trí, có góp ý")
        DISAGREE = "DISAGREE", _("không nhất trí")

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="answers")
    stance = models.CharField(max_length=20, choices=Stance.choices)
    text = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=255, blank=True)
    revision = models.PositiveIntegerField()  # of the dossier that was read
    answered_on = models.DateField()
    answered_at = models.DateTimeField()
    answered_by = models.BigIntegerField()
    answered_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_opinionanswer_says_what_to_change", condition=Q(stance="AGREE") | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion} {self.stance}"


@append_only
class OpinionSettlement(models.Model):
    """How the lead unit took an answer in; the last one stands."""

    class Outcome(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("tiếp thu")
        PARTLY = "PARTLY", _("tiếp thu một phần")
        EXPLAINED = "EXPLAINED", _("giải trình")

    answer = models.ForeignKey(OpinionAnswer, on_delete=models.PROTECT, related_name="settlements")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    words = models.TextField()
    settled_at = models.DateTimeField()
    settled_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(name="plans_opinionsettlement_says_how", condition=~Q(words=""))]

    def __str__(self) -> str:
        return f"{self.answer} {self.outcome}"


@append_only
class DossierIssue(models.Model):
    """The paper as it was registered: all that was printed, its digest, its files, where it was filed."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="issue")
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    signer_title = models.CharField(max_length=150)
    signer_name = models.CharField(max_length=150)
    frozen = models.JSONField()
    digest = models.CharField(max_length=64)
    word = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="dossier_issue"
    )
    registered_at = models.DateTimeField()
    registered_by = models.BigIntegerField()
    registered_by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.number

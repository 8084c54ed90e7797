"""Meetings of a group with who came and how it was voted; minutes are only added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.groups.models.group import Group
from tantam.people.models import Person


@append_only
class Meeting(models.Model):
    """A meeting and its minutes: forms 10A, 10B and 10C/TD, or an ordinary one."""

    class Kind(models.TextChoices):
        ESTABLISHMENT = "ESTABLISHMENT", _("họp thành lập Tổ (10A/TD)")
        MEMBERS = "MEMBERS", _("họp thay đổi tổ viên (10B/TD)")
        LENDING = "LENDING", _("họp bình xét cho vay (10C/TD)")
        ORDINARY = "ORDINARY", _("họp thường kỳ")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    members_count = models.PositiveSmallIntegerField()  # on that day
    secretary = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    village_head = models.CharField(max_length=150, blank=True)
    officer = models.CharField(max_length=150, blank=True)  # who came for the organisation
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["group", "held_on"], name="groups_meeting_held")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind} {self.held_on}"


@append_only
class Attendance(models.Model):
    """A household of the group was present at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey("groups.GroupMember", on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(name="groups_attendance_once", fields=["meeting", "member"])]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


@append_only
class Vote(models.Model):
    """How those present voted on a matter; for 10C the matter is a member's loan."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    order = models.PositiveSmallIntegerField()
    matter = models.CharField(max_length=300)
    member = models.ForeignKey("groups.GroupMember", on_delete=models.PROTECT, null=True, related_name="votes")
    amount_vnd = models.BigIntegerField(null=True)
    term_months = models.PositiveSmallIntegerField(null=True)
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="groups_vote_order", fields=["meeting", "order"]),
            models.CheckConstraint(name="groups_vote_positive", condition=Q(amount_vnd=None) | Q(amount_vnd__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.order}"

"""Who belongs to a group and who leads it: rows with their days, ended once and never changed otherwise.

`recorded_at` says when somebody wrote a beginning down, `end_recorded_at` an end: so one can ask what was known on
a day. Names and numbers of people stay in the people room.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.core.law.groups import Kin
from tantam.groups.models.group import Group
from tantam.groups.models.meeting import Meeting
from tantam.people.models import Household, Person


class GroupMember(models.Model):
    """A household in a group, with the person who stands for it; both are in one group at a time."""

    class Reason(models.TextChoices):
        LEFT = "LEFT", _("xin ra khỏi Tổ")
        MOVED_GROUP = "MOVED_GROUP", _("chuyển sang Tổ khác")
        MOVED_AWAY = "MOVED_AWAY", _("chuyển nơi cư trú")
        DIED = "DIED", _("qua đời, không còn người trong hộ")
        EXCLUDED = "EXCLUDED", _("Tổ đưa ra khỏi Tổ")
        DISSOLVED = "DISSOLVED", _("Tổ giải thể")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    reason_left = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    joined_by = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="joined")
    left_by = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="left")
    recorded_at = models.DateTimeField()
    end_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="groups_groupmember_one_group", fields=["household"], condition=Q(ends_before=None)
            ),
            models.UniqueConstraint(
                name="groups_groupmember_one_a_person", fields=["person"], condition=Q(ends_before=None)
            ),
            models.CheckConstraint(
                name="groups_groupmember_in_order", condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="groups_groupmember_end_is_whole",
                condition=Q(ends_before=None, end_recorded_at=None, reason_left="")
                | (Q(ends_before__isnull=False, end_recorded_at__isnull=False) & ~Q(reason_left="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.household_id}"


class BoardSeat(models.Model):
    """A member on the board of a group, from a day on and until a day (exclusive); `person` is who was elected."""

    class Role(models.TextChoices):
        HEAD = "HEAD", _("tổ trưởng")
        DEPUTY = "DEPUTY", _("tổ phó")
        THIRD = "THIRD", _("ủy viên")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    end_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="groups_boardseat_one_a_role", fields=["group", "role"], condition=Q(ends_before=None)
            ),
            models.UniqueConstraint(
                name="groups_boardseat_one_a_person", fields=["group", "person"], condition=Q(ends_before=None)
            ),
            models.CheckConstraint(
                name="groups_boardseat_in_order", condition=Q(ends_before=None) | Q(ends_before__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="groups_boardseat_end_is_whole",
                condition=Q(ends_before=None, end_recorded_at=None)
                | Q(ends_before__isnull=False, end_recorded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.role}"


@append_only
class KinDeclaration(models.Model):
    """How two people of a board said they are related, where the register does not tell."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="kin_declarations")
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kin = models.CharField(max_length=20, choices=[(kin.value, kin.value) for kin in Kin])
    declared_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="groups_kindeclaration_one_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.pk}"

"""Households and the persons in them.

What identifies a person, or says what they would not want known, is sealed (`base/sealing.py`): the field
`…_sealed` holds it, `…_index` finds it. A person's purpose of sealing is `person.<field>`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.units.models import Commune, Village


class Household(models.Model):
    """A household in a commune. It is closed or merged, never deleted."""

    code = models.CharField(_("mã hộ"), max_length=30, unique=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="households")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="households")
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["commune", "code"], name="people_household_commune")]

    def __str__(self) -> str:
        return self.code


class Person(models.Model):
    """A person, under one number for ever; after erasure only the number is left."""

    class Sex(models.TextChoices):
        FEMALE = "FEMALE", _("nữ")
        MALE = "MALE", _("nam")
        UNKNOWN = "UNKNOWN", _("chưa rõ")

    full_name = models.CharField(_("họ và tên"), max_length=150)
    name_folded = models.CharField(max_length=150, db_index=True)
    sex = models.CharField(_("giới tính"), max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    # A day, or only a year: with `birth_year` alone the day is not known.
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    identity_sealed = models.BinaryField(null=True)  # 12-digit CCCD
    identity_index = models.CharField(max_length=64, null=True, unique=True)
    old_identity_sealed = models.BinaryField(null=True)  # 9-digit CMND
    old_identity_index = models.CharField(max_length=64, null=True, db_index=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=64, null=True, db_index=True)
    ethnicity_sealed = models.BinaryField(null=True)  # a code of `core/ethnicities.py`
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    recorded_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_person_identity_found",
                condition=Q(identity_sealed=None, identity_index=None)
                | Q(identity_sealed__isnull=False, identity_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # a log or a trace must not show a name


class Member(models.Model):
    """A person in a household, from a day on and until a day (exclusive)."""

    class Relation(models.TextChoices):
        HEAD = "HEAD", _("chủ hộ")
        SPOUSE = "SPOUSE", _("vợ, chồng")
        CHILD = "CHILD", _("con")
        PARENT = "PARENT", _("cha, mẹ")
        OTHER = "OTHER", _("quan hệ khác")

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(_("quan hệ với chủ hộ"), max_length=10, choices=Relation.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_member_once", fields=["household", "person", "starts_on"]),
            models.UniqueConstraint(name="people_member_one_home", fields=["person"], condition=Q(ends_before=None)),
            models.CheckConstraint(
                name="people_member_in_order", condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.person_id}"

"""Establishments that borrow: firms, cooperatives and household businesses, and who represents them since when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.people.models.household import Person
from tantam.units.models import Commune


class Establishment(models.Model):
    """A production or business establishment of a commune; it is closed, never deleted.

    The kinds are those of Decree 338/2025/NĐ-CP and Law 74/2025/QH15, article 9.
    """

    class Kind(models.TextChoices):
        ENTERPRISE = "ENTERPRISE", _("doanh nghiệp nhỏ và vừa")
        COOPERATIVE = "COOPERATIVE", _("hợp tác xã")
        COOPERATIVE_UNION = "COOPERATIVE_UNION", _("liên hiệp hợp tác xã")
        COOPERATIVE_GROUP = "COOPERATIVE_GROUP", _("tổ hợp tác")
        BUSINESS_HOUSEHOLD = "BUSINESS_HOUSEHOLD", _("hộ kinh doanh")

    code = models.CharField(_("mã cơ sở"), max_length=30, unique=True)
    kind = models.CharField(_("loại hình"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("tên cơ sở"), max_length=200)
    name_folded = models.CharField(max_length=200, db_index=True)
    # Number of the business or its registration paper; None where the kind has none. Never a citizen's number.
    registration = models.CharField(_("mã số doanh nghiệp hoặc số đăng ký"), max_length=20, null=True, unique=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="establishments")
    address = models.CharField(_("địa chỉ"), max_length=200)
    closed_on = models.DateField(_("ngày ngừng hoạt động"), null=True)
    closed_because = models.CharField(_("lý do ngừng hoạt động"), max_length=300, blank=True)
    recorded_by = models.BigIntegerField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["commune", "code"], name="people_establishment_commune")]
        constraints = [
            models.CheckConstraint(name="people_establishment_registered", condition=~Q(registration="")),
            models.CheckConstraint(
                name="people_establishment_closed_has_reason",
                condition=Q(closed_on=None, closed_because="") | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Representative(models.Model):
    """Who acts for an establishment, from a day on and until a day (exclusive).

    A person of the register, whose name stands there alone; or only a name, of somebody the register does not have.
    """

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="representatives")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="represents")
    name = models.CharField(_("họ và tên người đại diện"), max_length=150, blank=True)
    position = models.CharField(_("chức danh"), max_length=100, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True)
    recorded_by = models.BigIntegerField()
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_representative_one_form",
                condition=Q(person__isnull=False, name="") | (Q(person=None) & ~Q(name="")),
            ),
            models.UniqueConstraint(
                name="people_representative_one_now", fields=["establishment"], condition=Q(ends_before=None)
            ),
            models.CheckConstraint(
                name="people_representative_in_order",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} {self.starts_on}"

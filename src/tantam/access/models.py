"""Users and the roles they hold."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.units.models import Unit


class User(AbstractUser):
    """A person who signs in. People are deactivated, never deleted."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=150)
    job_title = models.CharField(_("chức vụ"), max_length=150, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """Return the person's name."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the person's name."""
        return self.full_name


class Membership(models.Model):
    """A role that a person holds for a unit, from a day on and until a day (exclusive)."""

    class Role(models.TextChoices):
        REPORTER = "REPORTER", _("Người báo cáo")
        APPROVER = "APPROVER", _("Người duyệt của đơn vị")
        REGISTRAR = "REGISTRAR", _("Cán bộ quản lý đối tượng")
        CREDIT_OFFICER = "CREDIT_OFFICER", _("Cán bộ tín dụng")
        TELLER = "TELLER", _("Giao dịch viên")
        ACCOUNTANT = "ACCOUNTANT", _("Kế toán")
        COORDINATOR = "COORDINATOR", _("Điều phối kế hoạch")
        LEADER = "LEADER", _("Lãnh đạo")
        AUDITOR = "AUDITOR", _("Người kiểm tra")
        ADMINISTRATOR = "ADMINISTRATOR", _("Quản trị")

    user = models.ForeignKey(User, verbose_name=_("người dùng"), on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")
        constraints = [
            models.UniqueConstraint(name="access_membership_once", fields=["user", "unit", "role", "starts_on"]),
            models.CheckConstraint(
                name="access_membership_in_order",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.unit}"

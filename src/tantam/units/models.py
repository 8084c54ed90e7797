"""Communes, units and the names they go by."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Commune(models.Model):
    """A commune, ward or special zone, under its State code."""

    class Form(models.TextChoices):
        COMMUNE = "COMMUNE", _("xã")
        WARD = "WARD", _("phường")
        SPECIAL_ZONE = "SPECIAL_ZONE", _("đặc khu")

    state_code = models.CharField(_("mã số của Nhà nước"), max_length=10, unique=True)
    name = models.CharField(_("tên"), max_length=100)
    form = models.CharField(_("loại"), max_length=20, choices=Form.choices)
    former_district = models.CharField(_("huyện trước đây"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("xã, phường, đặc khu")
        verbose_name_plural = _("xã, phường, đặc khu")

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.name}"


class Village(models.Model):
    """A village or neighbourhood of a commune; the key unites spellings of its name."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="villages")
    name = models.CharField(_("tên"), max_length=100)
    key = models.CharField(max_length=120, editable=False)

    class Meta:
        verbose_name = _("thôn, tổ dân phố")
        verbose_name_plural = _("thôn, tổ dân phố")
        constraints = [models.UniqueConstraint(name="units_village_once", fields=["commune", "key"])]

    def __str__(self) -> str:
        return self.name


class AreaListing(models.Model):
    """A commune or a village on a list of hard areas (NĐ 272/2025/NĐ-CP and decisions under it)."""

    class Kind(models.TextChoices):
        ZONE_I = "ZONE_I", _("xã khu vực I")
        ZONE_II = "ZONE_II", _("xã khu vực II")
        ZONE_III = "ZONE_III", _("xã khu vực III")
        EXTREMELY_HARD = "EXTREMELY_HARD", _("thôn đặc biệt khó khăn")
        HARDSHIP = "HARDSHIP", _("vùng khó khăn")
        NOT_LISTED = "NOT_LISTED", _("không thuộc danh sách")  # so that "not known" and "not listed" differ

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="area_listings")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="area_listings")
    kind = models.CharField(_("loại"), max_length=20, choices=Kind.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True, blank=True)
    document = models.CharField(_("văn bản"), max_length=100)
    year = models.PositiveSmallIntegerField(_("năm"))

    class Meta:
        verbose_name = _("xã, thôn thuộc vùng khó khăn")
        verbose_name_plural = _("xã, thôn thuộc vùng khó khăn")
        constraints = [
            models.CheckConstraint(
                name="units_arealisting_in_order",
                condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.commune_id}"


class Unit(models.Model):
    """A body that answers for work. A unit is closed, never deleted."""

    class Kind(models.TextChoices):
        PROVINCE_PC = "PROVINCE_PC", _("Ủy ban nhân dân tỉnh")
        DEPARTMENT = "DEPARTMENT", _("sở, ban, ngành")
        POLICE = "POLICE", _("công an")
        PRESS = "PRESS", _("cơ quan báo chí")
        FRONT = "FRONT", _("Ủy ban Mặt trận Tổ quốc")
        ORGANISATION = "ORGANISATION", _("tổ chức chính trị - xã hội")
        BANK_BRANCH = "BANK_BRANCH", _("chi nhánh ngân hàng")
        BANK_OFFICE = "BANK_OFFICE", _("phòng giao dịch")
        COMMUNE_PC = "COMMUNE_PC", _("Ủy ban nhân dân cấp xã")

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên đầy đủ"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=60)
    name_folded = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị cấp trên"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    commune = models.ForeignKey(
        Commune,
        verbose_name=_("xã, phường, đặc khu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    order = models.PositiveIntegerField(_("thứ tự"), default=0)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints = [
            models.CheckConstraint(
                name="units_unit_valid_in_order", condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TransactionPoint(models.Model):
    """Where an office of the bank comes to each month, on a fixed day; kept at the places of the former communes."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên điểm giao dịch"), max_length=100)
    office = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="points")
    commune = models.ForeignKey(
        Commune, verbose_name=_("xã, phường, đặc khu"), on_delete=models.PROTECT, related_name="points"
    )
    place = models.CharField(_("nơi giao dịch"), max_length=200, blank=True)
    visit_day = models.PositiveSmallIntegerField(_("ngày giao dịch hằng tháng"))
    starts_on = models.DateField(_("từ ngày"))
    ends_before = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("điểm giao dịch xã")
        verbose_name_plural = _("điểm giao dịch xã")
        constraints = [
            models.CheckConstraint(name="units_point_visit_day", condition=Q(visit_day__gte=1, visit_day__lte=31)),
            models.CheckConstraint(
                name="units_point_in_order", condition=Q(ends_before=None) | Q(ends_before__gt=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """A name found in papers, mapped once and for ever to a unit, to all units of a kind, or to a choice.

    `key` is the folded name (tantam.core.text.name_key). With neither unit nor kind, the name means a set
    that is chosen for each task ("Các sở, ban, ngành có liên quan").
    """

    key = models.CharField(max_length=300, unique=True)
    text = models.CharField(_("tên ghi trong văn bản"), max_length=300)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="names",
    )
    kind = models.CharField(_("mọi đơn vị thuộc loại"), max_length=20, choices=Unit.Kind.choices, blank=True)

    class Meta:
        verbose_name = _("tên gọi của đơn vị")
        verbose_name_plural = _("tên gọi của đơn vị")
        constraints = [
            models.CheckConstraint(
                name="units_unitname_unit_or_kind",
                condition=Q(unit=None) | Q(kind=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text

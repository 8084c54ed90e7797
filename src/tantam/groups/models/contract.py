"""Contracts of the bank's office: entrustment with a commune's organisation, authorisation of a group's board."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tantam.base.guards import append_only
from tantam.groups.models.group import Group, Organisation
from tantam.units.models import Commune, Unit


class Contract(models.Model):
    """A contract from a day on and until a day (exclusive); its rates are dated rows of their own."""

    class Kind(models.TextChoices):
        ENTRUSTMENT = "ENTRUSTMENT", _("hợp đồng ủy thác")
        AUTHORISATION = "AUTHORISATION", _("hợp đồng ủy nhiệm (11/TD)")

    kind = models.CharField(max_length=15, choices=Kind.choices)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=10, choices=Organisation.choices)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="contracts")
    number = models.CharField(_("số hợp đồng"), max_length=40)
    signed_on = models.DateField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    end_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="groups_contract_with_whom",
                condition=Q(kind="ENTRUSTMENT", group=None) | Q(kind="AUTHORISATION", group__isnull=False),
            ),
            models.UniqueConstraint(
                name="groups_contract_one_entrustment",
                fields=["organisation", "commune"],
                condition=Q(kind="ENTRUSTMENT", ends_before=None),
            ),
            models.UniqueConstraint(
                name="groups_contract_one_authorisation",
                fields=["group"],
                condition=Q(kind="AUTHORISATION", ends_before=None),
            ),
            models.UniqueConstraint(name="groups_contract_number", fields=["office", "kind", "number", "signed_on"]),
            models.CheckConstraint(
                name="groups_contract_in_order", condition=Q(ends_before=None) | Q(ends_before__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="groups_contract_end_is_whole",
                condition=Q(ends_before=None, end_recorded_at=None)
                | Q(ends_before__isnull=False, end_recorded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


@append_only
class ContractRate(models.Model):
    """What a contract pays from a day on, in parts per million a month; of two of one day the later row counts."""

    class What(models.TextChoices):
        FEE = "FEE", _("phí ủy thác")
        COMMISSION = "COMMISSION", _("hoa hồng trên lãi thu được")
        SAVINGS_COMMISSION = "SAVINGS_COMMISSION", _("hoa hồng trên tiền gửi")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="rates")
    what = models.CharField(max_length=20, choices=What.choices)
    ppm_month = models.PositiveIntegerField()
    document = models.CharField(_("căn cứ"), max_length=200)
    starts_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="groups_contractrate_within_limit", condition=Q(ppm_month__lte=100_000)),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.what} {self.starts_on}"

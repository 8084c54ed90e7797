"""The ledger room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "tantam.ledger"
    label = "ledger"
    verbose_name = _("Kế toán")

    def ready(self) -> None:
        """Forget which accounts are known when the tables were emptied or changed."""
        from django.db.models.signals import post_migrate

        from tantam.ledger.parts import accounts

        post_migrate.connect(accounts.forget_known, dispatch_uid="tantam.ledger.accounts")

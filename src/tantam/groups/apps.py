"""The groups room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "tantam.groups"
    label = "groups"
    verbose_name = _("Tổ tiết kiệm và vay vốn")

    def ready(self) -> None:
        """Tell the people room whose names are needed here."""
        from tantam.groups.parts.needing import board_since, members_since
        from tantam.people.parts.needed import Need, add_need

        why = _("người này đang là tổ viên hoặc ở ban quản lý của một Tổ tiết kiệm và vay vốn")
        add_need(Need(members_since, why))
        add_need(Need(board_since, why))

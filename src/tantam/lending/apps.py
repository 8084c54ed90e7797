"""The lending room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LendingConfig(AppConfig):
    name = "tantam.lending"
    label = "lending"
    verbose_name = _("Cho vay")

    def ready(self) -> None:
        """Tell the rooms below whose names are needed here, and who may not leave a group."""
        from tantam.groups.parts.obstacles import add_obstacle
        from tantam.lending.parts.needing import (
            borrowers_since,
            requesters_since,
            savers_since,
            why_not_leave,
            why_not_leave_asking,
        )
        from tantam.people.parts.needed import Need, add_need

        add_need(Need(borrowers_since, _("người này đứng tên khoản vay trong sổ")))
        add_need(Need(savers_since, _("hộ của người này còn tiền gửi, hoặc vừa có, tại ngân hàng")))
        add_need(Need(requesters_since, _("người này đứng tên đề nghị vay đang xem xét hoặc chờ giải ngân")))
        add_obstacle(why_not_leave)
        add_obstacle(why_not_leave_asking)

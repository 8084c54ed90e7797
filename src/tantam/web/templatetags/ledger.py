"""Words for amounts on a side of an account."""

from django import template
from django.utils.translation import gettext as _

from tantam.web.templatetags.tantam import num

register = template.Library()


@register.filter
def on_its_side(balance_vnd: int) -> str:
    """Write a balance with the side on which it stands: 1.234 dư Nợ; above zero is the debit side."""
    if balance_vnd == 0:
        return "0"
    side = _("dư Nợ") if balance_vnd > 0 else _("dư Có")
    return f"{num(abs(balance_vnd))} {side}"


@register.filter
def named(code: str, names: dict[str, str]) -> str:
    """Return the name of a code; the code where it has none."""
    return names.get(code, code)

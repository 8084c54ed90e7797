"""What a programme is called beside a person's name."""

from django.utils.translation import gettext as _

from tantam.programmes.law_files import load_law
from tantam.programmes.queries.asking import protected_programmes
from tantam.programmes.wording.numbers import in_language


def programme_beside_person(code: str, *, named: bool = False) -> str:
    """Return a programme's name; one that tells of what is protected has it only where the reader's work needs it."""
    if code in protected_programmes() and not named:
        return _("Chương trình được bảo mật")
    programme = load_law().programmes.get(code)
    return in_language(programme.name) if programme else code

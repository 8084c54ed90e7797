"""What interfaces offer to choose from: codes and their words."""

from typing import Any, Final

from tantam.plans.models import Briefing, MediaItem

MEDIA_KINDS: Final[list[tuple[str, Any]]] = list(MediaItem.Kind.choices)
BRIEFING_KINDS: Final[list[tuple[str, Any]]] = list(Briefing.Kind.choices)

"""Pages that are drawn once for a revision of a plan, and not sent again to who has them.

The body is kept under everything that it depends on: what the plan's duties are, scope, day, language, and
what was asked for. Most changes under a plan are drafts, which move no duty: the plan is then read again, but
pages that show nothing else than its duties are not drawn again. The frame around it (notices, messages, the
person) is drawn for each request; the tag of the whole covers both, less what changes with every drawing: the
mask of the form token and the printing time.
"""

import re
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import chain
from threading import Lock
from typing import Any, Final

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from tantam.base.asked import Scope
from tantam.plans.queries.frame import Frame, PlanLine, get_frame
from tantam.web.plans.overview.pressed import joined, press

KEPT_SECONDS: Final = 3600
FRAMES_MAX: Final = 128
_PLACE: Final = "<!--body-->"
_CHANGES_ALWAYS: Final = re.compile(
    r'(?<=X-CSRFToken": ")\w{64}|(?<=csrfmiddlewaretoken" value=")\w{64}|<div class="printed">.*?</div>',
    re.DOTALL,
)
# One page is drawn at a time: drawing two at once would make both late.
_drawing: Final = Lock()
_frames: Final[OrderedDict[Hashable, "KeptFrame"]] = OrderedDict()
_frames_lock: Final = Lock()


@dataclass(frozen=True, slots=True)
class Body:
    """A drawn body, the name of the page and the line under it, the digest of all, the body compressed."""

    name: str
    sub: str
    html: str
    digest: str
    pressed: bytes


def get_body(*parts: object, draw: Callable[[], tuple[str, str, str]]) -> Body:
    """Return the body kept for these parts and the language, or draw it, once at a time in this process."""
    key = "overview:" + sha256(repr((get_language(), *parts)).encode()).hexdigest()
    found: Body | None = caches["pages"].get(key)
    if found is not None:
        return found
    with _drawing:
        found = caches["pages"].get(key)  # another request drew it while this one waited
        if found is None:
            name, sub, html = draw()
            digest = sha256(f"{name}\n{sub}\n{html}".encode()).hexdigest()
            found = Body(name=name, sub=sub, html=html, digest=digest, pressed=press(html.encode()))
            caches["pages"].set(key, found, KEPT_SECONDS)
    return found


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """A plan laid out, and the digest of all that stands in it but the number of its revision."""

    frame: Frame
    digest: str


def get_kept_frame(*, plan: PlanLine, scope: Scope, on: date) -> KeptFrame:
    """Return the plan laid out as of its revision; read once, however many pages are drawn from it."""
    key = (plan.id, scope, on, get_language())
    with _frames_lock:
        kept = _frames.get(key)
        if kept is None or kept.frame.plan != plan:
            frame = get_frame(plan=plan, scope=scope, on=on)
            kept = _frames[key] = KeptFrame(frame=frame, digest=frame_digest(frame))
            if len(_frames) > FRAMES_MAX:
                _frames.popitem(last=False)
        _frames.move_to_end(key)
        return kept


def frame_digest(frame: Frame) -> str:
    """Return the digest of a frame, whatever the number of its plan's revision."""
    lines = (replace(frame.plan, revision=0), frame.sections, frame.tasks, frame.units, frame.periods, frame.on)
    digest = sha256(repr(lines).encode())
    digest.update(array("q", chain.from_iterable(sorted(frame.facts))).tobytes())
    return digest.hexdigest()


def forget_frames() -> None:
    """Read every plan anew; tests change rows without a command."""
    with _frames_lock:
        _frames.clear()


def answer(request: HttpRequest, template: str, context: Mapping[str, Any], *, body: Body) -> HttpResponse:
    """Draw the frame around a kept body; answer 304 to who has this very page."""
    frame = render_to_string(template, {**context, "body": mark_safe(_PLACE)}, request=request)  # noqa: S308 - a constant
    token = str(request.META.get("CSRF_COOKIE", ""))
    tag = sha256("\n".join((_CHANGES_ALWAYS.sub("", frame), token, body.digest)).encode()).hexdigest()
    etag = f'W/"{tag[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _whole(request, frame, body)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _whole(request: HttpRequest, frame: str, body: Body) -> HttpResponse:
    before, after = frame.split(_PLACE, 1)
    if not re.search(r"\bgzip\b", request.headers.get("Accept-Encoding", "")):  # as GZipMiddleware reads it
        return HttpResponse(f"{before}{body.html}{after}")
    response = HttpResponse(joined(before.encode(), body.html.encode(), body.pressed, after.encode()))
    response["Content-Encoding"] = "gzip"
    return response

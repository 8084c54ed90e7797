"""Reading pages as a person does: the fields of a form, filled in and sent, and the visible words."""

import re
from html import unescape
from html.parser import HTMLParser

from django.urls import reverse

_HIDDEN = {"script", "style", "template", "svg"}


class _Form(HTMLParser):
    """Collect the fields of the form that posts to an action."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.found = action, False, False
        self.fields: dict[str, str] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("method") == "post" and given.get("action", "") == self.action
            self.found |= self.inside
        if not self.inside or ("name" not in given and tag != "option"):
            return
        if tag == "input" and given.get("type") not in {"checkbox", "radio", "file"}:
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self.fields[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self.fields[self._select] = given.get("value", "")

    def handle_data(self, data):
        if self._area:
            self.fields[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self._area = ""


def form_fields(response, action: str = "") -> dict[str, str]:
    """Return what the form that posts to `action` would send as it stands."""
    parser = _Form(action)
    parser.feed(response.content.decode())
    assert parser.found, f"the page has no form that posts to {action!r}"
    return parser.fields


def send(client, name: str, *args, action: str = "", **typed):
    """Fill in the form of an address as it stands, with what is typed, send it and follow."""
    url = reverse(name, args=args)
    return client.post(url, {**form_fields(client.get(url), action), **typed}, follow=True)


def words(response) -> str:
    """Return the words of a page, tags and extra spaces left out."""
    text = response.content.decode()
    for tag in _HIDDEN:
        text = re.sub(rf"<{tag}\b.*?</{tag}>", " ", text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())

"""Pages hold no script, style or reaction of their own: the security policy forbids them, and so do we."""

import re

from tests.repo.source import PACKAGE, for_each

TEMPLATES = sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.svg")])
INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "hx-on attribute": re.compile(r"\bhx-on[:\-]", re.IGNORECASE),
    "foreign address": re.compile(r"(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
}


@for_each(TEMPLATES, lambda path: path.name)
def test_a_template_has_nothing_inline(template):
    text = re.sub(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}", "", template.read_text(), flags=re.DOTALL)

    found = [name for name, pattern in INLINE.items() if pattern.search(text)]

    assert not found


def test_the_patterns_find_what_they_should():
    bad = '<div onclick="x"> <p style="a"> <script>1</script> <style>a</style> <a href="//x">'

    found = {name for name, pattern in INLINE.items() if pattern.search(bad)}

    assert found >= {"script", "style element", "style attribute", "on… attribute", "foreign address"}

"""`make messages`: bring the English texts in line with the code, and compile them.

New Vietnamese texts get an empty entry to fill in, texts that are gone are dropped, plurals get both forms.
"""

import django
import polib

django.setup()

from tests.repo.test_translations import BORROWED, LOCALE, texts  # noqa: E402 - needs the applications

HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main() -> None:
    """Write django.po and django.mo."""
    path = LOCALE / "django.po"
    LOCALE.mkdir(parents=True, exist_ok=True)
    catalogue = polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)
    catalogue.metadata = HEADER
    wanted: dict[str, str] = {}
    for text, plural in texts():
        wanted[text] = plural or wanted.get(text, "")
    for entry in list(catalogue):
        if wanted.get(entry.msgid) != entry.msgid_plural:
            catalogue.remove(entry)
    known = {entry.msgid for entry in catalogue}
    catalogue.extend(_new_entry(text, plural) for text, plural in wanted.items() if text not in known)
    catalogue.sort(key=lambda entry: entry.msgid)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(LOCALE / "django.mo"))
    polib.pofile(str(BORROWED / "django.po")).save_as_mofile(str(BORROWED / "django.mo"))
    left = [entry.msgid for entry in catalogue if not entry.translated()]
    print(f"{len(catalogue)} texts, {len(left)} without English")  # noqa: T201 - a tool of the shell
    for text in left:
        print(f"  {text}")  # noqa: T201


def _new_entry(text: str, plural: str) -> polib.POEntry:
    """Return an entry to fill in."""
    if plural:
        return polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
    return polib.POEntry(msgid=text, msgstr="")


if __name__ == "__main__":
    main()

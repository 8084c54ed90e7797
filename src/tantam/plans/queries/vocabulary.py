"""The names that the annex reader knows: all units in force, and the names people mapped."""

from tantam.core.annex.vocabulary import KnownUnit, Vocabulary
from tantam.units.queries import list_mapped_names, list_units


def known_names() -> Vocabulary:
    """Return the vocabulary for reading an annex."""
    units = tuple(
        KnownUnit(code=unit.code, names=tuple(dict.fromkeys((unit.name, unit.short_name))), kind=unit.kind)
        for unit in list_units()
    )
    names: dict[str, tuple[str, ...]] = {}
    for text, _key, unit_code, kind in list_mapped_names():
        if unit_code or kind:
            names[text] = (unit_code,) if unit_code else (f"set:{kind}",)
    return Vocabulary(units=units, names=names)

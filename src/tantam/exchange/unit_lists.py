"""A province's units from a YAML file (demo/units.yaml shows the form)."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from tantam.units.commands import UnitRow

FORM_WORDS: Final = {"COMMUNE": "xã", "WARD": "phường", "SPECIAL_ZONE": "đặc khu"}
_KEYS: Final = {"valid_from", "agencies", "bank_offices", "communes"}


def read_unit_list(path: Path) -> tuple[tuple[UnitRow, ...], date]:
    """Return the units of a file, in official order, and the day from which they exist.

    :raises ValueError: for keys that are not known.
    """
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if unknown := set(content) - _KEYS:
        raise ValueError(f"{path}: unknown keys {sorted(unknown)}")
    rows = [
        UnitRow(
            code=row["code"],
            name=row["name"],
            short_name=row["short"],
            kind=row["kind"],
            parent_code=row.get("parent", ""),
        )
        for row in content["agencies"]
    ]
    rows += [
        UnitRow(
            code=row["code"],
            name=f"Phòng giao dịch Ngân hàng Chính sách xã hội {row['name']}",
            short_name=f"PGD {row['name']}",
            kind="BANK_OFFICE",
            parent_code="NHCSXH",
        )
        for row in content.get("bank_offices", [])
    ]
    rows += [_commune(row, district) for district, communes in content["communes"].items() for row in communes]
    return tuple(rows), content["valid_from"]


def _commune(row: dict[str, str], district: str) -> UnitRow:
    form = row.get("form", "COMMUNE")
    return UnitRow(
        code=f"X{row['code']}",
        name=f"Ủy ban nhân dân {FORM_WORDS[form]} {row['name']}",
        short_name=f"{FORM_WORDS[form].capitalize()} {row['name']}",
        kind="COMMUNE_PC",
        state_code=row["code"],
        commune_name=row["name"],
        commune_form=form,
        former_district=district,
    )

"""The communes of the demo province as its list of units has them."""

from functools import cache

from tantam.cli.demo.folder import demo_path
from tantam.cli.demo.province.shape import CommunePlace, CommuneShape, shape_province
from tantam.exchange.unit_lists import read_unit_list


@cache
def province_shapes() -> tuple[CommuneShape, ...]:
    """Return the shapes of the province's communes, in official order."""
    rows, _valid_from = read_unit_list(demo_path("units.yaml"))
    return shape_province(
        [
            CommunePlace(row.state_code, row.commune_name, row.commune_form, row.former_district)
            for row in rows
            if row.state_code
        ]
    )

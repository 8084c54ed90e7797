"""Official lists of beneficiaries out of workbooks, and workbooks to fill in and to correct.

`read_list` shows what a file holds and what its columns seem to mean; `iterate_rows` reads its rows in pieces,
from any row on; `make_template` and `make_refused_sheet` give workbooks back.
"""

from tantam.exchange.beneficiary_lists.reading import ListReading, ListTerms, ReadRow, iterate_rows, read_list
from tantam.exchange.beneficiary_lists.refusal import UnreadableList
from tantam.exchange.beneficiary_lists.template import RefusedRow, make_refused_sheet, make_template
from tantam.exchange.beneficiary_lists.wording import field_name, worded

__all__ = [
    "ListReading",
    "ListTerms",
    "ReadRow",
    "RefusedRow",
    "UnreadableList",
    "field_name",
    "iterate_rows",
    "make_refused_sheet",
    "make_template",
    "read_list",
    "worded",
]

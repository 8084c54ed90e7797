"""Questions about a household in the order in which an officer asks them, by subject."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUBJECTS: Final[Mapping[str, tuple[str | Promise, tuple[str, ...]]]] = {
    "poverty": (
        _("Danh sách hộ nghèo"),
        ("poverty_class", "escaped_on", "income_vnd", "deprivations"),
    ),
    "place": (
        _("Nơi cư trú và nhân khẩu"),
        ("is_rural", "in_hardship_area", "in_extremely_hard_place", "is_ethnic_minority", "adults"),
    ),
    "study": (
        _("Học sinh, sinh viên"),
        (
            "has_student",
            "study_months",
            "student_is_orphan",
            "has_sudden_hardship",
            "studies_stem",
            "has_stem_merit",
            "tuition_vnd",
        ),
    ),
    "work": (
        _("Việc làm"),
        (
            "has_job_plan",
            "jobs_kept_or_made",
            "is_establishment",
            "has_disabled_worker",
            "priority_workers_ppm",
            "former_prisoners_ppm",
            "rehabilitated_workers_ppm",
            "lost_post_in_merger",
        ),
    ),
    "abroad": (
        _("Đi làm việc ở nước ngoài"),
        ("has_contract_abroad", "contract_months", "contract_cost_vnd"),
    ),
    "trade": (
        _("Sản xuất, kinh doanh"),
        (
            "has_production_plan",
            "is_trader",
            "lacks_production_land",
            "changes_occupation",
            "in_value_chain",
            "grows_medicinal_plants",
            "forest_ha",
        ),
    ),
    "house": (
        _("Nhà ở, nước sạch và vệ sinh"),
        (
            "water_works",
            "lacks_sound_house",
            "lacks_housing_land",
            "is_housing_beneficiary",
            "house_price_vnd",
            "builds_house",
            "needs_storm_shelter",
        ),
    ),
    "return": (
        _("Hòa nhập cộng đồng"),
        ("released_on", "rehabilitated_on"),
    ),
}
# What is asked before anything else: the fewest questions that open or close the most programmes.
FIRST: Final = ("poverty_class", "adults", "in_hardship_area", "has_student", "has_job_plan")
ORDER: Final = tuple(name for _words, names in SUBJECTS.values() for name in names)

"""The facts about a household that conditions may ask for: a catalogue, nothing else.

A fact is about the household as a whole; a fact about one member (released from prison, a student) stands for
the member on whom the household relies. A fact that is missing is unknown and is asked for, never assumed; a
day may be known to be none. What the household owes the bank is not here: see `Debts` in `core/eligibility`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class FactKind(Enum):
    """What values a fact has: bool, int, int đồng, date or None, one of its choices."""

    YES_NO = "YES_NO"
    COUNT = "COUNT"
    VND = "VND"
    DAY = "DAY"
    CHOICE = "CHOICE"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: the question that it answers in both languages, and the paper that shows it."""

    name: str
    kind: FactKind
    vi: str
    en: str
    paper_vi: str = ""
    paper_en: str = ""
    choices: tuple[str, ...] = ()
    sensitive: bool = False


_LIST = ("danh sách được Chủ tịch UBND cấp xã phê duyệt", "the list approved by the commune's chairman")
_POLICE = ("danh sách của Công an cấp xã, UBND cấp xã xác nhận", "the commune police's list, confirmed by the commune")
_SCHOOL = ("giấy xác nhận của nhà trường", "the school's confirmation")
_PLAN = ("phương án sử dụng vốn trong mẫu 01/TD", "the plan of use in form 01/TD")
_RESIDENCE = ("xác nhận cư trú của UBND cấp xã", "the commune's confirmation of residence")
_CONTRACT = ("hợp đồng đưa người lao động đi làm việc ở nước ngoài", "the contract for work abroad")
_HOUSE = ("hợp đồng mua, thuê mua hoặc phương án xây nhà", "the contract to buy, or the plan to build")

_ALL: Final = (
    Fact(
        "poverty_class",
        FactKind.CHOICE,
        "Hộ thuộc diện nào trong danh sách được duyệt?",
        "Which class has the household on the approved list?",
        *_LIST,
        choices=("POOR", "NEAR_POOR", "AVERAGE", "NONE"),
    ),
    Fact(
        "escaped_on",
        FactKind.DAY,
        "Hộ được công nhận thoát nghèo, thoát cận nghèo ngày nào?",
        "When was the household recognised as escaped from poverty or near-poverty?",
        *_LIST,
    ),
    Fact("adults", FactKind.COUNT, "Hộ có bao nhiêu người từ đủ 18 tuổi?", "How many members are 18 or older?"),
    Fact(
        "is_ethnic_minority",
        FactKind.YES_NO,
        "Hộ là hộ đồng bào dân tộc thiểu số?",
        "Is it a household of an ethnic minority?",
        sensitive=True,
    ),
    Fact(
        "is_rural",
        FactKind.YES_NO,
        "Hộ cư trú ở vùng nông thôn?",
        "Does the household live in a rural area?",
        *_RESIDENCE,
    ),
    Fact(
        "in_hardship_area",
        FactKind.YES_NO,
        "Hộ cư trú ở vùng khó khăn?",
        "Does the household live in a listed hardship area?",
        *_RESIDENCE,
    ),
    Fact(
        "in_extremely_hard_place",
        FactKind.YES_NO,
        "Hộ cư trú ở xã khu vực III hoặc thôn đặc biệt khó khăn?",
        "Does the household live in a zone III commune or an extremely hard village?",
        *_RESIDENCE,
    ),
    Fact(
        "has_student", FactKind.YES_NO, "Hộ có học sinh, sinh viên đang theo học?", "Is a member a student?", *_SCHOOL
    ),
    Fact(
        "study_months",
        FactKind.COUNT,
        "Thời gian học còn được vay là bao nhiêu tháng?",
        "For how many months of study is money asked?",
        *_SCHOOL,
    ),
    Fact("student_is_orphan", FactKind.YES_NO, "Học sinh, sinh viên mồ côi?", "Is the student an orphan?"),
    Fact(
        "has_sudden_hardship",
        FactKind.YES_NO,
        "Hộ gặp khó khăn đột xuất do tai nạn, bệnh tật, thiên tai, dịch bệnh?",
        "Did an accident, illness, disaster or epidemic bring sudden hardship?",
        "xác nhận của UBND cấp xã",
        "the commune's confirmation",
    ),
    Fact(
        "studies_stem",
        FactKind.YES_NO,
        "Học ngành khoa học, công nghệ, kỹ thuật, toán (STEM) hoặc thạc sĩ, tiến sĩ STEM?",
        "Does the student study a STEM subject?",
        *_SCHOOL,
    ),
    Fact(
        "has_stem_merit", FactKind.YES_NO, "Kết quả học tập đạt mức quy định?", "Are the marks as required?", *_SCHOOL
    ),
    Fact(
        "tuition_vnd",
        FactKind.VND,
        "Học phí phải đóng cho cả thời gian vay, trừ học bổng (đồng)?",
        "Tuition over the time of the loan, less scholarships (đồng)?",
        *_SCHOOL,
    ),
    Fact(
        "released_on",
        FactKind.DAY,
        "Thành viên chấp hành xong án phạt tù ngày nào?",
        "When was a member released from prison?",
        *_POLICE,
        sensitive=True,
    ),
    Fact(
        "rehabilitated_on",
        FactKind.DAY,
        "Thành viên hoàn thành cai nghiện ma túy ngày nào?",
        "When did a member complete drug rehabilitation?",
        *_POLICE,
        sensitive=True,
    ),
    Fact(
        "has_job_plan",
        FactKind.YES_NO,
        "Người lao động có phương án tạo, duy trì, mở rộng việc làm?",
        "Is there a plan that makes or keeps a job?",
        *_PLAN,
    ),
    Fact(
        "is_establishment",
        FactKind.YES_NO,
        "Người vay là cơ sở sản xuất, kinh doanh?",
        "Is the borrower an establishment?",
        "giấy đăng ký kinh doanh",
        "the business registration",
    ),
    Fact(
        "jobs_kept_or_made",
        FactKind.COUNT,
        "Dự án tạo, duy trì, mở rộng bao nhiêu việc làm?",
        "How many jobs does the project make or keep?",
        *_PLAN,
    ),
    Fact(
        "has_disabled_worker",
        FactKind.YES_NO,
        "Người vay là người khuyết tật?",
        "Is the borrower a person with a disability?",
        "giấy xác nhận khuyết tật",
        "the disability certificate",
        sensitive=True,
    ),
    Fact(
        "priority_workers_ppm",
        FactKind.COUNT,
        "Tỷ lệ lao động ưu tiên trong cơ sở (phần triệu)?",
        "Share of priority workers in the establishment (ppm)?",
    ),
    Fact(
        "former_prisoners_ppm",
        FactKind.COUNT,
        "Tỷ lệ lao động chấp hành xong án phạt tù trong cơ sở (phần triệu)?",
        "Share of former prisoners among the establishment's workers (ppm)?",
    ),
    Fact(
        "rehabilitated_workers_ppm",
        FactKind.COUNT,
        "Tỷ lệ lao động sau cai nghiện trong cơ sở (phần triệu)?",
        "Share of workers after rehabilitation (ppm)?",
    ),
    Fact(
        "has_contract_abroad",
        FactKind.YES_NO,
        "Người lao động có hợp đồng đi làm việc ở nước ngoài?",
        "Is there a contract for work abroad?",
        *_CONTRACT,
    ),
    Fact(
        "contract_months",
        FactKind.COUNT,
        "Hợp đồng làm việc ở nước ngoài bao nhiêu tháng?",
        "For how many months is the contract abroad?",
        *_CONTRACT,
    ),
    Fact(
        "contract_cost_vnd",
        FactKind.VND,
        "Chi phí đi làm việc ở nước ngoài theo hợp đồng (đồng)?",
        "Costs of going abroad by the contract (đồng)?",
        *_CONTRACT,
    ),
    Fact(
        "water_works",
        FactKind.COUNT,
        "Hộ cần xây, sửa mấy loại công trình nước sạch, vệ sinh (0–2)?",
        "How many types of water or sanitation works are needed (0–2)?",
        *_PLAN,
    ),
    Fact(
        "is_trader",
        FactKind.YES_NO,
        "Hộ, cá nhân là thương nhân hoạt động tại vùng khó khăn?",
        "Is the borrower a trader in a hardship area?",
    ),
    Fact(
        "has_production_plan",
        FactKind.YES_NO,
        "Hộ có phương án sản xuất, kinh doanh?",
        "Is there a plan of production or trade?",
        *_PLAN,
    ),
    Fact(
        "is_housing_beneficiary",
        FactKind.YES_NO,
        "Thuộc đối tượng được hưởng chính sách nhà ở xã hội?",
        "Does the borrower qualify for social housing?",
    ),
    Fact(
        "house_price_vnd",
        FactKind.VND,
        "Giá mua, thuê mua nhà hoặc giá trị dự toán xây nhà (đồng)?",
        "Price of the house, or the building estimate (đồng)?",
        *_HOUSE,
    ),
    Fact(
        "builds_house",
        FactKind.YES_NO,
        "Vay để xây mới hoặc sửa nhà (không phải mua)?",
        "Is the loan to build or repair (not to buy)?",
        *_HOUSE,
    ),
    Fact(
        "lacks_sound_house",
        FactKind.YES_NO,
        "Hộ chưa có nhà ở hoặc nhà ở dột nát?",
        "Is the household without a sound house?",
    ),
    Fact("lacks_housing_land", FactKind.YES_NO, "Hộ chưa có đất ở?", "Is the household without land to live on?"),
    Fact(
        "lacks_production_land",
        FactKind.YES_NO,
        "Hộ chưa có hoặc thiếu đất sản xuất?",
        "Does the household lack land to farm?",
    ),
    Fact(
        "changes_occupation",
        FactKind.YES_NO,
        "Hộ có nhu cầu chuyển đổi nghề?",
        "Does the household want to change its occupation?",
    ),
    Fact(
        "in_value_chain",
        FactKind.YES_NO,
        "Hộ, cơ sở tham gia dự án chuỗi giá trị được duyệt?",
        "Is the borrower in an approved value chain?",
    ),
    Fact(
        "grows_medicinal_plants",
        FactKind.YES_NO,
        "Tham gia dự án trồng dược liệu quý được duyệt?",
        "Is the borrower in an approved medicinal-plant project?",
    ),
    Fact(
        "forest_ha",
        FactKind.COUNT,
        "Hộ được giao bao nhiêu héc-ta rừng trồng?",
        "How many hectares of forest has the household?",
    ),
    Fact(
        "needs_storm_shelter",
        FactKind.YES_NO,
        "Hộ cần nhà phòng, tránh bão, lụt?",
        "Does the household need a storm-proof house?",
    ),
    Fact(
        "lost_post_in_merger",
        FactKind.YES_NO,
        "Người lao động nghỉ việc do sắp xếp bộ máy?",
        "Did a member lose a post in the reorganisation?",
        "quyết định nghỉ việc",
        "the decision on leaving",
    ),
    Fact(
        "income_vnd",
        FactKind.VND,
        "Thu nhập bình quân đầu người một tháng (đồng)?",
        "Income a person a month (đồng)?",
        "phiếu rà soát",
        "the review form",
        sensitive=True,
    ),
    Fact(
        "deprivations",
        FactKind.COUNT,
        "Số chỉ số thiếu hụt dịch vụ xã hội cơ bản (0–12)?",
        "Service indicators in deprivation (0–12)?",
        "phiếu rà soát",
        "the review form",
    ),
)
FACTS: Final = {fact.name: fact for fact in _ALL}

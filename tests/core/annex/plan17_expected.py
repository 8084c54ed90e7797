"""Plan 17's annex as a person reads it from the page: the 23 tasks, their columns and the groups."""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    """One task as it stands on paper."""

    code: str
    content: str
    lead: str
    coordinating: str
    product: str
    time: str


SECTIONS = {
    "I": (
        "Tăng cường công tác phổ biến, tuyên truyền, quán triệt về chủ trương của Đảng, chính sách pháp "
        "luật của Nhà nước liên quan đến tín dụng chính sách xã hội"
    ),
    "II": (
        "Nâng cao vai trò, trách nhiệm của các sở, ban ngành có liên quan; chính quyền các cấp trong "
        "công tác lãnh đạo, chỉ đạo hoạt động tín dụng chính sách xã hội"
    ),
    "III": (
        "Phát huy vai trò, trách nhiệm của Mặt trận Tổ quốc, các tổ chức chính trị - xã hội các cấp "
        "trong công tác nâng cao hiệu quả tín dụng chính sách xã hội"
    ),
    "IV": (
        "Ưu tiên tập trung nguồn lực, đa dạng hóa các kênh huy động vốn tại địa phương để thực hiện các "
        "chương trình tín dụng chính sách xã hội, bảo đảm nguồn vốn ủy thác từ ngân sách địa phương "
        "được bố trí trong kế hoạch đầu tư công trung hạn và hằng năm cho Ngân hàng Chính sách xã hội, "
        "trong đó nguồn ngân sách nhà nước và có tính chất ngân sách nhà nước là chủ đạo, nguồn vốn ủy "
        "thác từ ngân sách địa phương là quan trọng; đồng thời, tăng cường huy động sự đóng góp của các "
        "tổ chức, doanh nghiệp, cá nhân trong và ngoài nước, các tổ chức quốc tế"
    ),
    "V": (
        "Rà soát, bổ sung, hoàn thiện và triển khai thực hiện đồng bộ các cơ chế, chính sách tín dụng chính sách xã hội"
    ),
    "VI": "Nâng cao hiệu lực, hiệu quả hoạt động của Ngân hàng Chính sách xã hội trong giai đoạn mới",
}
HEADING = (
    "IV.1",
    (
        "Tập trung các nguồn vốn có nguồn gốc từ ngân sách nhà nước và có tính chất ngân sách nhà nước "
        "vào Ngân hàng Chính sách xã hội để tạo nguồn vốn thực hiện tín dụng chính sách xã hội:"
    ),
)

TASKS = (
    Expected(
        code="I.1",
        content=(
            "Tổ chức nghiên cứu, phổ biến, quán triệt sâu rộng nội dung Chỉ thị số 39-CT/TW của Ban Bí thư, "
            "Quyết định số 1560/QĐ-TTg của Thủ tướng Chính phủ."
        ),
        lead="Các sở, ban, ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating="",
        product="Văn bản triển khai, Kế hoạch phổ biến, tuyên truyền",
        time="Thường xuyên",
    ),
    Expected(
        code="I.2",
        content=(
            "Thông tin kịp thời các chủ trương, chính sách của Đảng, Nhà nước về chính sách tín dụng ưu đãi "
            "đối với người nghèo và các đối tượng chính sách khác đến các tầng lớp nhân dân"
        ),
        lead="Báo và Phát thanh, Truyền hình Quảng Ngãi, các cơ quan báo chí đóng trên địa bàn",
        coordinating=(
            "Ủy ban Mặt trận Tổ quốc, các tổ chức chính trị - xã hội các cấp. Các sở, ban, ngành có liên "
            "quan, Ủy ban nhân dân các xã, phường, đặc khu"
        ),
        product="Tin bài, phóng sự",
        time="Thường xuyên",
    ),
    Expected(
        code="II.1",
        content=(
            "Xác định nhiệm vụ chỉ đạo đối với hoạt động tín dụng chính sách xã hội là nhiệm vụ trọng tâm "
            "trong triển khai quy hoạch, kế hoạch phát triển kinh tế - xã hội của đơn vị, địa phương; chiến "
            "lược phát triển kinh tế - xã hội 10 năm 2021 - 2030 là trách nhiệm của cả hệ thống chính trị, "
            "trước hết là các cấp ủy, tổ chức đảng, người đứng đầu các cơ quan, đơn vị, địa phương, có "
            "trách nhiệm trực tiếp đối với công tác lãnh đạo, chỉ đạo phát huy kết quả đạt được, khắc phục "
            "hạn chế, nâng cao chất lượng, hiệu quả công tác quản lý, kiểm tra, giám sát đối với hoạt động "
            "tín dụng chính sách xã hội, đề ra nhiệm vụ, giải pháp, kế hoạch cụ thể hằng năm phù hợp với "
            "thực tiễn của địa phương nhằm nâng cao hiệu quả tín dụng chính sách xã hội trong giai đoạn mới"
        ),
        lead="Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating="",
        product="Văn bản chỉ đạo triển khai",
        time="Thường xuyên",
    ),
    Expected(
        code="II.2",
        content=(
            "Nâng cao công tác quản lý, giám sát và sử dụng tối đa nguồn lực tín dụng chính sách xã hội để "
            "thúc đẩy phát triển kinh tế - xã hội của địa phương, nhất là tại vùng sâu, vùng xa, vùng đồng "
            "bào dân tộc thiểu số, vùng có tỷ lệ hộ nghèo cao"
        ),
        lead="Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating="",
        product="Văn bản chỉ đạo, Hướng dẫn thực hiện",
        time="Thường xuyên",
    ),
    Expected(
        code="II.3",
        content=(
            "Xây dựng, lồng ghép mô hình, chương trình, dự án phát triển kinh tế - xã hội; các chương trình "
            "mục tiêu quốc giảm nghèo bền vững; xây dựng nông thôn mới; phát triển kinh tế xã hội vùng đồng "
            "bào dân tộc thiểu số và miền núi với việc sử dụng nguồn vốn tín dụng chính sách xã hội."
        ),
        lead="Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating="Các sở, ban ngành có liên quan; các tổ chức chính trị - xã hội",
        product="Văn bản chỉ đạo, phối hợp thực hiện",
        time="Thường xuyên",
    ),
    Expected(
        code="III.1",
        content=(
            "Phối hợp chặt chẽ và tạo điều kiện thuận lợi để Mặt trận Tổ quốc và các tổ chức chính trị - xã "
            "hội tiếp tục thực hiện tốt chức năng tuyên truyền, giám sát và phản biện xã hội đối với việc "
            "xây dựng và thực hiện chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước về "
            "tín dụng chính sách xã hội. Tăng cường huy động vốn từ tiền gửi, tiền tài trợ của các tổ chức, "
            "cá nhân; huy động, sử dụng có hiệu quả nguồn vốn có tính chất từ thiện và các nguồn vốn hợp "
            'pháp khác, thông qua vận động ủng hộ Quỹ "Vì người nghèo" để huy động sự đóng góp của các tổ '
            "chức xã hội, các doanh nghiệp và cá nhân nhằm bổ sung nguồn vốn cho các chương trình tín dụng "
            "chính sách xã hội tại địa phương"
        ),
        lead="Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating="Ủy ban Mặt trận Tổ quốc, các tổ chức chính trị - xã hội các cấp",
        product="Văn bản, cam kết phối hợp",
        time="Thường xuyên",
    ),
    Expected(
        code="III.2",
        content=(
            "Thực hiện đầy đủ, bảo đảm chất lượng các nội dung công việc nhận ủy thác cho vay từ Ngân hàng "
            "Chính sách xã hội"
        ),
        lead="Các tổ chức chính trị - xã hội nhận ủy thác các cấp",
        coordinating=(
            "Ủy ban Mặt trận Tổ quốc; Chi nhánh Ngân hàng Chính sách xã hội tỉnh, Phòng giao dịch Ngân hàng "
            "Chính sách xã hội trực thuộc"
        ),
        product="Báo cáo đánh giá định kỳ, Văn bản phối hợp",
        time="Thường xuyên, hằng năm",
    ),
    Expected(
        code="IV.1.a",
        content=(
            "Tiếp tục cân đối, bố trí kịp thời ngân sách của địa phương trong kế hoạch đầu tư công trung "
            "hạn và hằng năm (bao gồm vốn đầu tư công, vốn đầu tư phát triển khác, kinh phí thường xuyên) "
            "ủy thác sang Ngân hàng Chính sách xã hội trên địa bàn để bổ sung nguồn vốn cho vay, phấn đấu "
            "hằng năm chiếm khoảng 15 - 20% tăng trưởng dư nợ tín dụng chung của Ngân hàng Chính sách xã "
            "hội trên địa bàn và đến năm 2030 chiếm 15% tổng nguồn vốn."
        ),
        lead="Sở Tài chính, Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating=(
            "Các sở, ban ngành có liên quan, Chi nhánh Ngân hàng Chính sách xã hội tỉnh, Phòng giao dịch "
            "Ngân hàng Chính sách xã hội trực thuộc"
        ),
        product="Quyết định của Ủy ban nhân dân tỉnh, Ủy ban nhân dân xã, phường, đặc khu",
        time="Thường xuyên, hằng năm",
    ),
    Expected(
        code="IV.1.b",
        content=(
            "Căn cứ đặc điểm tình hình và mục tiêu phát triển kinh tế - xã hội tại địa phương để cân đối, "
            "bố trí nguồn vốn từ ngân sách địa phương ủy thác sang Ngân hàng Chính sách xã hội để triển "
            "khai các đề án, chương trình tín dụng phù hợp cho các dự án, đối tượng được địa phương phê "
            "duyệt."
        ),
        lead="Sở Tài chính, Ủy ban nhân dân các xã, phường, đặc khu",
        coordinating=(
            "Các sở, ban ngành có liên quan; Chi nhánh Ngân hàng Chính sách xã hội tỉnh, Phòng giao dịch "
            "Ngân hàng Chính sách xã hội trực thuộc"
        ),
        product=("Quyết định, Văn bản chỉ đạo của Ủy ban nhân dân tỉnh, Ủy ban nhân dân các xã, phường, đặc khu"),
        time="Thường xuyên",
    ),
    Expected(
        code="IV.1.c",
        content=(
            "Tăng cường huy động vốn từ tiền gửi, tiền tài trợ của các tổ chức, cá nhân; huy động, sử dụng "
            "có hiệu quả nguồn vốn có tính chất từ thiện và các nguồn vốn hợp pháp khác, thông qua vận động "
            'ủng hộ Quỹ "Vì người nghèo" để huy động sự đóng góp của các tổ chức xã hội, các doanh nghiệp '
            "và cá nhân nhằm bổ sung nguồn vốn cho các chương trình tín dụng chính sách xã hội tại địa "
            "phương."
        ),
        lead=(
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Chi nhánh Ngân hàng Chính sách xã hội tỉnh, Phòng giao "
            "dịch Ngân hàng Chính sách xã hội trực thuộc"
        ),
        coordinating="Các sở, ban ngành có liên quan",
        product="Văn bản, cam kết phối hợp",
        time="Thường xuyên",
    ),
    Expected(
        code="V.1",
        content=(
            "Thường xuyên rà soát, đề xuất, kiến nghị cấp có thẩm quyền xem xét sửa đổi, bổ sung cơ chế, "
            "chính sách liên quan đến tín dụng chính sách xã hội nhằm phát huy, quản lý và sử dụng có hiệu "
            "quả nguồn lực tín dụng chính sách xã hội để góp phần thực hiện Chiến lược phát triển kinh tế - "
            "xã hội 10 năm 2021-2030; Kế hoạch phát triển kinh tế - xã hội 5 năm 2026-2030 của tỉnh; Chiến "
            "lược phát triển Ngân hàng Chính sách xã hội đến năm 2030 và các chương trình mục tiêu quốc gia."
        ),
        lead="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        coordinating=(
            "Các sở, ban ngành có liên quan; các tổ chức chính trị - xã hội, Ủy ban nhân dân các xã, phường, đặc khu"
        ),
        product="Văn bản chỉ đạo, Kế hoạch triển khai, Báo cáo đề xuất của Ngân hàng Chính sách xã hội",
        time="Thường xuyên",
    ),
    Expected(
        code="V.2",
        content=(
            "Rà soát, báo cáo cấp có thẩm quyền về chính sách tín dụng ưu đãi thực hiện Chương trình mục "
            "tiêu quốc gia về phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi giai "
            "đoạn 2021-2030"
        ),
        lead="Sở Dân tộc và Tôn giáo",
        coordinating=(
            "Các sở, ban ngành có liên quan; Chi nhánh Ngân hàng Chính sách xã hội tỉnh; Ủy ban nhân dân "
            "các xã, phường, đặc khu"
        ),
        product="Tờ trình, Báo cáo đề xuất của Sở Dân tộc và Tôn giáo",
        time="Thường xuyên",
    ),
    Expected(
        code="V.3",
        content=(
            "Rà soát, đề xuất, kiến nghị cấp có thẩm quyền xem xét sửa đổi, bổ sung hoàn thiện các quy định "
            "về cơ chế, chính sách liên quan đến hỗ trợ hộ nghèo về nhà ở, chương trình nhà ở xã hội."
        ),
        lead="Sở Xây dựng",
        coordinating=(
            "Các sở, ban ngành có liên quan; Chi nhánh Ngân hàng Chính sách xã hội tỉnh; Ủy ban nhân dân "
            "các xã, phường, đặc khu"
        ),
        product="Tờ trình, Báo cáo đề xuất của Sở Xây dựng",
        time="Thường xuyên",
    ),
    Expected(
        code="V.4",
        content="Rà soát, hoàn thiện chính sách về cho vay nước sạch và vệ sinh môi trường nông thôn",
        lead="Sở Nông nghiệp và Môi trường",
        coordinating=(
            "Các sở, ban ngành có liên quan; Chi nhánh Ngân hàng Chính sách xã hội tỉnh; Ủy ban nhân dân "
            "các xã, phường, đặc khu"
        ),
        product="Tờ trình, Báo cáo đề xuất của Sở Nông nghiệp và Môi trường",
        time="Thường xuyên",
    ),
    Expected(
        code="V.5",
        content=(
            "Nghiên cứu, hoàn thiện chuẩn nghèo đa chiều gắn với mục tiêu phát triển bền vững, làm cơ sở "
            "hoàn thiện cơ chế tín dụng chính sách xã hội, rà soát, xác nhận đối tượng hưởng tín dụng chính "
            "sách xã hội"
        ),
        lead="Sở Nội vụ",
        coordinating="Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        product="Tờ trình, Báo cáo đề xuất; Văn bản hướng dẫn của Sở Nội vụ",
        time="Thường xuyên, hằng năm",
    ),
    Expected(
        code="V.6",
        content=(
            "Rà soát báo cáo cấp có thẩm quyền về chính sách tín dụng ưu đãi đối với người chấp hành xong "
            "án phạt tù Quyết định số 22/2023/QĐ-TTg"
        ),
        lead="Công an tỉnh",
        coordinating="Các sở, ban ngành có liên quan; Uỷ ban nhân dân các xã, phường, đặc khu",
        product="Tờ trình, Báo cáo đề xuất của Công an tỉnh",
        time="Thường xuyên, hằng năm",
    ),
    Expected(
        code="V.7",
        content="Rà soát báo cáo cấp có thẩm quyền về chính sách tín dụng ưu đãi đối với Học sinh sinh viên",
        lead="Sở Giáo dục và Đào tạo",
        coordinating="Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        product="Tờ trình, Báo cáo đề xuất của Sở Giáo dục và Đào tạo",
        time="Thường xuyên, hằng năm",
    ),
    Expected(
        code="V.8",
        content=(
            "Nghiên cứu, đề xuất cơ chế, chính sách cụ thể để khuyến khích mạnh mẽ mô hình tín dụng chính "
            "sách, nhất là sự tham gia của cộng đồng, các doanh nghiệp xã hội, doanh nghiệp không vì mục "
            "tiêu lợi nhuận; khuyến khích phát triển các nền tảng số cho tín dụng chính sách."
        ),
        lead="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        coordinating="Các sở, ban ngành có liên quan; Ủy ban nhân dân các xã, phường, đặc khu",
        product="Tờ trình, Báo cáo đề xuất của Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        time="Năm 2025 và giai đoạn 2026 -2030 (hoàn thành trong quý III/2025)",
    ),
    Expected(
        code="V.9",
        content=(
            "Mở rộng phạm vi, quy mô, đối tượng, nâng mức cho vay, thời hạn vay từ nguồn vốn ngân sách địa "
            "phương ủy thác sang Ngân hàng Chính sách xã hội trên địa bàn tỉnh phù hợp với mục tiêu các "
            "chương trình mục tiêu quốc gia, mục tiêu phát triển kinh tế - xã hội của tỉnh.\nXây dựng cơ chế "
            "lồng ghép tín dụng chính sách xã hội với các chương trình mục tiêu quốc gia, các chương trình, "
            "dự án phát triển kinh tế - xã hội, chính sách an sinh xã hội phù hợp với từng giai đoạn; tăng "
            "cường hỗ trợ tín dụng đối với các hoạt động sản xuất theo chuỗi, liên kết hợp tác nhằm thay "
            "đổi phương thức sản xuất, tăng hiệu quả sử dụng nguồn vốn cho người nghèo."
        ),
        lead="Các sở, ban ngành có liên quan",
        coordinating="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        product="Tờ trình, Báo cáo đề xuất",
        time="Thường xuyên",
    ),
    Expected(
        code="VI.1",
        content=(
            "Duy trì và thực hiện hiệu quả mô hình tổ chức và phương thức quản lý tín dụng chính sách đặc "
            "thù, sáng tạo của Ngân hàng Chính sách xã hội; phát huy vai trò, trách nhiệm, nâng cao chất "
            "lượng hoạt động của Ban đại diện Hội đồng quản trị, tăng cường vai trò, trách nhiệm của Chủ "
            "tịch Ủy ban nhân dân cấp xã; sự tham gia, giám sát của Trưởng thôn trong việc quản lý nguồn "
            "lực của Nhà nước đầu tư cho người nghèo và đối tượng chính sách khác, vùng đặc biệt khó khăn, "
            "biên giới, vùng sâu, vùng xa. Xây dựng cơ chế phối hợp với các cơ quan có liên quan trong việc "
            "theo dõi, giám sát, đôn đốc, thu hồi và xử lý nợ trong hoạt động tín dụng chính sách. Hỗ trợ "
            "cơ sở vật chất, điều kiện làm việc cho Ngân hàng Chính sách xã hội tại địa phương."
        ),
        lead="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        coordinating=(
            "Các sở, ban ngành có liên quan; các tổ chức chính trị - xã hội, Ủy ban nhân dân các xã, phường, đặc khu"
        ),
        product="Văn bản chỉ đạo, Kế hoạch triển khai thực hiện",
        time="Thường xuyên",
    ),
    Expected(
        code="VI.2",
        content=(
            "Nâng cao chất lượng, hiệu lực, hiệu quả hoạt động kiểm tra, giám sát của Ngân hàng Chính sách "
            "xã hội. Gắn hiệu quả hoạt động kiểm tra, giám sát với việc nâng cao khả năng cảnh báo sớm đối "
            "với những rủi ro tiềm ẩn trong hoạt động tín dụng chính sách. Chủ động phối hợp với các tổ "
            "chức chính trị - xã hội nhận ủy thác tăng cường kiểm tra, giám sát hoạt động nhận ủy thác, ủy "
            "nhiệm đối với các tổ chức chính trị - xã hội cấp dưới, Tổ Tiết kiệm và vay vốn; kiểm tra, nắm "
            "chắc tình hình sử dụng vốn của người vay."
        ),
        lead="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        coordinating=(
            "Các sở, ban ngành có liên quan; các tổ chức chính trị - xã hội, Ủy ban nhân dân các xã, phường, đặc khu"
        ),
        product="Văn bản chỉ đạo, Tờ trình, Báo cáo giám sát",
        time="Thường xuyên",
    ),
    Expected(
        code="VI.3",
        content=(
            "Gắn kết tín dụng chính sách xã hội với việc thực hiện các chương trình mục tiêu quốc gia; các "
            "hoạt động chuyển giao khoa học và công nghệ; các chương trình khuyến nông, lâm, ngư nghiệp, "
            "tập huấn, đào tạo nghề; xây dựng mô hình liên kết sản xuất theo chuỗi giá trị, chương trình "
            "mỗi xã một sản phẩm … nhằm phát huy hiệu quả sử dụng vốn vay."
        ),
        lead="Ủy ban nhân dân các cấp",
        coordinating=(
            "Ủy ban Mặt trận Tổ quốc, các tổ chức chính trị - xã hội các cấp. Các sở, ban ngành có liên quan"
        ),
        product="Quyết định, Văn bản chỉ đạo của Ủy ban nhân dân các cấp",
        time="Thường xuyên",
    ),
    Expected(
        code="VI.4",
        content=(
            "- Tăng cường công tác giáo dục chính trị tư tưởng, chú trọng đào tạo, bồi dưỡng và xây dựng "
            "đội ngũ cán bộ làm công tác tín dụng chính sách xã hội có năng lực chuyên môn, đạo đức nghề "
            "nghiệp, có uy tín, phong cách làm việc chuyên nghiệp, hiện đại, tận tâm, tận tụy, gần dân phục "
            "vụ người dân. Với phương châm hành động: “Thấu hiểu lòng dân, tận tâm phục vụ”.\n- Đơn giản hóa "
            "trình tự, thủ tục vay vốn, đa dạng hóa sản phẩm, phát triển các loại dịch vụ phù hợp, hiện đại "
            "hóa công tác quản trị điều hành. Đẩy mạnh chuyển đổi số, xây dựng nền tảng ngân hàng số, số "
            "hóa quy trình quản lý và tổ chức thực hiện chính sách, bảo đảm an ninh, an toàn, bảo mật, chú "
            "trọng thực hiện kết nối cơ sở dữ liệu quốc gia và chuyên ngành để cập nhật và quản lý đối "
            "tượng thụ hưởng tín dụng chính sách xã hội.\n- Tăng cường công tác kiểm tra, giám sát, thanh "
            "tra đối với hoạt động huy động, quản lý và sử dụng vốn của Ngân hàng Chính sách xã hội, không "
            "để xảy ra tham nhũng, lãng phí, tiêu cực; kiểm soát và phòng ngừa rủi ro có thể ảnh hưởng đến "
            "khả năng thanh toán, hiệu quả hoạt động của Ngân hàng Chính sách xã hội."
        ),
        lead="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
        coordinating=(
            "Ủy ban Mặt trận Tổ quốc, các tổ chức chính trị - xã hội các cấp. Các sở, ban ngành có liên "
            "quan; Ủy ban nhân dân các xã, phường, đặc khu"
        ),
        product="Văn bản chỉ đạo, Kế hoạch triển khai thực hiện",
        time="Thường xuyên",
    ),
)

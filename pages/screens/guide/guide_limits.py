"""When the figures of each area are at their most exact, and what they cannot say.

Belongs here: the sentences, by page. Does not: formulas (guide_formulas.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from models.wording.words import N_


@dataclass(frozen=True)
class Limits:
    best: str
    cannot: tuple[str, ...]


LIMITS: dict[str, Limits] = {
    "protection.py": Limits(
        N_("mọi huyện đã gửi tệp “Chi trả hằng tháng” của cùng một tháng, có từng nhóm đối tượng, và mức chuẩn của tháng đó “Đã đối chiếu văn bản”."),
        (
            N_("Báo cáo năm 2023 chỉ có số toàn tỉnh: cơ cấu nhóm và số theo huyện là minh họa cho đến khi có tệp."),
            N_("Không dự báo số người: giữ số người của kỳ số liệu, trừ khi người dùng đặt giả định tăng, giảm."),
            N_("Từ 7/2025 người từ đủ 75 tuổi không lương hưu chuyển sang trợ cấp hưu trí xã hội: số của 2026, 2027 tính trên người của 2023 chỉ để tham khảo."),
            N_("NSTW hỗ trợ bao nhiêu chỉ biết khi có quyết định; chưa nhập tỷ lệ thì là chưa xác định, không phải 0."),
            N_("Thẻ bảo hiểm y tế là mức tối đa: mỗi người một thẻ tốt nhất, phần mềm không biết ai đã có thẻ khác."),
        ),
    ),
    "merit.py": Limits(
        N_("đã có bảng mức của nghị định cho mức chuẩn đang thử, và tệp “Chi trả hằng tháng” của mọi huyện có từng nhóm."),
        (
            N_("Mức chuẩn chưa có bảng công bố: lấy bảng liền trước nhân tỷ lệ tăng, làm tròn nghìn; mỗi người có thể lệch 1.000 đồng. Mức thấp hơn bảng cũ nhất là ước tính theo tỷ lệ."),
            N_("Một người có thể hưởng hai chế độ: số suất không phải số người."),
            N_("Kinh phí là của NSTW, ủy quyền cho tỉnh: không cộng vào ngân sách tỉnh."),
            N_("Số người giảm tự nhiên chỉ tính khi người dùng đặt “Giảm tự nhiên mỗi tháng”."),
        ),
    ),
    "employment.py": Limits(
        N_("đã nhập số việc làm, mức vay của chi nhánh Ngân hàng Chính sách xã hội và kế hoạch của năm."),
        (
            N_("Tiền cho vay là vốn quay vòng, thu hồi rồi cho vay tiếp: đứng riêng, không cộng vào chi ngân sách."),
            N_("Không nói hỗ trợ tạo thêm bao nhiêu việc làm: số việc làm là đầu vào do người dùng nhập."),
        ),
    ),
    "training.py": Limits(
        N_("đã có số người học được hỗ trợ theo từng nhóm và số ngày thực học của các cơ sở đào tạo."),
        (
            N_("Tuyển sinh trong báo cáo không phải số người được hỗ trợ; phần mềm không suy số này ra số kia."),
            N_("Người học đếm một lần ở phần chi phí đào tạo; tiền ăn, đi lại là của cùng những người đó."),
        ),
    ),
    "insurance.py": Limits(
        N_("đã có số người tham gia theo từng nhóm của Bảo hiểm xã hội tỉnh và tiền lương bình quân của người hưởng trợ cấp thất nghiệp."),
        (
            N_("Trợ cấp thất nghiệp do Quỹ BHTN chi: đứng riêng, không cộng vào ngân sách. Tính theo lương bình quân nên không cắt ở mức tối đa."),
            N_("Không dự báo bao nhiêu người sẽ tham gia khi mức hỗ trợ tăng."),
        ),
    ),
    "gender.py": Limits(
        N_("đã có số mô hình đang hoạt động và mức hỗ trợ theo kế hoạch của tỉnh."),
        (
            N_("Chỉ nhận số nạn nhân tổng hợp toàn tỉnh; không có số theo huyện, không có danh sách."),
            N_("Chỉ tiêu bình đẳng giới so với số đã báo cáo gần nhất; không suy ra giữa hai kỳ."),
        ),
    ),
    "children.py": Limits(
        N_("đã có số trẻ em theo kế hoạch dạy bơi và chi phí một khóa của tỉnh."),
        (
            N_("Hỗ trợ ở đây không gồm trợ cấp xã hội hằng tháng, đã tính ở trang Bảo trợ xã hội."),
            N_("Nhóm trẻ em rất nhỏ (nhiễm HIV, bị xâm hại) không bao giờ hiện theo huyện, xã."),
        ),
    ),
    "social_evils.py": Limits(
        N_("đã có số người đang cai tại cơ sở và số vào mới trong năm, tách lần đầu và lần sau."),
        (
            N_("Thời gian cai mới từ 01/7/2026: quy định chuyển tiếp chưa kiểm chứng, nên số người tăng dần là giả định."),
            N_("Không nói tỷ lệ tái nghiện: báo cáo không có số."),
        ),
    ),
    "poverty.py": Limits(
        N_("đã ghi kết quả rà soát hộ nghèo, hộ cận nghèo của mọi xã và số người được cấp thẻ của Bảo hiểm xã hội."),
        (
            N_("Báo cáo có số hộ, hỗ trợ tính theo người: số người do người dùng nhập, phần mềm không suy số người từ số hộ nghèo đã báo cáo."),
            N_("Chuẩn nghèo từ 2027 là xếp lại theo chuẩn mới, không phải nghèo tăng; số hộ ở giữa hai chuẩn là đầu vào."),
        ),
    ),
}  # fmt: skip
"""Page file -> its limits; every page with levers has some."""

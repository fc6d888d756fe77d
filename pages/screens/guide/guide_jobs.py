"""The jobs of leaders and planners, each in five steps: trying, seeking, comparing, the map.

Belongs here: what a job is, and its words. Does not: the jobs of the office (guide_jobs_office.py), drawing (guide_steps.py). A name in
“quotes” is what stands on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.access.roles import Action
from models.wording.words import N_


@dataclass(frozen=True)
class Job:
    """`slug` names its anchor and its picture, `alt` says what the picture shows, `needs` what its doer must be allowed to; `pages`
    are where it is done."""

    slug: str
    title: str
    pages: tuple[str, ...]
    needs: tuple[Action, ...]
    alt: str
    steps: tuple[str, str, str, str, str]


PLANNING = (
    Job(
        "thu-phuong-an", N_("Thử phương án trong cuộc họp"), ("protection.py", "merit.py"), (),
        N_("Trang Bảo trợ xã hội: các thông số bên trái, câu trả lời, số chính và biểu đồ bên phải"),
        (
            N_("Mở trang “Bảo trợ xã hội” hoặc “Người có công” trong danh sách trang bên trái; bảy lĩnh vực còn lại có cùng cách dùng."),
            N_("Kéo thanh “Mức chuẩn trợ giúp xã hội” hoặc bấm một mức theo văn bản; chọn “Áp dụng từ tháng” và “Chi trả theo mức mới từ tháng”."),
            N_("Đặt các thông số còn lại sau nút “Ai thuộc diện”, “Khoản đi kèm”, “Nguồn, dự toán”, “Giả định nâng cao”. Ô để trống là theo quy định hoặc chưa có số, không phải 0."),
            N_("Đọc câu trả lời ở đầu trang, rồi biểu đồ “Theo tháng hưởng”, “Theo tháng chi” và các thẻ “Nhóm”, “Huyện”, “Năm ngân sách”, “Nguồn”, “Cách tính”."),
            N_("Thử tiếp bằng “Lùi lại” (Ctrl+Z), “Làm lại” (Ctrl+Y), “Về mức hiện hành”; “Sao chép liên kết” cho địa chỉ mở lại đúng phương án này."),
        ),
    ),
    Job(
        "tinh-nguoc", N_("Tính ngược từ kinh phí"), ("protection.py", "merit.py"), (),
        N_("Thẻ Tính ngược từ kinh phí: ô kinh phí tối đa và câu trả lời về mức chuẩn cao nhất"),
        (
            N_("Mở trang “Bảo trợ xã hội” hoặc “Người có công”; đặt “Áp dụng từ tháng” và các thông số muốn giữ."),
            N_("Mở thẻ “Tính ngược từ kinh phí” ở dưới biểu đồ."),
            N_("Ghi “Mức kinh phí tăng thêm tối đa (triệu đồng)”; ở “Tính cho” chọn “mỗi tháng” hoặc “cả năm ngân sách 2024”."),
            N_("Ở “Tìm mức cao nhất của” chọn “Mức chuẩn”, “Hệ số của một nhóm” hoặc “Số người của một nhóm”."),
            N_("Đọc mức cao nhất đủ chi và bậc liền trên vượt bao nhiêu; bấm “Đặt mức chuẩn 430.000 đồng” để đưa mức đó lên thanh."),
        ),
    ),
    Job(
        "luu-so-sanh", N_("Lưu, so sánh, mang phương án sang máy khác"), ("scenarios.py",), (Action.SAVE_SCENARIO,),
        N_("Trang Phương án: hai phương án đã lưu cạnh hiện hành, câu so sánh và biểu đồ"),
        (
            N_("Trên trang có thanh kéo, bấm “Lưu phương án”, ghi “Tên phương án”, bấm “Lưu phương án” trong hộp, rồi “Mở trang Phương án”."),
            N_("Thẻ “So sánh phương án”: chọn ở “Phương án so sánh (tối đa 6)”, chọn mốc ở “So với” và khoản ở “Khoản chi”; “Tải bảng so sánh (CSV)” cho tờ trình."),
            N_("Thẻ “Phương án đã lưu (2)”: chọn ở “Mở phương án”. Số liệu hoặc văn bản đã đổi thì trang cho số lúc lưu, số hiện nay và nguyên nhân."),
            N_("Bấm “Tính lại theo số liệu mới” khi muốn dùng số mới (kết quả cũ vẫn giữ), hoặc “Tạo bản sao để sửa”; “Ghi nhận là phương án trình” cho phương án sẽ trình."),
            N_("“Liên kết, tệp” rồi “Tải tệp phương án (JSON)”; trên máy khác mở thẻ “Nhập từ tệp”, chọn tệp, bấm “Nạp phương án”."),
        ),
    ),
    Job(
        "ban-do", N_("So sánh huyện trên bản đồ"), ("district_map.py",), (),
        N_("Trang Bản đồ theo huyện: hai huyện được chọn mang chữ cái A và B, bảng so sánh ở bên cạnh"),
        (
            N_("Mở trang “Bản đồ theo huyện”; chọn “Chỉ tiêu”, “Tính trên” và “Địa giới”."),
            N_("Bấm đơn vị trên bản đồ hoặc gõ tên ở “Đơn vị so sánh (tối đa 6)”. Mỗi đơn vị giữ một màu và một chữ cái ở bản đồ, thứ hạng, diễn biến và bảng."),
            N_("Đổi “Cách xem”: “Bản đồ”, “Ô vuông”, “Bảng”. Tỷ lệ tô nền, số tuyệt đối vẽ hình tròn; ô gạch chéo là “Chưa có số liệu”, không phải 0."),
            N_("Có từ hai kỳ trở lên: kéo “Kỳ số liệu”, hoặc “Chạy” (phím P), “Trước”, “Sau” (phím mũi tên); bật “Giữ nguyên thang màu” để so các kỳ."),
            N_("Bấm “Tải bản đồ về”: “Ảnh PNG (dán vào Word, trình chiếu)”, “Trang A4 PDF (kèm bảng số liệu)” hoặc “Bảng Excel”."),
        ),
    ),
)  # fmt: skip

"""The guide's jobs, step by step, with pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.locale import _
from models.access.roles import ROLE_WORDS, Action, Role, holders
from models.wording.words import N_
from pages._registry import page
from pages.ui.format.tables import HARD
from pages.ui.saved import scenarios
from pages.ui.session import actor


@dataclass(frozen=True)
class Job:
    """`slug` names its anchor and its picture, `alt` says what the picture shows, `needs` what its doer must be allowed
    to; `pages` are where it is done."""

    slug: str
    title: str
    pages: tuple[str, ...]
    needs: tuple[Action, ...]
    alt: str
    steps: tuple[str, str, str, str, str]


PLANNING = (
    Job("thu-phuong-an", N_("Thử phương án trong cuộc họp"), ("protection.py", "merit.py"), (),
        N_("Trang Bảo trợ xã hội: các thông số bên trái, câu trả lời, số chính và biểu đồ bên phải"),
        (N_("Mở trang “Bảo trợ xã hội” hoặc “Người có công” ở danh sách trang trên cùng; bảy lĩnh vực còn lại có cùng "
        "cách dùng. Trang “Bảng tính nhanh” cho biết mỗi thông số nhích một nấc thì thêm bao nhiêu tiền."),
        N_("Xem mốc ở nút “Quy định: hôm nay” đầu trang, rồi kéo thanh “Mức chuẩn trợ giúp xã hội” (kéo đến đâu câu "
        "trả lời đổi đến đó) và chọn “Áp dụng từ tháng”. Bấm một mức theo văn bản thì cả mức, tháng và mốc "
        "đặt theo nghị định đó. Ô bên cạnh nhận số có dấu chấm, 540 nghìn, 1,2 tỷ."),
        N_("Đặt các thông số còn lại sau nút “Ai thuộc diện”, “Khoản đi kèm”, “Nguồn, dự toán”, “Giả định nâng "
        "cao”. Ô để trống là theo quy định hoặc chưa có số, không phải 0."),
        N_("Đọc câu trả lời ở đầu trang, rồi biểu đồ “Theo tháng hưởng”, “Theo tháng chi” và các thẻ “Nhóm”, "
        "“Huyện”, “Năm ngân sách”, “Nguồn”, “Cách tính”."),
        N_("Thử tiếp bằng “Lùi lại” (Ctrl+Z), “Làm lại” (Ctrl+Y), “Về mức hiện hành”; “Liên kết” cho địa chỉ "
        "mở lại đúng phương án này, “Tải về” cho tệp số liệu từng tháng. Không nhớ thông số ở đâu thì bấm “Tìm thông "
        "số” (kính lúp ở đầu mỗi trang). Nút quay lại của trình duyệt đưa về trang trước."))),
    Job("tinh-nguoc", N_("Tính ngược từ kinh phí"), ("protection.py", "merit.py"), (),
        N_("Thẻ Tính ngược từ kinh phí: ô kinh phí tối đa và câu trả lời về mức chuẩn cao nhất"),
        (N_("Mở trang “Bảo trợ xã hội” hoặc “Người có công”; đặt “Áp dụng từ tháng” và các thông số muốn giữ."),
        N_("Mở thẻ “Tính ngược từ kinh phí” ở dưới biểu đồ."),
        N_("Ghi “Mức kinh phí tăng thêm tối đa (triệu đồng)”; ở “Tính cho” chọn “mỗi tháng” hoặc “cả năm ngân "
        "sách 2024”."),
        N_("Ở “Tìm mức cao nhất của” chọn “Mức chuẩn”, “Hệ số của một nhóm” hoặc “Số người của một nhóm”."),
        N_("Đọc mức cao nhất đủ chi và bậc liền trên vượt bao nhiêu; bấm “Đặt mức chuẩn 430.000 đồng” để đưa mức "
        "đó lên thanh."))),
    Job("luu-so-sanh", N_("Lưu, so sánh, mang phương án sang máy khác"), ("scenarios.py",), (Action.SAVE_SCENARIO,),
        N_("Trang Phương án: hai phương án đã lưu cạnh hiện hành, câu so sánh và biểu đồ"),
        (N_("Trên trang có thanh kéo, bấm “Lưu”, ghi “Tên phương án”, bấm “Lưu phương án” trong hộp, rồi "
        "“Mở trang Phương án”."),
        N_("Thẻ “So sánh phương án”: chọn ở “Phương án so sánh (tối đa 6)”, chọn mốc ở “So với” và khoản ở "
        "“Khoản chi”; “Tải bảng so sánh (CSV)” cho tờ trình."),
        N_("Thẻ “Phương án đã lưu (2)”: chọn ở “Mở phương án”. Số liệu hoặc văn bản đã đổi thì trang cho số lúc "
        "lưu, số hiện nay và nguyên nhân."),
        N_("Bấm “Tính lại theo số liệu mới” khi muốn dùng số mới (kết quả cũ vẫn giữ), hoặc “Tạo bản sao để "
        "sửa”; “Ghi nhận là phương án trình” cho phương án sẽ trình."),
        N_("“Liên kết, tệp” rồi “Tải tệp phương án (JSON)”; trên máy khác mở thẻ “Nhập từ tệp”, chọn tệp, bấm "
        "“Nạp phương án”."))),
    Job("ban-do", N_("So sánh huyện, xã, phường trên bản đồ"), ("district_map.py",), (),
        N_("Trang Bản đồ: hai huyện được chọn mang chữ cái A và B, bảng so sánh ở bên cạnh"),
        (N_("Mở trang “Bản đồ”: có sẵn mật độ dân số và nhận xét chính. Bấm một câu hỏi ở đầu trang, hoặc chọn "
        "“Chỉ tiêu”, “Tính trên” và “Địa giới” (để “Theo kỳ số liệu” thì theo huyện hay xã, phường của kỳ đó)."),
        N_("Bấm đơn vị trên bản đồ hoặc gõ tên ở “Đơn vị so sánh (tối đa 6)”. Mỗi đơn vị giữ một màu và một chữ "
        "cái ở bản đồ, thứ hạng, diễn biến và bảng."),
        N_("Đổi “Cách xem”: “Bản đồ”, “Ô vuông”, “Bảng”. Tỷ lệ tô nền, số tuyệt đối vẽ hình tròn; ô gạch chéo "
        "là “Chưa có số liệu”, không phải 0. Bấm “Tăng thêm nếu …” rồi kéo thanh mức chuẩn: bản đồ và tổng số đổi "
        "theo tay."),
        N_("Có từ hai kỳ trở lên: kéo “Kỳ số liệu”, hoặc “Chạy” (phím P), “Trước”, “Sau” (phím mũi tên); bật "
        "“Giữ nguyên thang màu” để so các kỳ."),
        N_("Bấm “Tải bản đồ về”: “Ảnh PNG (dán vào Word, trình chiếu)”, “Trang A4 PDF (khổ ngang, để in)” hoặc "
        "“Bảng Excel”."))),
)  # fmt: skip


OFFICE = (
    Job("nap-tep", N_("Nạp tệp (người nạp)"), ("upload.py",), (Action.UPLOAD,),
        N_("Trang Cập nhật số liệu, bước Kiểm tra: ba ô sai được chỉ ra kèm cách sửa"),
        (N_("Mở trang “Cập nhật số liệu”, chọn ở “Tệp có số liệu gì?”. Chưa có tệp thì tải “Biểu mẫu Excel”, điền "
        "số rồi nạp."),
        N_("Bấm “Chọn tệp” hoặc kéo tệp của xã, huyện thả vào khung, để nguyên như nhận được. Tệp có họ tên "
        "hoặc số định danh bị từ chối và không được giữ."),
        N_("Đọc phần mềm đã hiểu tệp thế nào; trả lời câu hỏi rồi bấm “Trả lời và kiểm tra tiếp”; cột bị hiểu "
        "sai thì mở “Khớp cột của tệp với mẫu”."),
        N_("Ô sai: ghi “Giá trị sửa” rồi bấm “Dùng các giá trị sửa và kiểm tra lại”; hoặc “Tải tệp đã đánh dấu "
        "lỗi”, sửa trong Excel và nạp lại."),
        N_("Bấm “Xem thay đổi”, “Tiếp tục: xác nhận”, đánh dấu từng nhóm cần xác nhận rồi bấm “Gửi duyệt”. Chưa "
        "xong thì tệp nằm ở danh sách bản nháp: “Mở tiếp”."))),
    Job("duyet-ghi", N_("Duyệt và ghi (người duyệt)"), ("upload.py", "history.py"), (Action.APPLY,),
        N_("Bước Xem thay đổi: số dòng mới, dòng thay và bảng từng dòng trước và sau"),
        (N_("Mở trang “Cập nhật số liệu”; ở danh sách “Chờ duyệt (1)” bấm “Mở xem”."),
        N_("Bấm “Xem thay đổi”: thẻ “Từng dòng thay đổi” cho số trước và sau, thẻ “Tác động” cho kinh phí thay "
        "đổi ra sao."),
        N_("Bấm “Tiếp tục: xác nhận”; đọc rồi đánh dấu từng nhóm cảnh báo. Tên người xác nhận được lưu cùng lần "
        "cập nhật."),
        N_("Bấm nút ghi, ví dụ “Ghi 36 dòng của tháng 12/2023”. Có người vừa ghi trước thì bấm “Xem thay đổi với "
        "số mới” và xem lại."),
        N_("Mở trang “Lịch sử cập nhật”, thẻ “Các lần cập nhật”, để thấy bản vừa ghi; các trang khác dùng số mới "
        "ngay."))),
    Job("thu-hoi", N_("Thu hồi"), ("history.py",), (Action.UNDO,),
        N_("Trang Lịch sử cập nhật: một bản đang mở với các dòng sẽ trở về số trước đó"),
        (N_("Mở trang “Lịch sử cập nhật”, thẻ “Các lần cập nhật”; lọc theo “Bộ dữ liệu”, “Người ghi” nếu danh sách "
        "dài."), N_("Chọn bản ở “Xem một bản: đã ghi gì, số liệu lúc đó, thu hồi”."),
        N_("Đọc các dòng sẽ đổi: số đang có, số sau khi thu hồi, và dòng giữ nguyên vì đã được ghi lại sau bản "
        "này."),
        N_("Đánh dấu “Tôi đã xem các dòng trên và đồng ý thu hồi bản 2”, bấm nút thu hồi, ví dụ “Thu hồi bản 2: "
        "bỏ 6 dòng”."),
        N_("Lấy lại số vừa thu hồi: mở bản mới nhất và thu hồi chính bản đó. Không xóa gì; tệp và lịch sử vẫn còn."))),
    Job("van-ban", N_("Nhập và đối chiếu văn bản"), ("law.py",), (Action.WRITE_LAW, Action.VERIFY_LAW),
        N_("Trang Mức chuẩn và văn bản: phần đối chiếu và biểu nhập một mức mới với bốn ngày"),
        (N_("Mở trang “Mức chuẩn và văn bản”, chọn “Mức”; ở “Văn bản mới” mở thẻ “Thêm một mức”, hoặc “Nạp tệp "
        "nhiều mức” cho cả bảng."), N_("Ghi “Mức (đồng)”, “Văn bản (số, ký hiệu, điều)” và chọn “Nguồn thông tin”."),
        N_("Ghi bốn ngày: “Ngày ban hành”, “Áp dụng từ ngày” (tiền tính từ đây), “Có hiệu lực từ ngày”, “Chi "
        "trả từ tháng” (để trống: tự tính); văn bản có ghi ngày hết hiệu lực thì thêm “Có hiệu lực đến ngày”."),
        N_("Đọc dòng xem trước (truy lĩnh mấy tháng, thay mức nào) rồi bấm nút ghi, ví dụ “Ghi Mức chuẩn trợ "
        "giúp xã hội 600.000 đồng/tháng từ 01/7/2027”."),
        N_("Mở bản gốc, so từng số và ngày; chọn ở “Mức đã đối chiếu”, đánh dấu “Tôi đã đọc văn bản gốc và thấy "
        "đúng như trên”, bấm “Đã đối chiếu văn bản”."))),
    Job("dia-gioi", N_("Chuyển địa giới, tỷ lệ chia"), ("district_map.py", "admin.py"), (Action.ENTER_SHARES,
        Action.IMPORT_BOUNDARIES), N_("Trang Quản trị, thẻ Ranh giới: tỷ lệ quy đổi của một đơn vị bị chia"),
        (N_("Trên trang “Bản đồ”, chọn địa giới mới ở “Địa giới”: số cũ được chuyển, có dấu “(quy "
        "đổi)”; đơn vị bị chia cho một khoảng từ … đến …"),
        N_("Mở trang “Quản trị”, thẻ “Ranh giới”; ở “Ranh giới và quy đổi” chọn “Tỷ lệ quy đổi của đơn vị bị "
        "chia”."), N_("Chọn “Đơn vị bị chia hoặc chưa rõ nơi nhập”, rồi các đơn vị mới ở “Nhập vào đơn vị”."),
        N_("Ghi tỷ lệ về từng đơn vị và “Nguồn của tỷ lệ” (biểu dân số theo thôn, nghị quyết); xem bảng “Đang "
        "ghi”, “Sẽ ghi”."),
        N_("Bấm nút “Ghi tỷ lệ của …”; khoảng trên bản đồ thành một số. Ranh giới đo đạc (GeoJSON, WGS 84) nạp ở "
        "“Nạp ranh giới chính xác”."))),
    Job("nguoi-dung", N_("Quản trị: người dùng"), ("admin.py",), (Action.MANAGE_USERS,),
        N_("Trang Quản trị, thẻ Người dùng: danh sách tài khoản và phần mời người dùng mới"),
        (N_("Mở trang “Quản trị”, thẻ “Người dùng”; ở “Mời người dùng mới” ghi “Tên đăng nhập” và “Họ tên hoặc "
        "chức danh”."),
        N_("Chọn “Vai trò”; người chỉ phụ trách một phần thì chọn thêm “Lĩnh vực”, “Địa bàn”. “Thêm một vai trò” "
        "khi kiêm nhiều việc."),
        N_("Bấm “Tạo tài khoản và liên kết”; chuyển liên kết tận tay (dùng một lần), rồi bấm “Đã chuyển, ẩn liên "
        "kết”."),
        N_("Đổi việc: chọn ở “Tài khoản”, sửa vai trò, bấm “Lưu vai trò”; có hiệu lực ngay ở lần bấm tiếp theo "
        "của người đó."),
        N_("Nghỉ việc: “Khóa tài khoản …”. Quên mật khẩu: “Tạo liên kết đặt mật khẩu”. Nghi lộ mật khẩu: “Kết "
        "thúc mọi phiên”."))),
    Job("sao-luu", N_("Quản trị: sao lưu, khôi phục"), ("admin.py",), (Action.BACK_UP, Action.RESTORE),
        N_("Trang Quản trị, thẻ Sao lưu: nút sao lưu và danh sách các bản sao lưu"),
        (N_("Mở trang “Quản trị”, thẻ “Sao lưu”, bấm “Sao lưu ngay”: bản sao được đọc lại và kiểm tra trước khi "
        "báo xong."),
        N_("Chọn ở “Bản sao lưu”, bấm “Kiểm tra bản này”, rồi nút “Tải về (12 MB)” và chép sang máy hoặc ổ khác."),
        N_("Khôi phục: người vận hành máy chủ dừng ứng dụng, chạy python -m data.backup khoi-phuc TỆP rồi mở lại."),
        N_("Số ghi sau lúc sao lưu sẽ mất; hiện trạng được sao lưu trước khi thay, nên còn đường quay lại."),
        N_("Mọi người đăng nhập lại. Chỉ muốn bỏ mọi số đã nạp mà giữ lịch sử: thẻ “Số liệu gốc”, gõ “SỐ LIỆU "
        "GỐC”."))),
)  # fmt: skip
JOBS = (*PLANNING, *OFFICE)
"""All jobs, in the order of the guide."""


PICTURES = Path(__file__).parents[2] / "assets" / "guide"


def show() -> None:
    st.markdown(" · ".join(f"[{_(job.title).replace(' ', HARD)}](#{job.slug})" for job in JOBS))
    for place, job in enumerate(JOBS, 1):
        with st.container(border=True, key=f"huong-dan-viec-{job.slug}"):
            _card(place, job)


def picture(job: Job) -> Path:
    return PICTURES / f"{job.slug}.webp"


def _card(place: int, job: Job) -> None:
    st.subheader(_("{number}. {title}").format(number=place, title=_(job.title)), anchor=job.slug)
    steps, seen = st.columns([1, 1.15], gap="medium")
    with steps:
        st.caption(_("Ai làm: {roles}").format(roles=_doers(job)))
        st.markdown("\n".join(f"{number}. {_(step)}" for number, step in enumerate(job.steps, 1)))
        with st.container(horizontal=True):
            for file in job.pages:
                spec = page(file)
                if spec.needs and not actor.may(*spec.needs):
                    continue
                st.page_link(scenarios.entry(spec), label=_(spec.title), icon=":material/arrow_forward:")
    with seen:
        if picture(job).exists():
            st.image(str(picture(job)), width="stretch", alt=_(job.alt))
        else:  # an installation without pictures still has its guide
            st.caption(_(job.alt))


def _doers(job: Job) -> str:
    """Everybody reads; what is asked for more is in the matrix of rights."""
    if not job.needs:
        return _("mọi người xem được số liệu")
    roles: dict[Role, None] = dict.fromkeys(role for action in job.needs for role in holders(action))
    return ", ".join(_(ROLE_WORDS[role]) for role in roles)

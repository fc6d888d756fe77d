"""All pages: file, title, section, address and what the page answers."""

from __future__ import annotations

from dataclasses import dataclass

from models.access.roles import Action
from models.policy.areas import (
    children,
    employment,
    gender,
    insurance,
    merit,
    poverty,
    protection,
    social_evils,
    training,
)
from models.policy.levers.levers import Lever
from models.wording.words import N_


@dataclass(frozen=True)
class PageSpec:
    """`section` is the button of the list on top that the page stands behind, "" = it stands there itself; `menu` is
    the title where the full one is too long for that list; `url_path` is ASCII kebab Vietnamese;
    `prefix` begins every key of the page in the address bar; `retired` names levers of earlier versions that old links
    may carry; who may do none of `needs` does not see the page."""

    file: str
    title: str
    section: str
    url_path: str
    answers: str
    prefix: str = ""
    levers: tuple[Lever, ...] = ()
    retired: tuple[str, ...] = ()
    default: bool = False
    menu: str = ""
    needs: tuple[Action, ...] = ()


POLICY, WORK, SYSTEM = N_("Chính sách"), N_("Nghiệp vụ"), N_("Hệ thống")

PAGES = (
    PageSpec("overview.py", N_("Tổng quan"), "", "tong-quan",
        N_("Toàn tỉnh đang chi bao nhiêu, cho ai, từ nguồn nào?"), default=True),
    PageSpec("merit.py", N_("Người có công"), POLICY, "nguoi-co-cong",
        N_("Mức chuẩn tăng thì NSTW chi thêm bao nhiêu mỗi tháng, truy lĩnh tháng nào?"), prefix="ncc-",
        levers=(*merit.LEVERS, *merit.VIEW_LEVERS)),
    PageSpec("employment.py", N_("Việc làm"), POLICY, "viec-lam",
        N_("Bao nhiêu người có việc làm mới, đạt kế hoạch đến đâu, hỗ trợ tốn bao nhiêu?"),
        prefix=employment.AREA.prefix, levers=employment.AREA.all_levers),
    PageSpec("training.py", N_("Giáo dục nghề nghiệp"), POLICY, "giao-duc-nghe-nghiep",
        N_("Tuyển sinh bao nhiêu, tỷ lệ qua đào tạo ra sao, hỗ trợ người học tốn bao nhiêu?"),
        prefix=training.AREA.prefix, levers=training.AREA.all_levers),
    PageSpec("protection.py", N_("Bảo trợ xã hội"), POLICY, "bao-tro-xa-hoi",
        N_("Nâng mức chuẩn thì tăng bao nhiêu tiền mỗi tháng, ai chi, chi từ tháng nào?"), prefix="btxh-",
        levers=(*protection.LEVERS, *protection.VIEW_LEVERS)),
    PageSpec("insurance.py", N_("Bảo hiểm xã hội, bảo hiểm thất nghiệp"), POLICY, "bao-hiem",
        N_("Hỗ trợ đóng BHXH tự nguyện, Quỹ BHTN chi trợ cấp thất nghiệp tốn bao nhiêu?"),
        prefix=insurance.AREA.prefix, levers=insurance.AREA.all_levers, menu=N_("BHXH, BHTN")),
    PageSpec("gender.py", N_("Bình đẳng giới"), POLICY, "binh-dang-gioi",
        N_("Chỉ tiêu nào đến hạn năm nào, hỗ trợ nạn nhân, mô hình tốn bao nhiêu?"),
        prefix=gender.AREA.prefix, levers=gender.AREA.all_levers),
    PageSpec("children.py", N_("Trẻ em"), POLICY, "tre-em",
        N_("Bao nhiêu trẻ em biết bơi an toàn, được hỗ trợ, tốn bao nhiêu?"), prefix=children.AREA.prefix,
        levers=children.AREA.all_levers),
    PageSpec("social_evils.py", N_("Phòng, chống tệ nạn xã hội"), POLICY, "phong-chong-te-nan",
        N_("Cai nghiện, quản lý sau cai tốn bao nhiêu, thời gian mới thêm bao nhiêu?"),
        prefix=social_evils.AREA.prefix, levers=social_evils.AREA.all_levers),
    PageSpec("poverty.py", N_("Giảm nghèo"), POLICY, "giam-ngheo",
        N_("Còn bao nhiêu hộ nghèo, cách chỉ tiêu bao xa, hỗ trợ tốn bao nhiêu?"),
        prefix=poverty.AREA.prefix, levers=poverty.AREA.all_levers),
    PageSpec("step_costs.py", N_("Bảng tính nhanh"), POLICY, "bang-tinh-nhanh",
        N_("Mỗi thông số chính nhích một nấc thì thêm, bớt bao nhiêu mỗi tháng, cả năm, ai trả?")),
    PageSpec("district_map.py", N_("Bản đồ"), "", "ban-do",
        N_("Đơn vị nào có bao nhiêu đối tượng, kinh phí thay đổi ra sao?")),
    PageSpec("scenarios.py", N_("Phương án"), "", "phuong-an",
        N_("Các phương án đã lưu khác nhau thế nào, và nay còn đúng như lúc lưu không?")),
    PageSpec("upload.py", N_("Cập nhật số liệu"), WORK, "cap-nhat-so-lieu",
        N_("Đưa số liệu của huyện, xã vào phần mềm.")),
    PageSpec("history.py", N_("Lịch sử cập nhật"), WORK, "lich-su-cap-nhat",
        N_("Ai đã ghi gì, khi nào; thu hồi khi cần.")),
    PageSpec("law.py", N_("Mức chuẩn và văn bản"), WORK, "muc-chuan-van-ban",
        N_("Mức nào theo văn bản nào, từ ngày nào; thêm văn bản mới, đối chiếu văn bản.")),
    PageSpec("tasks.py", N_("Nhiệm vụ, giải pháp năm 2024"), WORK, "nhiem-vu-2024",
        N_("Khó khăn đã nêu và năm giải pháp của năm 2024.")),
    PageSpec("audit.py", N_("Nhật ký"), SYSTEM, "nhat-ky", N_("Ai đã làm gì, lúc nào; nhật ký còn nguyên vẹn không?"),
        needs=(Action.READ_AUDIT,)),
    PageSpec("admin.py", N_("Quản trị"), SYSTEM, "quan-tri",
        N_("Người dùng, thiết lập, sao lưu, ranh giới, văn bản chờ đối chiếu."), needs=(Action.MANAGE_USERS,
        Action.MANAGE_OFFICE, Action.BACK_UP, Action.RESTORE, Action.IMPORT_BOUNDARIES, Action.ENTER_SHARES,
        Action.VERIFY_LAW)),
    PageSpec("guide.py", N_("Hướng dẫn sử dụng"), SYSTEM, "huong-dan",
        N_("Cách dùng phần mềm và ý nghĩa của các dấu hiệu.")),
)  # fmt: skip

BY_PREFIX = {spec.prefix: spec for spec in PAGES if spec.prefix}
"""The entries of pages with levers, by the prefix of their keys."""


def page(file: str) -> PageSpec:
    """The entry of a page file; KeyError when it is not registered."""
    for spec in PAGES:
        if spec.file == file:
            return spec
    raise KeyError(file)

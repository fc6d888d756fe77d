"""The part "Dữ liệu cá nhân": what the app refuses, what it keeps of whom and how long, who reads it.

Belongs here: these rules as they hold at this office. Does not: refusing (data/ingest/personal.py), keeping periods (data/office).
"""

from __future__ import annotations

import streamlit as st

from data.accounts import sessions
from data.audit.words import ACTION_WORDS as AUDIT_WORDS
from data.locale import _
from models.access.roles import ROLE_WORDS, Action, holders
from models.policy.engine.baseline import SMALL_CELL
from models.wording.numbers import number
from pages.ui.format.tables import table
from pages.ui.session import office


def show() -> None:
    st.markdown(
        _(
            "Phần mềm làm việc với **số tổng hợp** theo xã, nhóm và tháng. Danh sách người hưởng thuộc phạm vi của Luật Bảo vệ dữ liệu cá nhân (Luật số 91/2025/QH15) "
            "và không đi vào phần mềm: không có chỗ nào để nạp, để lưu, để tìm một người."
        )
    )
    st.markdown(_("**Không nhận**"))
    st.markdown(
        _(
            "- Tệp có cột họ tên, ngày sinh, số định danh, số điện thoại, số tài khoản, hoặc có các số trông như vậy ở bất kỳ cột nào: bị từ chối, không giữ tệp, không giữ bản nháp, "
            "không nhắc lại giá trị nào trong câu báo.\n"
            "- Có danh sách thì dùng nút “Tải tệp cộng danh sách (Excel)”: tệp tự cộng ngay trên máy của mình, chỉ nạp trang “Tổng hợp”.\n"
            "- Ghi chú, tên phương án là ô tự do: không ghi tên người hưởng vào đó."
        )
    )
    st.markdown(_("**Không hiện**"))
    st.markdown(
        _(
            "- Số dưới {small} người của một đơn vị không hiện trên bản đồ, bảng, chú giải và tệp tải về; khi che một số thì che thêm một số khác để không tính ngược ra được.\n"
            "- Nhóm rất nhỏ (ví dụ người nhiễm HIV, trẻ dưới 4 tuổi không có nguồn nuôi dưỡng, trẻ em bị xâm hại) không bao giờ hiện theo huyện, xã.\n"
            "- Trường hợp cụ thể trên các trang là ví dụ, không phải người có thật."
        ).format(small=SMALL_CELL)
    )
    st.markdown(_("**Giữ gì của ai, bao lâu**"))
    st.markdown(table([_("Nội dung"), _("Gồm"), _("Giữ bao lâu")], _kept(), numbers_from=9))
    st.markdown(_("**Nhật ký ghi gì, ai đọc**"))
    st.markdown(_log())


def _kept() -> list[list[str]]:
    kept = office.choices()
    forever = _("cùng với cơ sở dữ liệu")
    return [
        [_("Tài khoản cán bộ"), _("tên đăng nhập, họ tên hoặc chức danh, vai trò, mã băm của mật khẩu"), forever],
        [_("Phiên đăng nhập"), _("lúc mở, lúc hết, địa chỉ máy"), _("{days} ngày sau khi hết").format(days=number(sessions.KEPT_AFTER_END.days))],
        [_("Tệp gốc đã ghi"), _("nguyên tệp, để đối chiếu và kiểm tra lại"), _("{days} ngày kể từ lần ghi cuối; sau đó bỏ nội dung, giữ tên và mã").format(days=number(kept.file_days))],
        [_("Bản nháp"), _("tệp đang làm, câu trả lời, giá trị đã sửa"), _("{days} ngày không ai đụng tới").format(days=number(kept.draft_days))],
        [_("Số liệu, phương án"), _("số tổng hợp; tên người ghi, người lưu"), forever],
        [_("Nhật ký"), _("ai, việc gì, lúc nào, số bản, mã của tệp, địa chỉ máy khi đăng nhập"), forever],
        [_("Trình duyệt"), _("một cookie của phiên đăng nhập, chỉ gửi về máy chủ này"), _("đến khi đăng xuất hoặc hết phiên")],
    ]  # fmt: skip


def _log() -> str:
    readers = ", ".join(_(ROLE_WORDS[role]) for role in holders(Action.READ_AUDIT))
    deeds = "; ".join(_(words).lower() for words in AUDIT_WORDS.values())
    return _(
        "- Ghi {count} loại việc: {deeds}.\n"
        "- Không ghi mật khẩu, mã phiên, nội dung tệp hay dữ liệu cá nhân của người hưởng. Tên đăng nhập không có thật không được giữ.\n"
        "- Chỉ thêm, không sửa, không xóa: mỗi dòng mang mã băm của dòng trước, trang Nhật ký kiểm tra được cả chuỗi và in mã chốt hằng ngày.\n"
        "- Người đọc được nhật ký: {readers}. Bản nháp: người nạp, khi đã gửi duyệt thì cả người duyệt. Tệp gốc đã ghi: người được tải số liệu về, và mỗi lần tải được ghi nhật ký."
    ).format(count=number(len(AUDIT_WORDS)), deeds=deeds, readers=readers)

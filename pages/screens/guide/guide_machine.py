"""The part "Máy và mạng": what this machine lacks, working without internet, printing, the keyboard, where backups are.

Belongs here: these words. Does not: finding what the machine lacks (platform_limits.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from pages.ui.format.tables import table
from pages.ui.frame import platform_limits
from pages.ui.levers import history
from pages.ui.session import loaders


def show() -> None:
    st.markdown(_("**Máy cài đặt**"))
    weak = platform_limits.sentences() or [_("Máy này có đủ mọi giới hạn bảo vệ mà phần mềm dùng.")]
    engine = _("một tệp trên máy chủ (SQLite)") if loaders.settings().is_sqlite else _("máy chủ PostgreSQL")
    weak.append(_("Số liệu ở {engine}.").format(engine=engine))
    if not loaders.settings().allow_network:
        weak.append(
            _("Phần mềm chỉ nhận kết nối từ chính máy cài đặt; người quản trị máy chủ mở cho mạng nội bộ khi cần.")
        )
    st.markdown("\n".join(f"- {sentence}" for sentence in weak))
    st.markdown(_("**Không có internet**"))
    st.markdown(
        _(
            "Phần mềm không gọi ra ngoài: bản đồ, phông chữ, biểu đồ nằm sẵn trong máy chủ. Chỉ cần mạng nội bộ đến máy chủ; đứt mạng thì trang tự nối lại, thông số còn trong địa chỉ, "
            "tệp đang nạp còn trong bản nháp. Liên kết và tệp phương án gửi qua thư, đĩa đều được."
        )
    )
    st.markdown(_("**In**"))
    st.markdown(
        _(
            "In trang đang xem bằng Ctrl+P của trình duyệt; chọn A4 ngang cho các bảng rộng. Bản đồ có trang A4 riêng ở nút “Tải bản đồ về”. In cả hướng dẫn: chọn “Tất cả, để in hoặc tìm” ở đầu "
            "trang rồi Ctrl+P; Ctrl+F tìm trong mọi phần cùng lúc."
        )
    )
    st.markdown(_("**Bàn phím**"))
    st.markdown(table([_("Phím"), _("Việc"), _("Ở đâu")], shortcuts(), numbers_from=9))
    st.markdown(_("**Bản sao lưu ở đâu**"))
    st.markdown(
        _(
            "Trong thư mục số liệu của máy chủ; trang Quản trị, thẻ “Sao lưu” ghi rõ đường dẫn và cho tải về. Bản sao lưu giữ toàn bộ: số liệu, phương án, tài khoản, nhật ký. Chép thường xuyên ra máy "
            "khác, và để nơi chỉ người có trách nhiệm vào được."
        )
    )


def shortcuts() -> list[list[str]]:
    """Every shortcut, then what browsers and Streamlit's controls do by themselves."""
    levers, board = _("trang có thanh kéo"), _("bản đồ, khi có từ hai kỳ")
    return [
        [history.UNDO_KEYS.title(), _("Lùi lại"), levers],
        [history.REDO_KEYS.title(), _("Làm lại"), levers],
        ["P", _("Chạy hoặc dừng các kỳ"), board],
        [_("Mũi tên trái"), _("Kỳ trước"), board],
        [_("Mũi tên phải"), _("Kỳ sau"), board],
        [_("Mũi tên trái, phải"), _("Đổi một bậc"), _("trên thanh kéo đang chọn")],
        ["Tab, Shift+Tab", _("Đến ô, nút kế tiếp, trước đó"), _("mọi trang")],
        ["Esc", _("Đóng hộp đang mở"), _("mọi trang")],
        ["Ctrl+F, Ctrl+P", _("Tìm, in"), _("mọi trang (của trình duyệt)")],
    ]

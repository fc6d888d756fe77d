"""The part "Dấu hiệu trên số liệu": what is said of a figure beside it, and what each word means.

Belongs here: the words' meanings. Does not: the words themselves where pages already name them (figures.py, numbers.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.policy.engine.baseline import SMALL_CELL
from models.wording.numbers import hedge_words
from pages.ui.format.figures import QUALITY_WORDS
from pages.ui.format.tables import table

_QUALITIES = {
    "reported": _("Lấy nguyên văn từ báo cáo năm 2023; đưa chuột lên số để xem câu gốc."),
    "uploaded": _("Từ tệp của huyện, xã đã ghi vào phần mềm; trang Lịch sử cập nhật cho biết ai ghi, lúc nào, từ tệp nào."),
    "derived": _("Suy ra từ số báo cáo bằng công thức ghi kèm; làm tròn của số gốc vẫn còn trong đó."),
    "illustrative": _("Phần mềm chia số toàn tỉnh theo dân số để xem thử: làm tròn, có dấu ≈, không dùng để so sánh, giao chỉ tiêu, phân bổ. Hết ở tệp thật đầu tiên của khoản đó."),
}  # fmt: skip
_HEDGES = {
    "=": _("Số đúng như nguồn ghi."),
    ">": _("Nguồn ghi “trên …”: số thật lớn hơn. Chữ “trên” được giữ qua mọi phép tính."),
    "<": _("Nguồn ghi “gần …” hoặc “dưới …”: số thật nhỏ hơn."),
    "~": _("Nguồn ghi “khoảng …”: số đã làm tròn."),
}
_EVIDENCE = {
    "text": _("Đã có người đọc văn bản gốc."),
    "secondary": _("Từ trang tổng hợp văn bản; nên đối chiếu."),
    "press": _("Chưa kiểm chứng: cần đối chiếu văn bản gốc trước khi trình."),
    "memory": _("Chưa kiểm chứng: cần đối chiếu văn bản gốc trước khi trình."),
}


def show() -> None:
    _table(_("Số này từ đâu ra"), [[QUALITY_WORDS[key], words] for key, words in _QUALITIES.items()])
    _table(_("Số này chắc đến đâu"), [[hedge_words(key), words] for key, words in _HEDGES.items()])
    _table(_("Mức theo văn bản biết từ nguồn nào"), [[_(EVIDENCE_WORDS[key]), words] for key, words in _EVIDENCE.items()])  # fmt: skip
    _table(_("Dấu hiệu khác"), _others())


def _others() -> list[list[str]]:
    return [
        [_("Giả định"), _("Người dùng đặt ở thanh kéo hoặc ô nhập; không phải số liệu, không phải dự báo.")],
        [_("Chưa có số liệu"), _("Không ai đã báo cáo. Phần mềm không bao giờ thay bằng 0; trên bản đồ là ô gạch chéo.")],
        [_("Dưới {count} người (không hiển thị)").format(count=SMALL_CELL), _("Số quá nhỏ có thể chỉ ra một người nên được che, cùng một số khác để không tính ngược ra được.")],
        [_("Một phần"), _("Chưa đủ các đơn vị gửi số (ví dụ 5/6 huyện): tổng chưa phải của toàn tỉnh, không cộng lẫn với số cũ.")],
        [_("(quy đổi)"), _("Số của đơn vị cũ chuyển sang địa giới mới. Đơn vị bị chia cho một khoảng cho đến khi có tỷ lệ kèm nguồn.")],
        [_("Chưa phân huyện"), _("Phần của tỉnh không thuộc huyện nào: chênh lệch chưa phân bổ theo nhóm, khoản của cấp tỉnh.")],
        [_("Ước tính ±1.000 đồng"), _("Mức người có công chưa có bảng công bố; mỗi người có thể lệch 1.000 đồng.")],
        [_("Tối đa"), _("Thẻ bảo hiểm y tế: chưa trừ người đã có thẻ theo diện khác.")],
        [_("Ranh giới sơ đồ"), _("Bản đồ vẽ phác, không có giá trị pháp lý, cho đến khi nạp ranh giới đo đạc.")],
        [_("Bản Thử nghiệm"), _("Bản sao để tập: dải đỏ ở mọi trang và dòng đầu của mọi tệp; không dùng để báo cáo.")],
    ]  # fmt: skip


def _table(title: str, rows: list[list[str]]) -> None:
    st.markdown(f"**{title}**")
    st.markdown(table([_("Dấu hiệu"), _("Nghĩa")], rows, numbers_from=9))

"""The part "Công thức và giới hạn": how each area is reckoned, in words, from the declarations the reckoning itself uses.

Belongs here: rules that hold everywhere, an area's formula, its schemes, its limits. Does not: the sentences of the limits (guide_limits.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import DIVISORS, SupportArea, SupportLine
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.schemes import SCHEMES
from models.wording.numbers import number, short_month
from pages._registry import PAGES, PageSpec
from pages.screens.guide.guide_limits import LIMITS
from pages.ui.format.tables import table
from pages.ui.session import loaders

_EVERYWHERE = _(
    "- **Tiền** là đồng nguyên. Mỗi ô (địa bàn, nhóm, tháng) làm tròn một lần đến đồng, nửa đồng làm tròn lên; tổng là tổng các ô, nên cộng tay khớp đến từng đồng.\n"
    "- **Hiện hành** là quy định biết được vào ngày ở “Quy định tính đến ngày” (mặc định 31/12/2023, cùng ngày với số liệu của báo cáo); văn bản ban hành sau ngày đó coi như chưa có.\n"
    "- **Theo tháng hưởng** tính tiền vào tháng được hưởng; **Theo tháng chi** tính vào tháng trả thật. Tiền của các tháng từ “Áp dụng từ tháng” đến trước “Chi trả theo mức mới từ tháng” là truy lĩnh, trả một lần; cộng cả thời gian tính thì hai cách xem bằng nhau.\n"
    "- **Năm ngân sách** từ 01/01 đến 31/12. Số người giữ theo kỳ số liệu cho mọi tháng, trừ khi đặt giả định.\n"
    "- **Ba nguồn không cộng vào nhau**: ngân sách nhà nước, Quỹ BHTN, vốn vay quay vòng.\n"
    "- Trước tháng áp dụng, phương án bằng hiện hành đến từng đồng; các phần (huyện, nhóm, nguồn) cộng lại bằng con số của câu trả lời."
)
_OWN = {
    "protection": _(
        "Kinh phí một tháng tại cộng đồng = tổng của (số người × hệ số × mức chuẩn) của các nhóm + chênh lệch chưa phân bổ theo nhóm. Nuôi dưỡng "
        "tại cơ sở, hỗ trợ chăm sóc, mai táng, trợ giúp khẩn cấp: số người hoặc số ca × hệ số của khoản × mức chuẩn. Hưu trí xã hội: số người × "
        "mức trợ cấp. Thẻ bảo hiểm y tế: số thẻ × 4,5% × lương cơ sở. Tỉnh nâng riêng thì phần trên mức của Trung ương do NSĐP chịu."
    ),
    "merit": _(
        "Kinh phí một tháng = tổng của (số suất × mức công bố của nhóm theo nghị định) + chênh lệch chưa phân bổ theo nhóm. Quà: số người × mức quà "
        "của từng dịp. Điều dưỡng: số lượt × 0,9 hoặc 1,8 × mức chuẩn. Phí quản lý: 1,7% kinh phí do NSTW bảo đảm."
    ),
}
_SUPPORT = _(
    "Mỗi khoản là tích của các thừa số dưới đây, tính riêng cho hiện nay và cho phương án; khoản theo năm chia 12. Thiếu một thừa số thì khoản đó chưa tính, không coi là 0."
)


def show(data: loaders.Data) -> None:
    st.markdown(_("**Quy tắc chung cho mọi lĩnh vực**"))
    st.markdown(_EVERYWHERE)
    st.caption(_("Phiên bản của cách tính: {version}. Phương án lưu bằng phiên bản khác được nói rõ khi mở lại.").format(version=ENGINE_VERSION))  # fmt: skip
    _reconciliation(data)
    support = {area.policy_area: area for area in AREAS}
    for spec in PAGES:
        if spec.levers:
            with st.container(border=True):
                _area(spec, support.get(spec.file.removesuffix(".py")))


def _reconciliation(data: loaders.Data) -> None:
    st.markdown(_("**Chênh lệch chưa phân bổ theo nhóm**"))
    st.markdown(
        _(
            "Số tiền đã báo cáo hoặc đã gửi của kỳ, trừ tổng các nhóm tính theo hệ số hoặc mức công bố. Dòng này làm cho tổng đúng bằng số báo cáo; nó chỉ "
            "thay đổi theo mức chuẩn, và trên bản đồ là phần “Chưa phân huyện”. Trong số liệu đang dùng:"
        )
    )
    rows = [
        [
            _(block.scheme.name), short_month(block.as_of), number(block.base_vnd),
            number(int(block.modelled.sum())), number(int(block.reconciliation.sum())),
        ]
        for block in loaders.baseline(data.version, False).blocks
    ]  # fmt: skip
    headers = [_("Khoản"), _("Kỳ"), _("Đã báo cáo, đã gửi (đồng)"), _("Tổng các nhóm (đồng)"), _("Chênh lệch (đồng)")]
    st.markdown(table(headers, rows, numbers_from=2))


def _area(spec: PageSpec, support: SupportArea | None) -> None:
    st.subheader(_(spec.title), anchor=False)
    area = spec.file.removesuffix(".py")
    if support is None:
        st.markdown(_OWN[area])
    else:
        st.markdown(_SUPPORT)
        rows = [[_(line.name), formula(line), _(part.held_by)] for part in support.parts for line in part.lines]
        st.markdown(table([_("Khoản"), _("Một tháng bằng"), _("Nơi giữ số")], rows, numbers_from=9))
        notes = dict.fromkeys(_(part.note) for part in support.parts if part.note)
        st.markdown("\n".join(f"- {note}" for note in notes))
    limits = LIMITS[spec.file]
    st.markdown(_("**Chính xác nhất khi** {when}").format(when=_(limits.best)))
    st.markdown(_("**Số liệu không nói được:**") + "\n" + "\n".join(f"- {_(one)}" for one in limits.cannot))
    rows = [[_(one.name), _(one.payer), _(one.legal_source)] for one in SCHEMES.values() if one.policy_area == area]
    st.markdown(table([_("Khoản chi"), _("Nguồn tiền"), _("Căn cứ")], rows, numbers_from=9))


def formula(line: SupportLine) -> str:
    """ "Việc làm được vay vốn × Mức vay bình quân một việc làm : 12"."""
    parts = []
    for factor in line.factors:
        divisor = DIVISORS.get(factor.kind, 1)
        whole = divisor == 1 or (factor.kind == "percent" and factor.unit == "%")
        parts.append(_(factor.label).lower() if whole else f"{_(factor.label).lower()} : {number(divisor)}")
    return " × ".join(parts) + (f" : {line.months}" if line.months > 1 else "")

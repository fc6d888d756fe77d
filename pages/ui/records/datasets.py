"""The datasets as the screen names them, and links that open the upload page on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from data.locale import _
from models.wording.words import N_
from pages._registry import page
from pages.ui.saved import open as scenario_open

PARAMETER, CHOICE = "loai", "tai-tep-loai"
_WRITTEN = "_tai-tep-loai-dia-chi"
Dated = Literal["month", "year"]


@dataclass(frozen=True)
class Kind:
    """`dated` says what a template is made for; `deed` names what is written for its periods, by year where that is how
    it is spoken of; `pages` show the figures."""

    dataset: str
    address: str
    name: str
    purpose: str
    dated: Dated
    deed: str
    pages: tuple[str, ...]
    deed_by_year: bool = False

    def period_of(self, text: str) -> str:
        """A line's period as the deed names it."""
        return text[:4] if self.deed_by_year else text


KINDS = (
    Kind(
        "payments", "chi-tra", N_("Chi trả hằng tháng"),
        N_("Số người, số tiền từng tháng theo huyện, xã và nhóm đối tượng; các phương án tính trên số này."),
        "month", N_("Ghi {count} dòng của tháng {periods}"),
        ("protection.py", "merit.py", "district_map.py", "overview.py"),
    ),
    Kind(
        "indicators", "chi-tieu", N_("Chỉ tiêu báo cáo"),
        N_("Số thực hiện trong báo cáo: việc làm, đào tạo nghề, giảm nghèo, bảo trợ, người có công."),
        "year", N_("Ghi {count} số của kỳ {periods}"),
        ("employment.py", "training.py", "poverty.py", "overview.py"),
    ),
    Kind(
        "households", "ho-ngheo", N_("Hộ nghèo, hộ cận nghèo"),
        N_("Kết quả rà soát: số đầu kỳ, giảm, tăng, cuối kỳ theo huyện, xã."),
        "year", N_("Ghi {count} dòng của kỳ {periods}"),
        ("poverty.py",),
    ),
    Kind(
        "targets", "ke-hoach", N_("Chỉ tiêu kế hoạch"),
        N_("Số kế hoạch giao trong năm, để biết đạt bao nhiêu % kế hoạch."),
        "year", N_("Ghi {count} chỉ tiêu kế hoạch năm {periods}"),
        ("employment.py", "training.py", "poverty.py"), deed_by_year=True,
    ),
    Kind(
        "areas", "dan-so", N_("Dân số và số hộ"),
        N_("Dân số, số hộ của huyện, xã tại một ngày; dùng để tính trên 1.000 dân."),
        "year", N_("Ghi {count} đơn vị, số liệu {periods}"),
        ("district_map.py",),
    ),
    Kind(
        "budget", "ngan-sach", N_("Dự toán và thực hiện ngân sách"),
        N_("Dự toán giao, bổ sung, lũy kế, tạm ứng, quyết toán theo chương, loại, khoản; để biết thừa, thiếu."),
        "year", N_("Ghi {count} dòng của năm ngân sách {periods}"),
        ("overview.py",), deed_by_year=True,
    ),
)  # fmt: skip
_BY_DATASET = {kind.dataset: kind for kind in KINDS}
_BY_ADDRESS = {kind.address: kind for kind in KINDS}


def of(dataset: str) -> Kind:
    """The kind of a dataset; KeyError for one that has a page of its own."""
    return _BY_DATASET[dataset]


def known(dataset: str) -> bool:
    return dataset in _BY_DATASET


def choose() -> Kind:
    """All kinds with their sentence; the address names the chosen one, and a link may ask for one."""
    asked = st.query_params.get(PARAMETER)
    if asked in _BY_ADDRESS and asked != st.session_state.get(_WRITTEN):
        st.session_state[CHOICE] = _BY_ADDRESS[asked].dataset
    st.session_state.setdefault(CHOICE, KINDS[0].dataset)
    chosen = st.radio(
        _("Tệp có số liệu gì?"),
        [kind.dataset for kind in KINDS],
        format_func=lambda dataset: _(_BY_DATASET[dataset].name),
        captions=[_(kind.purpose) for kind in KINDS],
        key=CHOICE,
        persist_state="session",
    )
    kind = _BY_DATASET[chosen]
    if kind is KINDS[0]:
        st.query_params.pop(PARAMETER, None)
        st.session_state.pop(_WRITTEN, None)
    else:
        st.query_params[PARAMETER] = st.session_state[_WRITTEN] = kind.address
    return kind


def show(*datasets: str) -> None:
    """One link a dataset, side by side: the upload page with the kind chosen, where its template is."""
    entry = scenario_open.entry(page("upload.py"))
    with st.container(horizontal=True):
        for dataset in datasets:
            kind = of(dataset)
            st.page_link(
                entry,
                label=_("Biểu mẫu và nạp tệp: {kind}").format(kind=_(kind.name)),
                icon=":material/upload_file:",
                query_params={PARAMETER: kind.address},
            )

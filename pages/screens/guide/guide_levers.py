"""The part "Thông số": every lever of every page, from the levers' own declarations.

Belongs here: the tables. Does not: levers (models/policy).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.levers.levers import NUMERIC_KINDS, Lever
from models.wording.numbers import number
from pages._registry import PAGES
from pages.ui.format.tables import table

MOST_LISTED = 4
"""Options that are listed; of more, the first and the last."""


def show() -> None:
    st.markdown(
        _(
            "Mọi thông số của mọi trang, tên của chúng trong liên kết, khoảng được nhận và căn cứ. Ở bảy lĩnh vực hỗ trợ, mỗi thông số có hai ô: hiện nay và phương án "
            "(tên thứ hai). Thông số đứng ở giá trị mặc định thì không có trong liên kết."
        )
    )
    pages = [(spec, f"thong-so-{spec.url_path}") for spec in PAGES if spec.levers]
    links = [
        _("[{page}](#{anchor}) ({count})").format(page=_(spec.menu or spec.title), anchor=anchor, count=len(spec.levers))
        for spec, anchor in pages
    ]  # fmt: skip
    st.markdown(" · ".join(links))
    for spec, anchor in pages:
        title = _("{page}: {count} thông số").format(page=_(spec.title), count=len(spec.levers))
        st.subheader(title, anchor=anchor)
        headers = [_("Thông số"), _("Tên trong liên kết"), _("Khoảng"), _("Giải thích"), _("Căn cứ")]
        st.markdown(table(headers, [_row(levers) for levers in _together(spec.levers)], numbers_from=9))


def _together(levers: tuple[Lever, ...]) -> list[list[Lever]]:
    """A factor's present value and what is tried stand on one line."""
    lines: dict[str, list[Lever]] = {}
    for lever in levers:
        lines.setdefault(lever.key.removesuffix(".tried"), []).append(lever)
    return list(lines.values())


def _row(levers: list[Lever]) -> list[str]:
    first = levers[0]
    links = ", ".join(lever.parameter for lever in levers)
    return [_(first.label), links, bounds(first), _(first.help), _(first.legal_source)]


def bounds(lever: Lever) -> str:
    """What the lever takes: "360.000 - 1.000.000 đồng/tháng, bước 10.000", or how many choices it has."""
    if lever.kind in NUMERIC_KINDS:
        said = (
            _("{low} - {high} {unit}")
            .format(low=number(lever.minimum), high=number(lever.maximum), unit=_(lever.unit) if lever.unit else "")
            .strip()
        )
        return said if lever.step == 1 else _("{bounds}, bước {step}").format(bounds=said, step=number(lever.step))
    if lever.kind == "switch":
        return _("bật, tắt")
    if lever.kind == "law_date":
        return _("một ngày")
    words = [_(label) for _value, label in lever.options]
    if len(words) <= MOST_LISTED:
        return "; ".join(words)
    return _("{first} … {last}").format(first=words[0], last=words[-1])

"""A page of nothing but a comparison, and figures to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.geo import comparison
from models.geo.area_values import AreaValue, area_mean, area_value
from models.geo.comparison import BudgetOption, Comparison, NoPeers, PeerGroup, Period, Reading, Selection
from models.periods import Month
from pages.screens.map.compare_rows import Subject

NAMES = {
    "347": "Thành phố Phủ Lý",
    "349": "Thị xã Duy Tiên",
    "350": "Huyện Kim Bảng",
    "351": "Huyện Thanh Liêm",
    "352": "Huyện Bình Lục",
    "353": "Huyện Lý Nhân",
}
RURAL = PeerGroup("rural", ("350", "351", "352", "353"))
SUBJECT = Subject("Đối tượng trợ cấp tại cộng đồng", "người", "12/2024", "các huyện gửi", "Đơn vị cập nhật", places=0)
KNOWN = (12_345, 8_100, 9_870, 7_020, 9_870, 10_210)


def six(*counts: int | AreaValue | None) -> list[AreaValue]:
    """One a district, in the order of their codes; None is missing, under five is small."""
    pairs = zip(NAMES, counts or KNOWN, strict=True)
    return [one if isinstance(one, AreaValue) else area_value(code, one, heads=one) for code, one in pairs]


def everything(
    values: Sequence[AreaValue] | None = None,
    *,
    months: int = 6,
    peers: PeerGroup | NoPeers = RURAL,
    budget: Sequence[BudgetOption] | None = None,
    before: Mapping[str, Reading] | None = None,
    names: Mapping[str, str] = NAMES,
) -> Comparison:
    """A comparison of all that may be said; each month before the last has 2 % less."""
    values = six() if values is None else values
    members = peers.members if isinstance(peers, PeerGroup) else None
    periods = []
    for back in range(months):
        then = [
            AreaValue(one.code, one.state, None if one.amount is None else one.amount * (100 - 2 * back) / 100)
            for one in values
        ]
        group = area_mean(then, members) if members else None
        periods.append(Period(Month(2024, 12).plus(-back), then, area_mean(then), group))
    if budget is None:
        budget = options(values)
    now = {one.code: Reading(i, 2024, one) for i, one in enumerate(values)}
    return comparison.of(
        values,
        names=names,
        province=area_mean(values),
        peers=peers,
        peer_average=area_mean(values, members) if members else None,
        now=now,
        before=year_before(values) if before is None else before,
        periods=periods,
        budget=budget,
    )


def year_before(values: Sequence[AreaValue]) -> dict[str, Reading]:
    """A tenth less of everything that is known."""
    known = {i: one for i, one in enumerate(values) if one.known is not None}
    return {
        one.code: Reading(i, 2023, AreaValue(one.code, "known", Fraction(one.amount or 0) * 9 / 10))
        for i, one in known.items()
    }


def options(values: Sequence[AreaValue]) -> list[BudgetOption]:
    """140.000 đồng a head on the table, twice as much under study; what may not be shown stays so."""

    def changed(each: int) -> dict[str, AreaValue]:
        return {
            one.code: AreaValue(one.code, one.state, None if one.amount is None else one.amount * each)
            for one in values
        }

    return [
        BudgetOption("baseline", changed(0)),
        BudgetOption("proposal", changed(140_000), "Mức 500.000"),
        BudgetOption("trial", changed(280_000)),
    ]


def chosen(*codes: str) -> Selection:
    found = Selection()
    for code in codes:
        found = found.add(code)
    return found


def page() -> None:
    """What the session's state asks for; a title stands above it as on every page."""
    import streamlit as st

    from pages.screens.map import compare as compare_view
    from tests.pages.comparing import SUBJECT, chosen, everything

    st.title("So sánh")
    asked = st.session_state
    subject = asked.get("subject", SUBJECT)
    found = asked["comparison"] if "comparison" in asked else everything()
    compare_view.show(found, chosen(*asked.get("codes", ())), subject, key="bando-so-sanh")

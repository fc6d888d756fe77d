"""The scenario's monthly change by district: absolute, a recipient, a resident; with the rest that no district has, the headline.

Belongs here: the table and its sums. Does not: the change itself (models/policy), drawing it on the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from data.locale import _
from models.geo.area_values import AreaValue
from models.geo.rates import NoRate, rates
from models.periods import Month
from models.policy.answers.whatif import WhatIf
from models.policy.cube import ROLES, Cube
from models.wording.numbers import number, signed_millions
from pages.screens.map import map_figures, words
from pages.screens.map.compare_words import MONEY, state_words
from pages.screens.map.map_drawn import Drawn
from pages.ui.answers.words import headline as sentence
from pages.ui.format.tables import table
from pages.ui.session.loaders import Data


def increases(found: WhatIf) -> dict[int, int]:
    """The change of the headline's month by area id, in đồng; areas that have figures of their own, and the province for the rest."""
    return by_area(found.cube, found.main.month, found.scheme_code)


def by_area(cube: Cube, month: Month, scheme: str) -> dict[int, int]:
    place = cube.places[month]
    before, after = (cube.by("area", role, "entitled", scheme) for role in ROLES)
    return {int(area): int(after[area][place] - before[area][place]) for area in before}


def rest(changes: Mapping[int, int], area_ids: Sequence[int]) -> int:
    """What is in no district: tiny groups, and everything while districts have sent nothing."""
    return sum(change for area, change in changes.items() if area not in set(area_ids))


def show(data: Data, drawn: Drawn, found: WhatIf, changes: Mapping[int, int]) -> None:
    """Districts and the rest sum to the headline, to the đồng. `drawn` is the change itself, not divided."""
    st.markdown(_("**Kinh phí tăng thêm mỗi tháng theo huyện**"))
    st.caption(sentence(found))
    bases: tuple[map_figures.Basis, ...] = ("target_group", "people")
    ratios = [_ratio(data, drawn, basis) for basis in bases]
    rows = [
        [unit.full_name, _money(value), *(_said(ratio, value.code) for ratio in ratios)]
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    ]
    ids = [unit.id for unit in drawn.units]
    left = rest(changes, ids)
    total = sum(changes.values())
    rows.append([_("Chưa phân huyện"), _change(left), "", ""])
    rows.append([_("Cộng, bằng số toàn tỉnh"), _change(total), "", ""])
    headers = [
        _("Đơn vị"),
        _("Triệu đồng/tháng"),
        _("Đồng/người hưởng/tháng"),
        _("Đồng/người dân/tháng"),
    ]
    st.markdown(table(headers, rows, last_bold=True))
    for ratio, basis in zip(ratios, bases, strict=True):
        if isinstance(ratio, NoRate):
            st.caption(words.no_rate(ratio, drawn, basis))
    st.caption(
        _("Nguồn: {source}; mức, tháng theo phương án đang xem xét. Cộng các huyện và phần chưa phân huyện bằng {total} triệu đồng/tháng.").format(
            source=drawn.figures.source, total=signed_millions(found.main.increase_vnd)
        )
    )  # fmt: skip


def _change(vnd: int) -> str:
    return signed_millions(vnd) if vnd else _("không đổi")


def _ratio(data: Data, drawn: Drawn, basis: map_figures.Basis) -> NoRate | Mapping[str, AreaValue]:
    if basis == "none":
        raise ValueError("nothing to divide by")
    found = rates(drawn.values, map_figures.denominators(data, drawn.figures, basis), basis, 1)
    return found if isinstance(found, NoRate) else {value.code: value for value in found.values}


def _money(value: AreaValue) -> str:
    return MONEY.value(value).replace(_(" (minh họa)"), "")


def _said(ratio: NoRate | Mapping[str, AreaValue], code: str) -> str:
    if isinstance(ratio, NoRate):
        return "–"
    known = ratio[code].known
    return number(round(Fraction(known))) if known is not None else state_words(ratio[code].state)

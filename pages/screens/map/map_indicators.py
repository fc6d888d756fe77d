"""What the map can show: each indicator's name, unit, what it counts and in which periods areas have sent it.

Belongs here: the list. Does not: figures (map_figures), marks (map_words), geometry or drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from data.locale import _
from models.policy.schemes import MERIT, PROTECTION, Scheme
from models.wording.numbers import unit_words
from pages.ui.session import loaders
from pages.ui.session.loaders import Data

Measure = Literal["people", "amount", "increase", "observed"]
Counted = Literal["people", "households", "money", "percent", "other"]
_COUNTED: dict[str, Counted] = {"people": "people", "households": "households", "VND": "money", "percent": "percent"}


@dataclass(frozen=True)
class MapIndicator:
    """`scheme` of a caseload's figure, `subject` the key of an observed one; `counted` says what stands behind the figure."""

    key: str
    name: str
    unit: str
    measure: Measure
    counted: Counted
    scheme: Scheme | None = None
    subject: str = ""

    @property
    def is_rate(self) -> bool:
        """Sent as a rate: it fills areas as it is and is never divided, added up or converted."""
        return self.counted == "percent" or (self.counted == "other" and self.unit.startswith(_("trên")))


CASELOAD = {
    indicator.key: indicator
    for indicator in (
        MapIndicator("btxh-nguoi", _("Đối tượng trợ cấp tại cộng đồng"), _("người"), "people", "people", PROTECTION),
        MapIndicator(
            "btxh-kinh-phi",
            _("Kinh phí trợ cấp tại cộng đồng"),
            _("triệu đồng/tháng"),
            "amount",
            "money",
            PROTECTION,
        ),
        MapIndicator(
            "btxh-tang-them",
            _("Kinh phí tăng thêm theo phương án đang xem xét"),
            _("triệu đồng/tháng"),
            "increase",
            "money",
            PROTECTION,
        ),
        MapIndicator("ncc-nguoi", _("Người có công hưởng hằng tháng"), _("người"), "people", "people", MERIT),
        MapIndicator(
            "ncc-kinh-phi", _("Kinh phí trợ cấp người có công"), _("triệu đồng/tháng"), "amount", "money", MERIT
        ),
    )
}


def indicators(data: Data) -> dict[str, MapIndicator]:
    """All of the caseload, then what areas have sent as indicators and poverty reviews, in the catalogue's order."""
    sent = data.sent_figures.select("indicator", "name", "unit", "position").unique().sort("position", "indicator")
    observed = [_observed(*row) for row in sent.select("indicator", "name", "unit").iter_rows()]
    return CASELOAD | {one.key: one for one in observed}


def periods(data: Data, indicator: MapIndicator) -> tuple[str, ...]:
    """Months ("2024-03") or years in which any area has sent the figure, oldest first; a scenario's increase has none."""
    if indicator.measure == "increase":
        return ()
    if indicator.scheme is None:
        sent = data.sent_figures.filter(pl.col("indicator") == indicator.subject)["period"]
        return tuple(sorted(set(sent.to_list()), key=lambda period: (period[:4], len(period) == 4, period)))
    mine = data.caseload.filter((pl.col("scheme") == indicator.scheme.code) & (pl.col("quality") == "uploaded"))
    months = sorted(set(mine["month"].to_list()))
    tables = {month: loaders.district_table(data.version, indicator.scheme, False, month) for month in months}
    return tuple(month for month, table in tables.items() if table.uploaded)


def _observed(key: str, name: str, unit: str) -> MapIndicator:
    words = unit_words(unit)
    return MapIndicator(
        key.replace(".", "-").replace("_", "-"),
        _(name),
        words,
        "observed",
        _COUNTED.get(unit.partition("/")[0], "other"),
        None,
        key,
    )

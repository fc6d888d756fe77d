"""The mix of levels of vocational training: learners by level as they are and as tried; a sentence under the answer, a
tab."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from data.locale import _
from models.policy.answers.support_result import SupportResult
from models.policy.areas.training import LEVELS, MIX, LevelMix, MixOverError, above_short_tenths, level_mix
from models.policy.levers.levers import UNSET
from models.wording.numbers import number, percent, share, signed
from pages.screens.whatif.support import files
from pages.screens.whatif.support.words import Extra, Told, Values
from pages.ui.answers.tables import Table
from pages.ui.format.tables import QUALITY_WORDS, SHOWN
from pages.ui.session.loaders import Data

LEVEL_WORDS = {
    "college": _("Cao đẳng"),
    "intermediate": _("Trung cấp"),
    "elementary": _("Sơ cấp"),
    "short": _("Dưới 3 tháng"),
}
HEADING = _("Cơ cấu trình độ đào tạo")


@dataclass(frozen=True)
class Enrolled:
    """A whole year's learners by level, with where they are from."""

    year: str
    learners: dict[str, int]
    quality: str
    source: str


def enrolled(data: Data) -> Enrolled | None:
    """The newest year of which all levels have been counted."""
    keys = {f"training.enrolled_{level}": level for level in LEVELS}
    rows = [
        row
        for row in data.figures("training")
        if row["indicator"] in keys and row["quality"] in SHOWN and "-" not in row["period"]
    ]
    for year in sorted({str(row["period"]) for row in rows}, reverse=True):
        mine = {keys[row["indicator"]]: row for row in rows if row["period"] == year}
        learners = {level: int(row["value"]) for level, row in mine.items()}
        if len(mine) == len(LEVELS) and sum(learners.values()) > 0:
            last = mine[LEVELS[-1]]
            return Enrolled(year, learners, QUALITY_WORDS[last["quality"]].lower(), last["source"])
    return None


def sentence(found: SupportResult, _values: Values, data: Data) -> str:
    """What the mix tried comes to; "" while nothing of it is tried."""
    now = enrolled(data)
    if now is None or all(found.scenario.value(lever) == UNSET for lever in MIX):
        return ""
    mix = _mix(found, now)
    return _("**Cơ cấu trình độ:** ") + (over() if mix is None else _said(mix))


def show(found: SupportResult, values: Values, data: Data) -> Told | None:
    now = enrolled(data)
    if now is None:
        st.info(_("Chưa có số tuyển sinh đủ bốn trình độ của một năm: nạp tệp Chỉ tiêu báo cáo."))
        year = int(values[found.area.budget_year.key])
        files.show(found.area, data, year, "indicators", place="co-cau")
        return None
    mix = _mix(found, now)
    if mix is None:
        text = over()
        st.warning(text[0].upper() + text[1:])
        return None
    text = _said(mix)
    st.markdown(text[0].upper() + text[1:])
    st.caption(
        _(
            "Thử cơ cấu không làm thay đổi kinh phí: người được hỗ trợ, số ngày học nhập ở “{part}”. Số người của "
            "các trình độ cộng đúng tổng tuyển sinh."
        ).format(part=_(found.area.parts[1].heading))
    )
    source = _("{source}, kỳ {year} ({quality}); phương án do người dùng nhập").format(
        source=now.source, year=now.year, quality=now.quality
    )
    return Told(table_of(mix, now.year), _("Giả định: cơ cấu do người dùng nhập"), source)


def _mix(found: SupportResult, now: Enrolled) -> LevelMix | None:
    """None where the levels come to more than everybody."""
    try:
        return level_mix(now.learners, found.scenario)
    except MixOverError:
        return None


def over() -> str:
    return _("các trình độ cộng lại quá 100%, không còn người học dưới 3 tháng: giảm bớt phần của một trình độ.")


def _said(mix: LevelMix) -> str:
    before, after = above_short_tenths(mix.before), above_short_tenths(mix.after)
    return _(
        "từ sơ cấp trở lên {after} số tuyển sinh (hiện nay {before}, {change} điểm phần trăm); dưới 3 tháng {people} "
        "người."
    ).format(
        after=percent(Decimal(after) / 10, 1),
        before=percent(Decimal(before) / 10, 1),
        change=signed(Decimal(after - before) / 10, 1),
        people=number(mix.after[LEVELS[-1]]),
    )


def table_of(mix: LevelMix, year: str) -> Table:
    """Levels with people and share, now and tried, then all."""
    totals = sum(mix.before.values()), sum(mix.after.values())
    rows = [_row(LEVEL_WORDS[level], mix.before[level], mix.after[level], totals) for level in LEVELS]
    rows.append(_row(_("Cộng"), *totals, totals))
    headers = [
        _("Trình độ"),
        _("Năm {year} (người)").format(year=year),
        _("Phần"),
        _("Phương án (người)"),
        _("Phần"),
        _("Tăng, giảm (người)"),
    ]
    return Table(_("Tuyển sinh theo trình độ, năm {year} và phương án").format(year=year), headers, rows)


def _row(name: str, before: int, after: int, totals: tuple[int, int]) -> list[str]:
    return [
        name,
        number(before),
        share(before, totals[0]),
        number(after),
        share(after, totals[1]),
        signed(after - before),
    ]


EXTRA = Extra(HEADING, MIX, HEADING, "co-cau-trinh-do", sentence, show)

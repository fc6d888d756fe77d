"""Figures of districts beside the province's: pages show and check the province's alone."""

from collections.abc import Callable

import polars as pl
import pytest

from data.engine import Database
from pages.ui.session import loaders
from tests.pages.screen import Screen
from tests.pages.sent_figures import Sent, send

Show = Callable[..., Screen]
PAGES = ("overview.py", "employment.py", "training.py", "poverty.py", "protection.py", "merit.py", "district_map.py")
DISTRICTS = ("347", "349", "350", "351", "352", "353")


def shown(show: Show, file: str) -> tuple[str, object]:
    """All words and tables of a page, whichever version they stand on."""
    screen = show(file)
    return screen.said.replace("bản 2.", "bản 1."), screen.tables


def test_pages_are_the_same_after_districts_have_sent_every_indicator(show: Show, database: Database) -> None:
    before = {file: shown(show, file) for file in PAGES}
    figures = loaders.data().observations
    of_the_province = figures.filter(~pl.col("indicator").str.starts_with("area."))  # districts have facts of their own
    kept = of_the_province.select("indicator", "period").unique().sort("indicator", "period")
    rows = [Sent(code, key, "7", period) for code in DISTRICTS for key, period in kept.iter_rows()]
    rows += [Sent(code, key, "7", "2024-03") for code in DISTRICTS for key in kept["indicator"].unique()]
    assert send(database, rows) == 2
    assert loaders.data().observations.height == figures.height + len(rows)
    assert {file: shown(show, file) for file in PAGES} == before


def test_tie_outs_do_not_read_what_districts_sent(database: Database) -> None:
    before = loaders.data().validation
    send(database, [Sent(code, "training.enrolled_short", "1") for code in DISTRICTS])
    after = loaders.data().validation
    assert [(out.check.code, out.difference) for out in after.tie_outs] == [
        (out.check.code, out.difference) for out in before.tie_outs
    ]


def test_a_file_of_the_province_replaces_the_reports_figure(show: Show, database: Database) -> None:
    send(database, [Sent("35", "poverty.poor_households", "5900", level="province")])
    screen = show("poverty.py")
    values = screen.of("markdown")
    assert "5.900 hộ" in values
    assert "5.915 hộ" not in values
    assert "Hộ nghèo · đơn vị cập nhật, kỳ 2023" in screen.of("caption")
    assert ["Hộ nghèo", "2023", "5.900 hộ", "Đơn vị cập nhật", "so-gui.csv"] in screen.table("Chỉ tiêu")
    overview = show("overview.py")
    assert "5.900 hộ" in [metric.value for metric in overview.at.metric]
    assert any("vượt dung sai" in text for text in overview.of("error")), "5.900 no longer ties out with the report"


def test_a_figure_of_a_later_year_stands_beside_the_reports(show: Show, database: Database) -> None:
    send(
        database,
        [
            Sent("35", "poverty.poor_households", "4100", "2024", level="province"),
            Sent("35", "poverty.poor_households", "4900", "2024-06", level="province"),
        ],
    )
    screen = show("poverty.py")
    values = screen.of("markdown")
    assert "5.915 hộ" in values
    assert "4.100 hộ" in values
    assert "4.900 hộ" not in values
    assert "Hộ nghèo · đơn vị cập nhật, kỳ 2024" in screen.of("caption")
    assert screen.of("subheader")[0] == "Số đơn vị đã cập nhật sau báo cáo"
    assert [row[1] for row in screen.table("Chỉ tiêu") if row[0] == "Hộ nghèo"] == ["2022", "2023", "2024", "06/2024"]


def test_one_figure_is_asked_for_by_its_period() -> None:
    data = loaders.data()
    assert data.figure("poverty.poor_households")["value"] == 5915
    assert data.figure("poverty.poor_households", "2022")["value"] == 7571
    with pytest.raises(KeyError):
        data.figure("poverty.poor_households", "2021")

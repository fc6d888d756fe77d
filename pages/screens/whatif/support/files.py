"""How an area's own figures come in: a template of its indicators alone, and the way to the page where it is
brought."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.export.templates import template
from data.locale import _
from models.policy.areas.support import SupportArea
from pages.ui.records import datasets as records_datasets
from pages.ui.session import downloads, loaders
from pages.ui.session.loaders import Data


def show(area: SupportArea, data: Data, year: int, *datasets: str, place: str) -> None:
    """Templates of a year, then the links; `place` tells the buttons of one page apart."""
    with st.container(horizontal=True):
        for dataset in datasets:
            kind = records_datasets.of(dataset)
            downloads.button(
                _("Tải biểu mẫu {kind} năm {year} (Excel)").format(kind=_(kind.name), year=year),
                _("bieu-mau-{kind}-{area}-{year}.xlsx").format(kind=kind.address, area=area.slug, year=year),
                _maker(area, data, year, dataset),
                key=f"{area.prefix}bieu-mau-{kind.address}-{place}",
            )
    records_datasets.show(*datasets)


def _maker(area: SupportArea, data: Data, year: int, dataset: str) -> Callable[[], bytes]:
    database = loaders.database()

    def make() -> bytes:
        with database.reading() as connection:
            return template(connection, data.version, dataset, str(year), "xlsx", policy_area=area.policy_area)

    return make

"""Where levers stand: each behind exactly one button or in the panel, under the prefix of its own page."""

import pytest

from models.policy.answers.whatif import AREAS, MERIT_AREA, PROTECTION_AREA, WhatIfArea
from models.policy.areas.protection import PROVINCIAL, WITH_PENSION
from pages.ui.levers.widgets import sections
from tests.pages import shared
from tests.pages.vietnamese import foreign

data_folder = shared.data_folder
PANEL = {
    PROTECTION_AREA.prefix: {
        "btxh-muc-chuan",
        "btxh-tu-thang",
        "btxh-so-nguoi",
        "btxh-chi-tu",
        PROVINCIAL.parameter,
        WITH_PENSION.parameter,
        "btxh-nam",
    },
    MERIT_AREA.prefix: {"ncc-muc-chuan", "ncc-tu-thang", "ncc-so-nguoi", "ncc-chi-tu", "ncc-nam"},
}
ALL = [lever for area in AREAS for lever in area.all_levers]
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)


@each_area
def test_every_lever_stands_behind_one_button_or_in_the_panel(area: WhatIfArea) -> None:
    behind = [lever.parameter for section in sections(area) for lever in section.levers]
    assert len(behind) == len(set(behind)), "a lever that stands twice"
    assert set(behind) & PANEL[area.prefix] == set()
    assert set(behind) | PANEL[area.prefix] == {lever.parameter for lever in area.all_levers}


@each_area
def test_no_lever_of_another_page_has_strayed_in(area: WhatIfArea) -> None:
    assert all(lever.parameter.startswith(area.prefix) for lever in area.all_levers)
    assert all(lever in area.all_levers for section in sections(area) for lever in section.levers)


@each_area
def test_buttons_and_headings_are_told_apart(area: WhatIfArea) -> None:
    titles = [section.title for section in sections(area)]
    assert len(titles) == len(set(titles)) == 4
    for section in sections(area):
        headings = [part.heading for part in section.parts]
        assert len(headings) == len(set(headings))
        assert all(part.levers for part in section.parts)


def test_parameters_and_keys_are_unique_over_all_areas() -> None:
    assert len({lever.parameter for lever in ALL}) == len({lever.key for lever in ALL}) == len(ALL)


def test_every_lever_is_named_in_vietnamese() -> None:
    for lever in ALL:
        words = [lever.label, lever.help, lever.legal_source, lever.unit, *(label for _value, label in lever.options)]
        assert foreign(" ".join(words)) == [], lever.parameter
        assert lever.label[0].isupper() or lever.label[0].isdigit(), lever.parameter

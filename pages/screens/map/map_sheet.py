"""The map on the screen as a sheet for files: one period, or several beside each other on one scale.

Belongs here: putting the sheet together. Does not: drawing it (data/export/drawing), buttons (map_export), shapes and figures of a sheet
(map_export_sheet).
"""

from __future__ import annotations

from collections.abc import Sequence

from data.clock import today
from data.export.drawing.sheet import Key, MapSheet, Panel
from data.locale import _
from models.geo.crosswalk import Crosswalk
from models.wording.numbers import day, number
from pages.screens.map import map_view, vintage_switch
from pages.screens.map.map_classes import circle_colour, fills_of, largest_of
from pages.screens.map.map_export_sheet import figure_of, keys_of, shapes_of, size_keys
from pages.screens.map.map_view import Picture
from pages.screens.map.words import period_words
from pages.ui.charts.palettes import BLUE, ILLUSTRATIVE


def sheet(pictures: Sequence[Picture], crosswalk: Crosswalk, version: int, link: str) -> MapSheet:
    """Of one figure; the last picture is the one on the screen. All share its classes and its full circle."""
    last = pictures[-1]
    largest = max(largest_of(one.marks.values(), one.largest) for one in pictures)
    notes = [said for said in map_view.notes(last, crosswalk)[2:] if said not in map_view.marks_of_page(last)]
    return MapSheet(
        title=last.about.name,
        subtitle=_("Kỳ {period} ({unit})").format(
            period=", ".join(period_words(one.drawn.period) for one in pictures), unit=last.about.unit
        ),
        unit=last.about.unit,
        shapes=shapes_of(last.features),
        panels=tuple(_panel(one, largest) for one in pictures),
        legend=(*_sizes(last, largest), *_keys(pictures)),
        source=(last.about.source_over if len(pictures) > 1 else last.about.source).rstrip("."),
        vintage=vintage_switch.words(last.shown, crosswalk),
        data_version=_("bản {version}").format(version=version),
        made_on=day(today()),
        marks=(*map_view.marks_of_page(last), *notes),
        link=link,
    )


def _panel(picture: Picture, largest: float) -> Panel:
    marks = [picture.marks[str(feature["properties"]["code"])] for feature in picture.features]
    fills = fills_of(marks, picture.classing)
    rate = picture.classing is not None
    quality = "" if picture.drawn.illustrative else picture.about.quality
    figures = tuple(
        figure_of(
            mark,
            fill=fills[mark.code] if rate else "",
            largest=None if rate else largest,
            colour="" if rate else circle_colour(mark),
            brief=mark.brief,
            nature=mark.text if mark.value is None else quality,
            withheld=mark.withheld or mark.between,
        )
        for mark in marks
    )
    return Panel(period_words(picture.drawn.period), figures)


def _keys(pictures: Sequence[Picture]) -> tuple[Key, ...]:
    """Without the plain circle, which the sizes say better; states of all periods."""
    found: dict[str, Key] = {}
    for one in pictures:
        for key in keys_of(one.legend(patterned=True)):
            if key.swatch != "circle" or one.classing is not None or key.colour != BLUE:
                found.setdefault(key.label, key)
    return tuple(found.values())


def _sizes(picture: Picture, largest: float) -> tuple[Key, ...]:
    if picture.classing is not None or not largest:
        return ()
    illustrative = picture.drawn.illustrative
    return size_keys(
        largest,
        lambda size: number(size, picture.about.places),
        ILLUSTRATIVE if illustrative else BLUE,
        illustrative=illustrative,
    )

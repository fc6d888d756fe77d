"""The map as SVG, PNG, PDF and rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from time import monotonic

import shapely
import shapely.geometry
import streamlit as st

from data.clock import today
from data.export.map_drawing import SECONDS, Form, NotDrawn, draw, screen_spec
from data.export.map_sheet import Figure, Key, MapSheet, Panel, Shape, State, Swatch, map_csv, map_workbook
from data.locale import _
from models.geo.crosswalk import Crosswalk
from models.wording.numbers import day, number
from models.wording.words import short_name
from pages.screens.map import view, vintages
from pages.screens.map.classes import LegendEntry, circle_colour, fills_of, largest_of
from pages.screens.map.view import Picture
from pages.screens.map.words import DistrictMark, period_words
from pages.ui.charts.geometry import Feature, points
from pages.ui.charts.palettes import BLUE, ILLUSTRATIVE
from pages.ui.session import downloads, office

QUIET_SECONDS, _TICK_SECONDS = 1.0, 0.5
_LONGEST_SECONDS = 2 * SECONDS + 5
"""The server lets a drawing wait for others as long as it may take itself."""


@dataclass
class Attempt:
    """One file being made: called by the server beside the page when the browser asks, watched by the page."""

    make: Callable[[], MapSheet]
    form: Form
    done: threading.Event = field(default_factory=threading.Event)
    failure: str = ""

    def __call__(self) -> bytes:
        try:
            return draw(self.make(), self.form)
        except NotDrawn as failed:
            self.failure = str(failed)
            raise
        except Exception:
            self.failure = _("Không lập được tệp. Tải lại trang rồi thử lại; nếu vẫn lỗi, báo cho quản trị viên.")
            raise
        finally:
            self.done.set()


def show(make: Callable[[], MapSheet], name: str, *, key: str) -> None:
    """The buttons for what is drawn. `make` gives the sheet at the click, beside the page: it must touch neither the
    page nor its session. `name` is the files' name without its ending, in ASCII."""
    make = office.on_sheet(make)
    with st.popover(_("Tải bản đồ về"), icon=":material/download:"):
        _buttons(make, name, key)


@st.fragment
def _buttons(make: Callable[[], MapSheet], name: str, key: str) -> None:
    labels: dict[Form, str] = {
        "png": _("Ảnh PNG (dán vào Word, trình chiếu)"),
        "svg": _("Ảnh SVG (phóng to không vỡ)"),
        "pdf": _("Trang A4 PDF (khổ ngang, để in)"),
    }
    asked: Attempt | None = None
    for form, label in labels.items():
        kept = f"_{key}-{form}"
        before = st.session_state.get(kept)
        attempt = st.session_state[kept] = Attempt(make, form)
        file = f"{name}.{form}"
        if downloads.offer(label, file, attempt, key=f"{key}-{form}", on_click="rerun"):
            asked = before
    downloads.button(_("Bảng CSV"), f"{name}.csv", lambda: map_csv(make()), key=f"{key}-csv")
    downloads.button(_("Bảng Excel"), f"{name}.xlsx", lambda: map_workbook(make()), key=f"{key}-xlsx")
    if asked is not None:
        watch(asked)


def watch(attempt: Attempt) -> None:
    """Say that the file is being made once that takes over a second, and why when none came."""
    place = st.empty()
    began = monotonic()
    attempt.done.wait(QUIET_SECONDS)
    while not attempt.done.is_set() and (waited := monotonic() - began) < _LONGEST_SECONDS:
        place.caption(_("Đang vẽ bản đồ… ({seconds} giây)").format(seconds=number(int(waited))))
        attempt.done.wait(_TICK_SECONDS)
    place.empty()
    if attempt.failure:
        st.error(attempt.failure)


def shapes_of(features: Iterable[Feature]) -> tuple[Shape, ...]:
    """The areas of GeoJSON features in WGS 84 with properties code, name and optionally label [lon, lat]."""
    return tuple(
        Shape(
            str(feature["properties"]["code"]),
            feature["properties"]["name"],
            short_name(feature["properties"]["name"]),
            shapely.force_2d(shapely.geometry.shape(feature["geometry"])),
            _label_point(feature),
        )
        for feature in features
    )


def figure_of(
    mark: DistrictMark,
    *,
    fill: str = "",
    largest: Decimal | float | None = None,
    colour: str = "",
    brief: str = "",
    nature: str = "",
    withheld: bool = False,
) -> Figure:
    """A rate has a `fill`, a count a `largest` (the value of a full circle) and a `colour`; neither reaches the file
    for an area without a figure that may be shown. `brief` is the number alone. A mark with words and no value is of
    too few people, or `withheld` everywhere."""
    if mark.value is None:
        hidden: State = "missing" if mark.missing else "withheld" if withheld else "small"
        return Figure(hidden, mark.words(), nature="" if mark.missing else nature)
    return Figure(
        "illustrative" if mark.illustrative else "known",
        mark.text,
        brief,
        nature,
        f"{Decimal(str(mark.value)).normalize():f}",
        "" if mark.illustrative else fill,
        min(abs(mark.value) / float(largest), 1.0) if largest else 0.0,
        colour,
    )


def keys_of(entries: Iterable[LegendEntry]) -> tuple[Key, ...]:
    """The screen's legend, in its order; a file has two patterns, with the words on the areas themselves."""
    return tuple(Key(entry.label, entry.colour, _swatch(entry)) for entry in entries)


def _swatch(entry: LegendEntry) -> Swatch:
    return "dots" if entry.shape == "cross" or entry.shape == "stripes" else entry.shape


def size_keys(
    largest: float, words: Callable[[float], str], colour: str, *, illustrative: bool = False
) -> tuple[Key, Key]:
    """The full circle and one of a quarter of it, to read the others off."""
    swatch: Swatch = "ring" if illustrative else "circle"
    return Key(words(largest), colour, swatch, 1.0), Key(words(largest / 4), colour, swatch, 0.25)


def _label_point(feature: Feature) -> tuple[float, float]:
    given: Sequence[float] | None = feature["properties"].get("label")
    if given:
        return given[0], given[1]
    corners = list(points(feature["geometry"]["coordinates"]))
    lons, lats = [x for x, _y in corners], [y for _x, y in corners]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def sheet(pictures: Sequence[Picture], crosswalk: Crosswalk, version: int, link: str) -> MapSheet:
    """Of one figure; the last picture is the one on the screen. All share its classes and its full circle."""
    last = pictures[-1]
    largest = max(largest_of(one.marks.values(), one.largest) for one in pictures)
    notes = [said for said in view.notes(last, crosswalk)[2:] if said not in view.marks_of_page(last)]
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
        vintage=vintages.words(last.shown, crosswalk),
        data_version=_("bản {version}").format(version=version),
        made_on=day(today()),
        marks=(*view.marks_of_page(last), *notes),
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


def show_multiples(sheet: MapSheet, *, key: str, width: int) -> None:
    """The months of the sheet in rows of three; the page gives title, source and marks around them."""
    st.vega_lite_chart(screen_spec(sheet, width), width="content", theme=None, key=key, alt=sheet.in_words())

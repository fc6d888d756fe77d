"""The map's values as a table, and the map as files: SVG, PNG, PDF, CSV, XLSX."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urlsplit

import shapely
import shapely.geometry
import streamlit as st

from data.clock import today
from data.export.map_drawing import SECONDS, Form, NotDrawn, draw, screen_spec
from data.export.map_sheet import Figure, Key, MapSheet, Panel, Shape, State, Swatch, map_csv, map_workbook
from data.export.tables import csv_bytes
from data.locale import _
from models.geo.crosswalk import BADGE, Converted, ConvertedArea, Crosswalk
from models.policy.engine.baseline import AreaTable
from models.policy.schemes import Scheme
from models.wording.numbers import day, number
from models.wording.words import short_name
from pages.screens.map import state, view, vintages, words
from pages.screens.map.layers import LegendEntry, circle_colour, fills_of, largest_of
from pages.screens.map.state import CASELOAD, Changes, Drawn, Measure
from pages.screens.map.view import Picture
from pages.screens.map.words import DistrictMark, period_words
from pages.ui.answers.words import lower_first
from pages.ui.charts.geometry import Feature, points
from pages.ui.charts.palettes import BLUE, ILLUSTRATIVE
from pages.ui.format.tables import AREA_HEADINGS, AREA_WORDS, table
from pages.ui.session import choices, downloads, loaders
from pages.ui.session.loaders import Data

NAMED = 4
"""Sources listed by name before the others are counted."""


def show_converted_table(
    converted: Converted, heading: str, cell: Callable[[ConvertedArea], str] | None = None
) -> None:
    """`heading` names the figure with its unit; `cell` writes a row's figure where the page has rules of its own."""
    write = cell or figure
    rows = [[row.target.full_name, _sources(row), _row_notes(row), write(row)] for row in converted.rows]
    total = _("chưa có số liệu") if converted.total is None else number(converted.total)
    lacking = len(converted.missing)
    rows.append([_("Cộng"), "", "", _lacks(total, lacking) if converted.total is not None else total])
    headers = [_("Đơn vị"), _("Từ số liệu của"), _("Cách có số"), heading]
    st.markdown(table(headers, rows, numbers_from=3, last_bold=True))
    if any(row.converted for row in converted.rows):
        st.caption(caption(converted))


def figure(row: ConvertedArea) -> str:
    """ "1.234", "từ 1.000 đến 1.500", "chưa có số liệu"."""
    if row.low is None or row.high is None:
        return _("chưa có số liệu")
    if row.low == row.high:
        return _lacks(number(row.low), len(row.missing))
    return _lacks(_("từ {low} đến {high}").format(low=number(row.low), high=number(row.high)), len(row.missing))


def caption(converted: Converted) -> str:
    """The caption of the table."""
    sentence = [_("Số quy đổi theo địa giới mới, ước tính; tổng giữ nguyên.")]
    if any(row.low != row.high for row in converted.rows):
        sentence.append(_("Đơn vị bị chia chưa có tỷ lệ nên ghi khoảng; các khoảng không cộng được với nhau."))
    if any(step.inferred for row in converted.rows for step in row.steps):
        sentence.append(_("“Chưa kiểm chứng”: đơn vị kế thừa suy ra từ mã và địa bàn, cần đối chiếu nghị quyết."))
    return " ".join(sentence)


def _row_notes(row: ConvertedArea) -> str:
    if not row.converted:
        return ""
    badge = _(BADGE)
    return _("{badge}, chưa kiểm chứng").format(badge=badge) if any(s.inferred for s in row.steps) else badge


def _sources(row: ConvertedArea) -> str:
    if not row.converted:
        return ""
    names = [
        part.source.full_name if part.low == part.high else _("một phần {unit}").format(unit=part.source.full_name)
        for part in row.parts
    ]
    listed = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return _("{names} và {count} đơn vị khác").format(names=listed, count=len(names) - NAMED)


def _lacks(text: str, missing: int) -> str:
    return _("{figure} (thiếu {count} đơn vị)").format(figure=text, count=missing) if missing else text


_MEASURES: tuple[Measure, ...] = ("people", "amount", "increase")


def show(data: Data, crosswalk: Crosswalk, scheme: Scheme, period: str, changes: Changes) -> None:
    """All areas on the borders of their figures' month, with the same marks as on the map; and the file."""
    figures = loaders.area_table(data.version, scheme, choices.is_on(data, scheme.code), period)
    headers = [
        AREA_HEADINGS[figures.level],
        _("Số người"),
        _("Kinh phí (triệu đồng/tháng)"),
        _("Tăng thêm theo phương án (triệu đồng/tháng)"),
    ]
    columns = [_marks(data, crosswalk, scheme, measure, period, changes) for measure in _MEASURES]
    rows = [[row.name, *(_cell(column.get(row.code)) for column in columns)] for row in figures.rows]
    st.markdown(table(headers, rows))
    _caption(figures)
    resting = changes.rests if columns[-1] else ""
    rests = _("Cột tăng thêm: {mark}").format(mark=lower_first(resting)) if resting else ""
    if rests:
        st.caption(rests)
    quality = _("Đơn vị cập nhật") if figures.uploaded else _("Chưa có số liệu")
    quality = choices.export_mark() if figures.illustrative else quality

    def make() -> bytes:
        of_a_row = f"{quality.rstrip('.')}. {rests}" if rests else quality
        body = [[*cells, of_a_row] for cells in rows]
        first = " ".join(filter(None, [choices.export_mark() if figures.illustrative else "", rests]))
        return csv_bytes([*headers, _("Tính chất số liệu")], body, first_line=first)

    downloads.button(_("Tải bảng này (CSV)"), "ban-do-theo-huyen.csv", make, key="bando-tai-ve")


def converted(drawn: Drawn, marks: Mapping[str, DistrictMark], rests: str) -> None:
    """The figures converted to other borders, each with its source areas: counts, whose total stays, whatever rate the
    map shows. `rests`: what an increase rests on."""
    assert drawn.moved is not None
    indicator = drawn.indicator
    unit = _("đồng/tháng") if indicator.counted == "money" else indicator.unit
    heading = _("{name} ({unit})").format(name=indicator.name, unit=unit)

    def cell(row: ConvertedArea) -> str:
        mark = marks[row.target.code]
        return mark.words() if mark.look in ("small", "withheld", "illustrative") else figure(row)

    show_converted_table(drawn.moved.counts, heading, cell)
    if drawn.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    if rests:
        st.caption(rests)


def _marks(
    data: Data, crosswalk: Crosswalk, scheme: Scheme, measure: Measure, period: str, changes: Changes
) -> Mapping[str, DistrictMark]:
    """Marks through the map's own gate, so that no table shows what the map hides; areas without change are left
    out."""
    for indicator in CASELOAD.values():
        if (indicator.measure, indicator.scheme) == (measure, scheme):
            marks = state.read(data, crosswalk, indicator, period, changes)
            drawn = state.draw(data, crosswalk, marks, "none", vintages.Vintage(marks.first))
            return words.marks(drawn, words.subject(drawn))
    return {}


def _caption(figures: AreaTable) -> None:
    if figures.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    if figures.uploaded:
        missing = [row.name for row in figures.rows if row.people is None]
        text = _("{sent}/{all} đơn vị đã gửi số liệu").format(sent=figures.sent, all=len(figures.rows))
        st.caption(text + (_("; {names} chưa gửi.").format(names=", ".join(missing)) if missing else "."))
    elif not figures.illustrative:
        text = _("Chưa có số liệu theo {areas}. Tải tệp ở trang Cập nhật số liệu.")
        st.caption(text.format(areas=AREA_WORDS[figures.level].lower()))


def _cell(mark: DistrictMark | None) -> str:
    """The figure alone: its unit is in the header, the mark of illustration in the caption and the file."""
    if mark is None or mark.missing:
        return _("Chưa có số liệu")
    if mark.value is None or not mark.brief:
        return mark.words()
    return mark.brief if not mark.illustrative or mark.brief == mark.text else f"≈ {mark.brief}"


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


def show_files(make: Callable[[], MapSheet], name: str, *, key: str) -> None:
    """The buttons for what is drawn. `make` gives the sheet at the click, beside the page: it must touch neither the
    page nor its session. `name` is the files' name without its ending, in ASCII."""
    make = choices.on_sheet(make)
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
    """Of one figure; the last picture is the one on the screen. All share its classes and its full circle. What is
    found in it is the headline of a single picture."""
    last = pictures[-1]
    largest = max(largest_of(one.marks.values(), one.largest) for one in pictures)
    published = last.drawn.figures.published
    subtitle = _("Kỳ {period} ({unit})").format(
        period=", ".join(period_words(one.drawn.period) for one in pictures), unit=last.about.unit
    )
    notes = [said for said in view.notes(last, crosswalk)[2:] if said not in view.marks_of_page(last)]
    return MapSheet(
        title=last.about.name,
        subtitle=subtitle if published is None else f"{subtitle}. {published.standing}",
        unit=last.about.unit,
        shapes=shapes_of(last.features),
        panels=tuple(_panel(one, largest) for one in pictures),
        legend=(*_sizes(last, largest), *_keys(pictures)),
        source=(last.about.source_over if len(pictures) > 1 else last.about.source).rstrip("."),
        vintage=vintages.border_words(last.shown, crosswalk),
        data_version=_("bản {version}").format(version=version),
        made_on=day(today()),
        marks=(*view.marks_of_page(last), *notes),
        link="" if _is_of_this_machine(link) else link,
        rests=last.about.rests,
        finding=words.finding(last.drawn, last.about) if len(pictures) == 1 else "",
        place=vintages.place_words(last.shown),
        chosen=tuple((one.code, one.letter) for one in last.selection.chosen),
    )


def _is_of_this_machine(link: str) -> bool:
    """An address that leads nowhere from another machine."""
    host = urlsplit(link).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


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
            nature=_nature(mark, quality),
            withheld=mark.withheld or mark.between,
        )
        for mark in marks
    )
    return Panel(period_words(picture.drawn.period), figures)


def _nature(mark: DistrictMark, quality: str) -> str:
    """What kind of figure it is, or why there is none; a range says both."""
    if mark.value is not None:
        return quality
    return _("{quality}: {between}").format(quality=quality, between=mark.text) if mark.between else mark.text


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
    """The months of the sheet in rows of at most four; the page gives title, source and marks around them."""
    st.vega_lite_chart(screen_spec(sheet, width), width="content", theme=None, key=key, alt=sheet.in_words())

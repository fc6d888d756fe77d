"""Tables of a what-if, and the CSV file of its months."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import polars as pl

from data.export.tables import csv_bytes
from data.locale import _
from models.geo.crosswalk import BADGE, ConvertedArea, convert, route
from models.money import divide_half_up, share_out
from models.periods import Month
from models.policy.answers.standing import Standing
from models.policy.answers.whatif import WhatIf, year_bills
from models.policy.areas.protection import EXTRA_LABELS, PENSION_80_LABEL, WIDENED_COEFFICIENT
from models.policy.cube import ROLES, VIEWS, Amounts, Role
from models.policy.engine.baseline import SMALL_CELL, Block, by_population
from models.policy.engine.measures import coefficients
from models.policy.engine.projection import norms_in
from models.policy.law.calendar import PENSION_ERA
from models.policy.schemes import PENSION_80, PENSION_OF_80, RECONCILIATION, SOCIAL_PENSION_AMOUNT
from models.wording.numbers import coefficient, millions, number, rough_millions, short_month, signed_millions
from pages.ui.answers import words
from pages.ui.format.tables import AREA_HEADINGS, AREA_WORDS
from pages.ui.session import choices, downloads, loaders
from pages.ui.session.loaders import Data

Key = TypeVar("Key")


@dataclass(frozen=True)
class Table:
    """`illustrative` = rows hold invented splits by district, `assumed` = the assumed mix by group; `last_bold` = the
    last row is the total; columns from `numbers_from` on hold numbers. `standing` is what the rows rest on where that
    is not what the answer does."""

    title: str
    headers: list[str]
    rows: list[list[str]]
    illustrative: bool = False
    last_bold: bool = True
    numbers_from: int = 1
    assumed: bool = False
    standing: Standing | None = None


def by_group(found: WhatIf, data: Data) -> Table:
    """People, amount a person before and after, money before and after in the headline month; the reconciliation row
    and the total close it."""
    place = found.cube.month_index[found.main.month]
    money = {role: found.cube.by("group", role, "entitled", found.scheme_code) for role in ROLES}
    people = adding_up(found.cube.people_by_group("scenario", found.scheme_code, place), found.main.scenario_people)
    halves = halves_of(found, data)
    amounts = amounts_by_group(found, halves)
    rows = []
    for group, name in group_names(found, data).items():
        if people.get(group) or (group in EXTRA_LABELS and group in people):
            cells = [
                name,
                _counted(found.block, group, people[group]),
                *_coefficients(found, halves[group]),
                *amounts[group],
            ]
            rows.append([*cells, *_cells(_pair(money, group, place))])
    blank = [""] * (4 if _has_coefficients(found) else 3)
    if RECONCILIATION in money["baseline"]:
        rest = _cells(_pair(money, RECONCILIATION, place))
        rows.append([_("Chênh lệch chưa phân bổ theo nhóm"), *blank, *rest])
    rows.append([_("Cộng"), number(found.main.scenario_people), *blank[1:], *_cells(_total(found, place))])
    headers = [
        _("Nhóm đối tượng"),
        _("Số người") if _has_coefficients(found) else _("Số suất"),
        *([_("Hệ số")] if _has_coefficients(found) else []),
        _("Mức hưởng trước (đồng/người)"),
        _("Mức hưởng sau (đồng/người)"),
        _("Hiện hành"),
        _("Phương án"),
        _("Tăng thêm"),
    ]
    title = _("Theo nhóm đối tượng, tháng {month}/{year} (triệu đồng/tháng)")
    return Table(
        title.format(month=found.main.month.month, year=found.main.month.year),
        headers,
        rows,
        assumed=found.block.assumed_groups,
    )


def _has_coefficients(found: WhatIf) -> bool:
    return found.block.published is None


def group_names(found: WhatIf, data: Data) -> dict[str, str]:
    """Names by code in the decree's order, then those of groups that the scenario adds."""
    return {rule["group"]: rule["name"] for rule in data.rules[found.scheme_code]} | {
        group: _(name) for group, name in {PENSION_80: PENSION_80_LABEL, **EXTRA_LABELS}.items()
    }


def halves_of(found: WhatIf, data: Data) -> dict[str, tuple[int, int]]:
    """Coefficient of a group in halves, by law and in the scenario."""
    changed = coefficients(found.scenario)
    by_law = {rule["group"]: rule["half_coefficient"] or 0 for rule in data.rules[found.scheme_code]}
    new = found.scenario.number(WIDENED_COEFFICIENT)
    added = {group: (new, new) for group in EXTRA_LABELS} | {PENSION_80: (2, 2)}
    return {group: (half, changed.get(group, half)) for group, half in by_law.items()} | added


def _coefficients(found: WhatIf, halves: tuple[int, int]) -> list[str]:
    if not _has_coefficients(found):
        return []
    before, after = halves
    return [coefficient(after) if before == after else f"{coefficient(before)} → {coefficient(after)}"]


def amounts_by_group(found: WhatIf, halves: Mapping[str, tuple[int, int]]) -> dict[str, tuple[str, str]]:
    """What a person of each group gets a month, before and after; a group the scenario adds gets nothing before."""
    h = found.main
    if found.block.published is not None:
        before, after = (found.block.published.amounts(norm) for norm in (h.norm_before, h.norm_after))
        return {group: (number(before[group]), number(after[group])) for group in before}
    pension = pension_amounts(found)
    return {
        group: (
            _("chưa hưởng") if group in EXTRA_LABELS else number(old * h.norm_before // 2),
            number(new * h.norm_after // 2),
        )
        for group, (old, new) in halves.items()
    } | {PENSION_80: (number(pension[0]), number(pension[1]))}


def pension_amounts(found: WhatIf) -> tuple[int, int]:
    """The social pension of the headline's month by law and under the scenario; nothing before it exists."""
    if not found.law.has(SOCIAL_PENSION_AMOUNT) or found.main.month < PENSION_ERA:
        return 0, 0
    return norms_in(PENSION_OF_80, found.scenario, found.all_law, found.main.month)


def by_area(found: WhatIf, data: Data) -> Table | None:
    """People and money of each district, or ward and commune, in the headline month; None where there is no figure by
    area. Illustrative figures are the map's split, rounded to hundreds, and say so; otherwise what no area has is its
    own row, so that the total is exact."""
    block, level = found.block, data.level(found.block.as_of)
    areas = data.areas.filter(pl.col("level") == level).sort("code")
    place = found.cube.month_index[found.main.month]
    money = _money_by_area(found)
    names = {area: name for area, name in areas.select("area_id", "name").iter_rows() if area in money["baseline"]}
    if not names:
        return None
    people = adding_up(_people_by_area(found, place), found.main.scenario_people)
    figures = {area: _pair(money, area, place) for area in money["baseline"]}
    if block.illustrative_areas:
        totals = (found.main.scenario_people, *_total(found, place))
        split, before, after = (by_population(total, data.areas, block.as_of) for total in totals)
        people = dict(split.items())
        figures = {area: (before[area], after[area]) for area in split}
    rows = []
    for area, name in names.items():
        if block.illustrative_areas:
            rows.append([name, _rough(people[area]), *_rounded(figures[area])])
        elif 0 < people[area] < SMALL_CELL:
            rows.append([name, _("Dưới 5 người (không hiển thị)"), "", "", ""])
        else:
            rows.append([name, number(people[area]), *_cells(figures[area])])
    rest = [area for area in figures if area not in names]
    if rest:
        sums = tuple(sum(figures[area][role] for area in rest) for role in range(len(ROLES)))
        label = _("Chưa phân {areas} (nhóm rất ít người và chênh lệch)").format(areas=AREA_WORDS[level].lower())
        rows.append([label, number(sum(people[area] for area in rest)), *_cells(sums)])
    return _of_areas(found, level, rows, illustrative=block.illustrative_areas)


def by_former_district(found: WhatIf, data: Data) -> Table:
    """The wards' and communes' figures in the headline month on the last districts: exact where each lies within one,
    otherwise from the least to the most a district may have."""
    crosswalk, place = loaders.crosswalk(data.version), found.cube.month_index[found.main.month]
    counted = found.block.as_of.first_day
    way = route(crosswalk, counted, crosswalk.last_day_of("district"), to_level="district")
    money, people = _money_by_area(found), _people_by_area(found, place)
    ids = [unit.id for unit in way.sources if unit.id in people]
    before, after = ({area: int(money[role][area][place]) for area in ids} for role in ROLES)
    columns = [
        convert(way, {area: people[area] for area in ids}),
        *(convert(way, each) for each in (before, after, {area: after[area] - before[area] for area in ids})),
    ]
    rows = []
    for district in way.targets:
        people_of, *money_of = (converted.of(district.id) for converted in columns)
        name = f"{district.name} ({_(BADGE)})"
        if 0 < (people_of.high or 0) < SMALL_CELL:
            rows.append([name, _("Dưới 5 người (không hiển thị)"), "", "", ""])
            continue
        writers = (millions, millions, signed_millions)
        spans = (_span(figure, write) for figure, write in zip(money_of, writers, strict=True))
        rows.append([name, _span(people_of, number), *spans])
    rest = [area for area in money["baseline"] if area not in ids]
    if rest:
        figures = tuple(sum(int(money[role][area][place]) for area in rest) for role in ROLES)
        rows.append([_("Chưa phân xã, phường"), number(sum(people[area] for area in rest)), *_cells(figures)])
    return _of_areas(found, "district", rows, words=_("sáu huyện cũ, quy đổi"))


def former_note() -> str:
    """What the former districts' figures are."""
    return _(
        "Quy đổi ngược về sáu huyện trước 01/7/2025, ước tính: xã, phường nằm trọn trong một huyện cũ thì giữ đúng số, "
        "nằm trên hai huyện cũ thì ghi khoảng ít nhất đến nhiều nhất. Các khoảng không cộng được; tổng giữ nguyên."
    )


def _span(figure: ConvertedArea, write: Callable[[int], str]) -> str:
    assert figure.low is not None
    assert figure.high is not None
    if figure.low == figure.high:
        return write(figure.low)
    return _("{low} đến {high}").format(low=write(figure.low), high=write(figure.high))


def _of_areas(
    found: WhatIf, level: str, rows: list[list[str]], *, illustrative: bool = False, words: str = ""
) -> Table:
    month = found.main.month
    total = [_("Toàn tỉnh"), number(found.main.scenario_people), *_cells(_total(found, found.cube.month_index[month]))]
    headers = [AREA_HEADINGS[level], _("Số người"), _("Hiện hành"), _("Phương án"), _("Tăng thêm")]
    title = _("Theo {areas}, tháng {month}/{year} (triệu đồng/tháng)").format(
        areas=words or AREA_WORDS[level].lower(), month=month.month, year=month.year
    )
    return Table(title, headers, [*rows, total], illustrative)


def _money_by_area(found: WhatIf) -> dict[Role, Mapping[str | int, Amounts]]:
    return {role: found.cube.by("area", role, "entitled", found.scheme_code) for role in ROLES}


def _people_by_area(found: WhatIf, place: int) -> dict[str | int, int]:
    mine = found.cube.schemes == found.scheme_code
    people: dict[str | int, int] = {}
    counts = found.cube.people["scenario"][mine, place].tolist()
    for area, count in zip(found.cube.area_ids[mine].tolist(), counts, strict=True):
        people[area] = people.get(area, 0) + count
    return people


def file(found: WhatIf, address: str) -> bytes:
    """The answer to take away: above each month's money, in đồng, what is answered, against what, what it rests on and
    the link that opens it."""
    paths = {
        _("Hiện hành, {view} (đồng)").format(view=words.VIEW_WORDS[view].lower()): {
            role: found.cube.total(role, view, found.scheme_code) for role in ROLES
        }
        for view in VIEWS
    }
    said = words.dated(words.headline(found).rstrip("."), found)
    first = " ".join(filter(None, (said, words.with_range(found), address)))
    return by_month(found.cube.months, paths, words.quality(found.standing), first)


def by_month(
    months: Sequence[Month], paths: Mapping[str, Mapping[Role, Amounts]], quality: str, first_line: str
) -> bytes:
    """A file of money by month, in đồng: of each path, under its heading, what holds, the scenario and what it adds."""
    headers, columns = [_("Tháng")], []
    for heading, path in paths.items():
        now, tried = (path[role].tolist() for role in ROLES)
        columns += [now, tried, [after - before for before, after in zip(now, tried, strict=True)]]
        headers += [heading, _("Phương án"), _("Tăng thêm")]
    rows = [[short_month(month), *(column[place] for column in columns), quality] for place, month in enumerate(months)]
    return csv_bytes([*headers, _("Tính chất số liệu")], rows, first_line=first_line)


def by_year(found: WhatIf) -> Table:
    """Every budget year by both views, on the headcount of the figures."""
    entitled, paid = (year_bills(found.cube, found.area.scheme, view) for view in VIEWS)
    rows = [
        [
            str(a.year),
            millions(a.baseline_vnd),
            millions(a.scenario_vnd),
            signed_millions(a.increase_vnd),
            millions(b.baseline_vnd),
            millions(b.scenario_vnd),
            signed_millions(b.increase_vnd),
        ]
        for a, b in zip(entitled, paid, strict=True)
    ]
    headers = [
        _("Năm ngân sách"),
        _("Hiện hành, theo tháng hưởng"),
        _("Phương án"),
        _("Tăng thêm"),
        _("Hiện hành, theo tháng chi"),
        _("Phương án"),
        _("Tăng thêm"),
    ]
    title = _("Theo năm ngân sách (triệu đồng), so với {base}").format(base=found.base)
    return Table(title, headers, rows, last_bold=False)


def _pair(money: Mapping[Role, Mapping[str | int, Amounts]], key: str | int, place: int) -> tuple[int, ...]:
    return tuple(int(money[role][key][place]) for role in ROLES)


def _total(found: WhatIf, place: int) -> tuple[int, ...]:
    return tuple(int(found.cube.total(role, "entitled", found.scheme_code)[place]) for role in ROLES)


def _cells(pair: tuple[int, ...]) -> list[str]:
    before, after = pair
    return [millions(before), millions(after), signed_millions(after - before)]


def _rough(people: int) -> str:
    """Illustrative people to whole hundreds; a few are not shown as nobody."""
    hundreds = 100 * divide_half_up(people, 100)
    return "≈ " + number(hundreds) if hundreds or not people else _("dưới 100")


def _rounded(pair: tuple[int, ...]) -> list[str]:
    before, after = pair
    return [f"≈ {number(rough_millions(vnd))}" for vnd in (before, after, after - before)]


def adding_up(people: Mapping[Key, int], total: int) -> dict[Key, int]:
    """Heads by row that sum to the total, which is rounded once: rows rounded each by itself may be a few off."""
    if sum(people.values()) == total or min(people.values()) < 0:
        return dict(people)
    return dict(zip(people, share_out(total, list(people.values())), strict=True))


def _counted(block: Block, group: str, people: int) -> str:
    """With the children where a benefit is paid for each of them."""
    here = np.array(block.groups) == group
    persons, units = int(block.people[here].sum()), int(block.units[here].sum())
    if persons == units or not persons:
        return counted(block, people)
    children = counted(block, divide_half_up(people * units, persons))
    return _("{people} ({children} con)").format(people=counted(block, people), children=children)


def counted(block: Block, people: int) -> str:
    """How many a group has: about so many while the mix is assumed."""
    return ("≈ " if block.assumed_groups and people else "") + number(people)


def marks(found: WhatIf, content: Table) -> str:
    """What the rows rest on, below them on the screen; "" where on figures and law alone."""
    said = [choices.page_mark()] if content.illustrative else [choices.group_mark()] if content.assumed else []
    return " ".join([*said, *filter(None, [words.rests_on(content.standing or found.standing)])])


def button(found: WhatIf, content: Table, name: str) -> None:
    """Download the table; its first line names what it is compared with and what its rows rest on, with the range of
    the answer; each row says what it rests on."""
    own = choices.export_mark() if content.illustrative else choices.group_mark() if content.assumed else ""
    standing = content.standing or found.standing
    rests = words.rests_on(standing)
    quality = " ".join(filter(None, [own, rests])) or words.quality(standing)
    dated = words.dated(content.title, found)
    said = words.with_range(found) if standing is found.standing else rests
    of_table(found.area.prefix, found.area.slug, content, name, quality, " ".join(filter(None, [own, said, dated])))


def of_table(prefix: str, slug: str, content: Table, name: str, quality: str, first_line: str) -> None:
    """The button of one table: `quality` stands in every row, `first_line` above them."""

    def make() -> bytes:
        rows = [[*row, quality] for row in content.rows]
        return csv_bytes([*content.headers, _("Tính chất số liệu")], rows, first_line=first_line)

    downloads.button(_("Tải bảng này (CSV)"), f"{slug}-{name}.csv", make, key=f"{prefix}tai-{name}")

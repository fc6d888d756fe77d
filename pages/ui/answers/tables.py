"""Tables of a what-if, and the CSV file of its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.export.tables import csv_bytes
from data.locale import _
from models.policy.answers.standing import Standing
from models.policy.answers.whatif import WhatIf, year_bills
from models.policy.areas.protection import EXTRA_LABELS, PENSION_80, PENSION_80_LABEL, WIDENED_COEFFICIENT
from models.policy.cube import ROLES, VIEWS, Amounts, Role
from models.policy.engine.baseline import SMALL_CELL, Block
from models.policy.engine.measures import coefficients
from models.policy.engine.projection import norms_in
from models.policy.law.calendar import PENSION_ERA
from models.policy.schemes import PENSION_OF_80, RECONCILIATION, SOCIAL_PENSION_AMOUNT
from models.wording.numbers import coefficient, millions, number, rough_millions, signed_millions
from pages.ui.answers import words
from pages.ui.session import choices, downloads
from pages.ui.session.loaders import Data


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
    people = found.cube.people_by_group("scenario", found.scheme_code, place)
    halves = halves_of(found, data)
    amounts = amounts_by_group(found, halves)
    rows = []
    for group, name in group_names(found, data).items():
        if people.get(group) or (group in EXTRA_LABELS and group in people):
            cells = [name, counted(found.block, people[group]), *_coefficients(found, halves[group]), *amounts[group]]
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
    """People and money of each district in the headline month; None where there is no figure by district. Illustrative
    figures are rounded to hundreds and say so; what no district has is its own row, so that the total is exact."""
    block = found.block
    names = dict(data.areas.filter(pl.col("level") == "district").select("area_id", "name").iter_rows())
    place = found.cube.month_index[found.main.month]
    money = {role: found.cube.by("area", role, "entitled", found.scheme_code) for role in ROLES}
    if not set(names) & set(money["baseline"]):
        return None
    mine = found.cube.schemes == found.scheme_code
    people: dict[str | int, int] = {}
    for area, count in zip(
        found.cube.area_ids[mine].tolist(), found.cube.people["scenario"][mine, place].tolist(), strict=True
    ):
        people[area] = people.get(area, 0) + count
    order = [area for area in data.areas.sort("code")["area_id"] if area in names and area in money["baseline"]]
    rows = []
    for area in order:
        figures = _pair(money, area, place)
        if block.illustrative_areas:
            rows.append([names[area], _rough(people[area]), *_rounded(figures)])
        elif 0 < people[area] < SMALL_CELL:
            rows.append([names[area], _("Dưới 5 người (không hiển thị)"), "", "", ""])
        else:
            rows.append([names[area], number(people[area]), *_cells(figures)])
    rest = [area for area in money["baseline"] if area not in names]
    if rest:
        figures = tuple(sum(int(money[role][area][place]) for area in rest) for role in ROLES)
        count = sum(people[area] for area in rest)
        label = _("Chưa phân huyện (nhóm rất ít người và chênh lệch)")
        if block.illustrative_areas:
            rows.append([label, _rough(count), *_rounded(figures)])
        else:
            rows.append([label, number(count), *_cells(figures)])
    rows.append([_("Toàn tỉnh"), number(found.main.scenario_people), *_cells(_total(found, place))])
    headers = [_("Huyện, thị xã, thành phố"), _("Số người"), _("Hiện hành"), _("Phương án"), _("Tăng thêm")]
    title = _("Theo huyện, tháng {month}/{year} (triệu đồng/tháng)")
    return Table(
        title.format(month=found.main.month.month, year=found.main.month.year), headers, rows, block.illustrative_areas
    )


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
    hundreds = round(people, -2)
    return "≈ " + number(hundreds) if hundreds or not people else _("dưới 100")


def _rounded(pair: tuple[int, ...]) -> list[str]:
    before, after = pair
    return [f"≈ {number(rough_millions(vnd))}" for vnd in (before, after, after - before)]


def counted(block: Block, people: int) -> str:
    """How many a group has: about so many while the mix is assumed."""
    return ("≈ " if block.assumed_groups and people else "") + number(people)


def marks(found: WhatIf, content: Table) -> str:
    """What the rows rest on, below them on the screen; "" where on figures and law alone."""
    said = [choices.page_mark()] if content.illustrative else [choices.group_mark()] if content.assumed else []
    return " ".join([*said, *filter(None, [words.rests_on(content.standing or found.standing)])])


def button(found: WhatIf, content: Table, name: str) -> None:
    """Download the table; its first line names what it is compared with and what its rows rest on, which stands in each
    row too."""
    own = choices.export_mark() if content.illustrative else choices.group_mark() if content.assumed else ""
    standing = content.standing or found.standing
    rests = words.rests_on(standing)
    quality = " ".join(filter(None, [own, rests])) or words.quality(standing)
    dated = words.dated(content.title, found)
    of_table(found.area.prefix, found.area.slug, content, name, quality, " ".join(filter(None, [own, rests, dated])))


def of_table(prefix: str, slug: str, content: Table, name: str, quality: str, first_line: str) -> None:
    """The button of one table: `quality` stands in every row, `first_line` above them."""

    def make() -> bytes:
        rows = [[*row, quality] for row in content.rows]
        return csv_bytes([*content.headers, _("Tính chất số liệu")], rows, first_line=first_line)

    downloads.button(_("Tải bảng này (CSV)"), f"{slug}-{name}.csv", make, key=f"{prefix}tai-{name}")

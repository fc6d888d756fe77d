"""`python -m data.answer LINK`: the answer of a page's link as JSON, the same numbers as the screen, in đồng."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

import polars as pl

from data.clock import today
from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import SettingsError, read_settings
from data.startup import prepare
from data.store import queries
from data.store.version import data_version
from models.base import canonical, digest
from models.policy.answers.figures import province_figures
from models.policy.answers.filled import Figures
from models.policy.answers.link import Asked, BadLinkError, read_link
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.answers.whatif import WhatIf, WhatIfArea, YearBill, compute
from models.policy.cube import ROLES, Cube
from models.policy.engine.baseline import build_baseline
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.assumptions import from_frame
from models.policy.levers.clock import Clock
from models.wording.numbers import day

BAD_LINK = 2
"""The exit code of a link that cannot be answered."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the answer; a bad link exits 2 with the page's own sentence, an unreadable database 1."""
    parser = argparse.ArgumentParser(prog="python -m data.answer", description=_("Kết quả của một liên kết, dạng JSON"))
    parser.add_argument("link", help=_("ví dụ: /bao-tro-xa-hoi?moc=2026-12-01&btxh-muc-chuan=600000"))
    link = parser.parse_args(arguments).link
    try:
        settings = read_settings()
        database = open_database(settings)
        try:
            prepare(database, settings)
            with database.reading() as connection:
                print(json.dumps(answer(connection, link), ensure_ascii=False, indent=1))
        finally:
            database.dispose()
    except BadLinkError as error:
        print(error, file=sys.stderr)
        return BAD_LINK
    except (DatabaseUnavailableError, SettingsError) as error:
        print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=error), file=sys.stderr)
        return 1
    return 0


def answer(connection: Any, link: str) -> dict[str, Any]:
    """The answer with its digest: `sha256` is of the canonical JSON of all the rest. Raises BadLinkError."""
    asked = read_link(link, today())
    newest = data_version(connection)
    version = newest if asked.version is None else asked.version
    if not 1 <= version <= newest:
        raise BadLinkError(
            _("Liên kết hỏi số liệu của bản {version}, nhưng các bản có số từ 1 đến {newest}.").format(
                version=version, newest=newest
            )
        )
    clock = Clock(asked.day, Law.from_frame(queries.parameters(connection, version)))
    areas = queries.areas(connection, version)
    figures = Figures() if asked.bare else _figures(connection, version, areas)
    asked = asked.opened(clock, figures)
    try:
        found = _whatif(connection, version, asked, clock, areas, figures)
    except UnknownParameterError as error:
        raise BadLinkError(
            _("Chưa có mức chuẩn nào cho ngày {day} nên chưa tính được.").format(day=day(clock.day))
        ) from error
    body = {
        **found,
        "data_version": version,
        "law_as_of": clock.day.isoformat(),
        "engine_version": ENGINE_VERSION,
        "link": asked.address(clock, version),
    }
    return {**body, "sha256": digest(canonical(body))}


def _figures(connection: Any, version: int, areas: pl.DataFrame) -> Figures:
    """What stands for levers left open, as the page has it."""
    rows = province_figures(queries.observations(connection, version), areas).to_dicts()
    return Figures(from_frame(queries.assumptions(connection, version)), rows)


def _whatif(
    connection: Any, version: int, asked: Asked, clock: Clock, areas: pl.DataFrame, figures: Figures
) -> dict[str, Any]:
    values = asked.values(clock)
    if isinstance(asked.area, WhatIfArea):
        groups, amounts = queries.groups(connection, version), queries.amounts(connection, version)
        caseload = queries.caseload(connection, version)
        baseline = build_baseline(caseload, groups, areas, clock.law, amounts, demo=False)
        return of_whatif(compute(clock, baseline, values, asked.area), areas)
    scenario = asked.area.scenario(clock.day, values)
    province = int(areas.filter(pl.col("level") == "province")["area_id"][0])
    year = int(values[asked.area.budget_year.key])
    return of_support(support_result(asked.area, scenario, clock.law, province, year=year, figures=figures), year)


def of_whatif(found: WhatIf, areas: pl.DataFrame) -> dict[str, Any]:
    """The answer of protection or merit; areas in the month of the headline."""
    main, cube, code = found.main, found.cube, found.scheme_code
    place = cube.month_index[main.month]
    year = next(bill for bill in main.years if bill.year == found.year)
    bills = {role: cube.by("area", role, "entitled", code) for role in ROLES}
    named = areas.select("area_id", "code", "name", "level").rows_by_key("area_id", named=True, unique=True)
    return {
        "headline": {
            "monthly": main.increase_vnd,
            "year": year.increase_vnd,
            "back_pay": main.back_pay_vnd,
            "base": found.base,
            "range": {"low": found.range.low_vnd, "high": found.range.high_vnd},
            "month": str(main.month),
            "budget_year": year.year,
        },
        "months": _months(cube, [code]),
        "years": [_year([bill]) for bill in main.years],
        "payers": [
            {"source": _(share.source.name), "level": _(share.level), "monthly": share.vnd}
            for share in found.funding.shares
        ],
        "areas": [
            {
                "code": named[area]["code"],
                "name": named[area]["name"],
                "baseline": int(bills["baseline"][area][place]),
                "scenario": int(bills["scenario"][area][place]),
            }
            for area in sorted(bills["baseline"], key=lambda area: (named[area]["level"], named[area]["code"]))
        ],
        "standing": found.standing.quality,
    }


def of_support(found: SupportResult, year: int) -> dict[str, Any]:
    """The answer of an area of support lines: what the state budget pays; other sources stand among the payers."""
    purses = [purse for purse in found.purses if purse.in_budget]
    codes = [scheme.code for scheme in {line.scheme for line in found.area.lines} if scheme.in_budget]
    years = sorted({bill.year for purse in purses for bill in purse.years})
    bills = [_year([purse.year(one) for purse in purses]) for one in years]
    increase = sum(purse.increase_vnd for purse in purses)
    return {
        "headline": {
            "monthly": increase,
            "year": next((bill["increase"] for bill in bills if bill["year"] == year), 0),
            "back_pay": 0,
            "base": _("quy định đến {day}").format(day=day(found.scenario.law_as_of)),
            "range": _range(found, increase),
            "month": str(found.month),
            "budget_year": year,
        },
        "months": _months(found.cube, codes),
        "years": bills,
        "payers": [
            {"source": _(purse.name), "in_budget": purse.in_budget, "monthly": purse.increase_vnd}
            for purse in found.purses
        ],
        "areas": [],
        "standing": found.standing.quality,
        "assumed": {
            key: {"value": one.value, "quality": one.quality, "row": one.row} for key, one in found.stand_ins.items()
        },
    }


def _range(found: SupportResult, increase: int) -> dict[str, Any]:
    """The ends of the increase with the assumption that moves it most, which is named."""
    if not found.moves or not found.range.inputs:
        return {"low": increase, "high": increase}
    return {"low": found.range.low_vnd, "high": found.range.high_vnd, "by": _(found.range.inputs[0].name)}


def _year(bills: Sequence[YearBill]) -> dict[str, int]:
    """One budget year's bills of several sources, added up."""
    before, after = sum(bill.baseline_vnd for bill in bills), sum(bill.scenario_vnd for bill in bills)
    return {"year": bills[0].year, "baseline": before, "scenario": after, "increase": after - before}


def _months(cube: Cube, codes: Sequence[str]) -> list[dict[str, Any]]:
    def total(role: Any, view: Any, place: int) -> int:
        return sum(int(cube.total(role, view, code)[place]) for code in codes)

    return [
        {
            "month": str(month),
            "entitled": total("scenario", "entitled", place),
            "paid": total("scenario", "paid", place),
            "baseline": total("baseline", "entitled", place),
        }
        for place, month in enumerate(cube.months)
    ]


if __name__ == "__main__":
    sys.exit(main())

"""What holds for any figures, law and levers: parts sum to wholes, the past stays, nothing is lost between the
views."""

import numpy as np
import pytest
from hypothesis import given, settings

from models.frames import PROJECTION
from models.periods import Month, month_range
from models.policy.answers.whatif import headline
from models.policy.cube import Cube
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project, project_cube
from models.policy.law.law import UnknownParameterError
from models.policy.schemes import CENTRE, PROTECTION
from tests.examples import examples
from tests.models.oracle import Step
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed, scenario
from tests.models.strategies import MONTHS, STARTING, Levers, baselines, law_of, laws, levers

VIEWS = ("entitled", "paid")
ROLES = ("baseline", "scenario")
SCHEMES = (PROTECTION.code, CENTRE.code)


def same(this: Cube, that: Cube) -> bool:
    """Byte for byte."""
    arrays = [(this.area_ids, that.area_ids), (this.schemes, that.schemes), (this.groups, that.groups)]
    arrays += [(this.people[role], that.people[role]) for role in ROLES]
    arrays += [(this.vnd[role, view], that.vnd[role, view]) for role in ROLES for view in VIEWS]
    return this.months == that.months and all(a.tobytes() == b.tobytes() and a.dtype == b.dtype for a, b in arrays)


@settings(max_examples=examples(80), deadline=None)
@given(baselines(), laws(), levers())
def test_areas_and_groups_each_sum_to_the_total(baseline: Baseline, steps: list[Step], drawn: Levers) -> None:
    cube = project_cube(baseline, law_of(steps), drawn.scenario, MONTHS)
    for scheme in SCHEMES:
        for role in ROLES:
            for view in VIEWS:
                total = cube.total(role, view, scheme).tolist()
                for axis in ("area", "group"):
                    parts = cube.by(axis, role, view, scheme)
                    assert sum(parts.values()).tolist() == total  # type: ignore[union-attr]


@settings(max_examples=examples(80), deadline=None)
@given(baselines(), laws(), levers())
def test_cells_and_reconciliation_sum_to_the_total(baseline: Baseline, steps: list[Step], drawn: Levers) -> None:
    frame = project(baseline, law_of(steps), drawn.scenario, MONTHS)
    cube = project_cube(baseline, law_of(steps), drawn.scenario, MONTHS)
    block = baseline.block(PROTECTION)
    for scheme in SCHEMES:
        rows = frame.filter(frame["scheme"] == scheme)
        cells, rest = rows.filter(rows["group"] != "reconciliation"), rows.filter(rows["group"] == "reconciliation")
        expected_rest = len(block.reconciliation) if scheme == PROTECTION.code else 0
        assert rest.height == expected_rest * len(MONTHS)
        for role in ROLES:
            for view, column in (("entitled", f"{role}_vnd"), ("paid", f"{role}_cash_vnd")):
                total = int(cube.total(role, view, scheme).sum())
                assert cells[column].sum() + rest[column].sum() == total


@settings(max_examples=examples(80), deadline=None)
@given(baselines(), laws(), levers())
def test_months_before_the_start_are_the_baselines(baseline: Baseline, steps: list[Step], drawn: Levers) -> None:
    cube = project_cube(baseline, law_of(steps), drawn.scenario, MONTHS)
    before = [place for place, month in enumerate(MONTHS) if month < drawn.change.step.applies]
    for view in VIEWS:
        assert (cube.vnd["baseline", view][:, before] == cube.vnd["scenario", view][:, before]).all()
    assert (cube.people["baseline"][:, before] == cube.people["scenario"][:, before]).all()


@settings(max_examples=examples(80), deadline=None)
@given(baselines(), laws(), levers())
def test_what_is_due_is_paid_once_all_back_pay_lies_in_the_horizon(
    baseline: Baseline, steps: list[Step], drawn: Levers
) -> None:
    inside = [step for step in steps if step is STARTING or step.applies >= MONTHS[0]]
    cube = project_cube(baseline, law_of(inside), drawn.scenario, HORIZON)
    for role in ROLES:
        if role == "scenario" and drawn.change.step.paid > HORIZON[-1]:
            continue
        due, cash = cube.vnd[role, "entitled"].sum(axis=1), cube.vnd[role, "paid"].sum(axis=1)
        assert due.tolist() == cash.tolist()


@settings(max_examples=examples(20), deadline=None)
@given(baselines(), laws(), levers())
def test_two_runs_are_identical_to_the_byte(baseline: Baseline, steps: list[Step], drawn: Levers) -> None:
    runs = [project_cube(baseline, law_of(steps), drawn.scenario, MONTHS) for _ in range(2)]
    assert same(*runs)


@settings(max_examples=examples(50), deadline=None)
@given(levers(with_percent=False).filter(lambda drawn: drawn.change.step.value % 2 == 0))
def test_the_split_over_districts_does_not_change_the_province(
    seed: Seed, province: Baseline, districts: Baseline, drawn: Levers
) -> None:
    """At an odd norm half a coefficient is half a đồng, rounded in each cell."""
    whole, split = (project_cube(b, seed.law, drawn.scenario, HORIZON) for b in (province, districts))
    assert len(split.groups) > len(whole.groups)
    for scheme, people in zip(SCHEMES, (45_575, 301), strict=True):
        for role in ROLES:
            assert split.people[role][split.schemes == scheme].sum(axis=0).tolist() == [people] * len(HORIZON)
            for view in VIEWS:
                assert split.total(role, view, scheme).tolist() == whole.total(role, view, scheme).tolist()
                this, that = (cube.by("group", role, view, scheme) for cube in (split, whole))
                assert {g: v.tolist() for g, v in this.items()} == {g: v.tolist() for g, v in that.items()}


@settings(max_examples=examples(50), deadline=None)
@given(levers())
def test_a_percentage_moves_the_split_by_less_than_one_đồng_a_cell(
    seed: Seed, province: Baseline, districts: Baseline, drawn: Levers
) -> None:
    whole, split = (project_cube(b, seed.law, drawn.scenario, HORIZON) for b in (province, districts))
    this, that = (cube.total("scenario", "entitled", PROTECTION.code) for cube in (whole, split))
    assert np.abs(this - that).max() <= len(split.groups)


@settings(max_examples=examples(50), deadline=None)
@given(levers(with_percent=False))
def test_a_norm_above_the_law_never_pays_less_and_one_below_it_never_more_nor_anything_back(
    seed: Seed, province: Baseline, drawn: Levers
) -> None:
    for day in (END_2023, NOVEMBER_2026):
        chosen = scenario(day, **short(drawn))
        cube = project_cube(province, seed.law, chosen, HORIZON)
        cells = cube.groups != "reconciliation"
        before, after = (cube.vnd[role, "entitled"][cells] for role in ROLES)
        change = drawn.change.step
        if change.value >= seed.law.known_on(day).applying_in(PROTECTION.norm, change.applies).value:
            assert (after >= before).all()
            continue
        if drawn.change.provincial:
            assert (after == before).all(), "no province may set less"
            continue
        assert (after <= before).all()
        listed = [place for place, month in enumerate(HORIZON) if month < min(change.paid, HORIZON[-1])]
        for view in VIEWS:
            assert (cube.vnd["scenario", view][:, listed] == cube.vnd["baseline", view][:, listed]).all()
            assert (cube.vnd["scenario", view][cells] >= 0).all()
        lists = cube.vnd["scenario", "paid"][cells] - cube.vnd["baseline", "paid"][cells]
        assert (lists <= 0).all(), "nothing is made up for"


def short(drawn: Levers) -> dict[str, int | str]:
    """The drawn levers by their short names."""
    step = drawn.change.step
    return {
        "norm": step.value,
        "applies_from": str(step.applies),
        "first_paid": str(min(step.paid, HORIZON[-1])),
        "provincial": int(drawn.change.provincial),
    }


def test_the_frame_is_the_contracts(seed: Seed, districts: Baseline) -> None:
    months = HORIZON[:24]
    frame = project(districts, seed.law, scenario(norm=500_000), months)
    cube = project_cube(districts, seed.law, scenario(norm=500_000), months)
    assert frame.schema == PROJECTION
    assert frame.height == len(cube.groups) * 24
    assert frame.null_count().row(0) == (0,) * frame.width
    assert not frame.select("area_id", "scheme", "group", "month").is_duplicated().any()
    july = frame.filter((frame["month"] == "2024-07") & (frame["scheme"] == PROTECTION.code))
    assert july["scenario_vnd"].sum() == 33_333_333_333
    assert july["scenario_cash_vnd"].sum() == 24_000_000_000
    assert july["baseline_people"].sum() == 45_575


def test_a_horizon_before_any_norm_is_refused(seed: Seed, province: Baseline) -> None:
    with pytest.raises(UnknownParameterError, match="norm in 2003-01"):
        project_cube(province, seed.law, scenario(), month_range(Month(2003, 1), 12))


@pytest.mark.parametrize("change", [-30, -3, 1, 7, 30])
def test_the_headcount_does_not_hang_on_the_demo(
    seed: Seed, province: Baseline, districts: Baseline, change: int
) -> None:
    asked = scenario(people_change=change)
    found = {
        headline(project_cube(baseline, seed.law, asked, HORIZON), PROTECTION, seed.law, asked).scenario_people
        for baseline in (province, districts)
    }
    assert len(found) == 1

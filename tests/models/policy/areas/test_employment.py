"""Employment: what is counted, who pays, and that its counts are never added."""

from models.policy.areas import employment
from models.policy.levers.levers import UNSET
from models.policy.schemes import REVOLVING_CAPITAL


def test_loans_are_the_only_line_outside_the_budget() -> None:
    outside = [line.group for line in employment.AREA.lines if not line.scheme.in_budget]
    assert outside == ["loans"]
    [loans] = [line for line in employment.AREA.lines if line.group == "loans"]
    assert loans.scheme.payer == REVOLVING_CAPITAL


def test_every_count_and_amount_starts_empty() -> None:
    """The report gives no money: what nobody has typed is no figure, and decrees' amounts are presets."""
    for line in employment.AREA.lines:
        assert all(lever.default == UNSET and not lever.follows for lever in line.levers)
    assert all(lever.default == UNSET for lever in employment.PACE)


def test_presets_are_the_decrees_amounts() -> None:
    found = {
        factor.now.key.removeprefix("employment."): [preset.value for preset in factor.now.presets]
        for line in employment.AREA.lines
        for factor in line.factors
        if factor.now.presets
    }
    assert found == {
        "loan_amount": [100_000_000, 200_000_000],
        "relief": [50],
        "language": [3_000_000],
        "orientation": [530_000],
        "health_check": [750_000],
        "meal": [40_000],
    }
    for line in employment.AREA.lines:
        for factor in line.factors:
            assert all(preset.document and preset.evidence for preset in factor.now.presets)


def test_no_line_counts_new_jobs_or_additional_work() -> None:
    """New jobs, workers abroad and additional work are three counts; the plan is for new jobs alone and pays
    nothing."""
    counted = {line.count.now.key for line in employment.AREA.lines}
    assert counted == {"employment.loan_jobs", "employment.indebted", "employment.abroad"}
    assert not set(employment.AREA.others) & {lever for line in employment.AREA.lines for lever in line.levers}

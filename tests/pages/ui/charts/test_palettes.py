"""Colours of maps and of chosen areas: contrast, and what is left of them for the colour-blind.

The colour-blind see what Machado, Oliveira and Fernandes (2009) compute at full severity; how far two colours are apart
is the distance in CAM02-UCS, where about 1 can just be seen side by side. Contrast is computed here once more, by
WCAG's text."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert

from models.geo.classes import Scale
from pages.ui.charts import palettes
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.charts.palettes import INK, PAPER
from pages.ui.saved.scenarios import PROPOSAL_COLOUR
from tests.models.atlas.worked_classes import Case, cases
from tests.pages import shared

data_folder = shared.data_folder

DARK_THEME = "#111A24"
AA_AREA, AA_TEXT = 3.0, 4.5
SEEN_APART = 15
"""Classes and hues: fifteen times what can just be seen."""
SCALES = [
    *(Scale.of(range(1, classes)) for classes in range(1, 6)),
    *(Scale.of(range(-below + 1, above), pinned=True) for below in range(1, 4) for above in range(1, 4)),
]
VISIONS = [None, "deuteranomaly", "protanomaly", "tritanomaly"]


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        linear = np.where(rgb(colour) <= 0.04045, rgb(colour) / 12.92, ((rgb(colour) + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def apart(one: str, other: str, vision: str | None) -> float:
    seen = []
    for colour in (one, other):
        space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100} if vision else "sRGB1"
        seen.append(cspace_convert(np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1), "sRGB1", "CAM02-UCS"))
    return float(np.linalg.norm(seen[0] - seen[1]))


def nearest(one: str, other: str) -> float:
    return min(apart(one, other, vision) for vision in VISIONS)


def named(scale: Scale) -> str:
    return scale.text or "one class"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_fills_of_the_worked_cases(case: Case) -> None:
    fills = palettes.class_fills(case.classing.scale)
    for line in case.lines:
        code = line.value.code
        state = case.classing.unclassed.get(code)
        found = palettes.ground_colour(state) if state else fills[case.classing.place_of[code]]
        assert (line.name, found) == (line.name, line.fill)


@pytest.mark.parametrize("scale", SCALES, ids=named)
def test_every_scale_has_a_fill_a_class(scale: Scale) -> None:
    fills = palettes.class_fills(scale)
    assert len(fills) == len(scale.classes)
    assert len(set(fills)) == len(fills)


@pytest.mark.parametrize("scale", SCALES, ids=named)
def test_neighbouring_classes_contrast_by_fill_as_far_as_they_can(scale: Scale) -> None:
    """3:1 up to three classes and up to two a side; beyond, no five colours on earth could."""
    steps = [contrast(one, other) for one, other in pairwise(palettes.class_fills(scale))]
    few = max(scale.below, scale.above) <= 2 if scale.pinned else len(scale.classes) <= 3
    least = AA_AREA if few else 2.2 if scale.pinned or len(scale.classes) == 4 else 1.6
    assert min(steps, default=AA_AREA) >= least
    assert AA_AREA**3 > 21  # white on black: four classes cannot, so the lines below are needed


@pytest.mark.parametrize("fill", sorted({fill for scale in SCALES for fill in palettes.class_fills(scale)}))
def test_lines_and_words_stand_on_every_fill(fill: str) -> None:
    assert max(contrast(line, fill) for line in (palettes.OUTLINE, palettes.CASING)) >= AA_AREA
    assert contrast(palettes.OUTLINE, palettes.CASING) >= AA_AREA
    assert contrast(palettes.text_on(fill), fill) >= AA_TEXT


@pytest.mark.parametrize("scale", SCALES, ids=named)
def test_classes_are_told_apart_without_colour_vision(scale: Scale) -> None:
    for one, other in combinations(palettes.class_fills(scale), 2):
        assert nearest(one, other) >= SEEN_APART, (one, other)


@pytest.mark.parametrize("scale", SCALES, ids=named)
def test_darker_is_more_and_zero_is_palest(scale: Scale) -> None:
    depth = [contrast(fill, PAPER) for fill in palettes.class_fills(scale)]
    rises = depth[scale.below :]
    falls = depth[scale.below :: -1] if scale.pinned else []
    assert rises == sorted(rises)
    assert falls == sorted(falls)


def test_falls_are_orange_and_rises_are_blue() -> None:
    for fill in {fill for fills in palettes.FALLS.values() for fill in fills}:
        assert rgb(fill)[0] > rgb(fill)[2]
    for fill in {fill for ramp in (palettes.RISES, palettes.SEQUENTIAL) for fills in ramp.values() for fill in fills}:
        assert rgb(fill)[2] > rgb(fill)[0]


def test_the_six_hues_of_a_selection_are_told_apart_by_everybody() -> None:
    assert len(palettes.SELECTION) == 6
    for one, other in combinations(palettes.SELECTION, 2):
        assert nearest(one, other) >= SEEN_APART, (one, other)


@pytest.mark.parametrize("hue", palettes.SELECTION)
def test_a_hue_is_seen_on_paper_in_the_dark_and_with_its_letter(hue: str) -> None:
    for ground in (PAPER, palettes.CASING, DARK_THEME):
        assert contrast(hue, ground) >= AA_AREA
    assert contrast(palettes.text_on(hue), hue) >= AA_TEXT


@pytest.mark.parametrize("hue", palettes.SELECTION)
def test_no_hue_is_taken_for_a_scenario(hue: str) -> None:
    for role in (CURRENT, PROPOSAL_COLOUR, TRIAL):
        assert apart(hue, role, None) >= SEEN_APART
        assert nearest(hue, role) >= 8  # apart still, and a hue never stands without its letter


def test_states_without_a_class_differ_by_more_than_grey() -> None:
    patterns = palettes.PATTERNS
    assert set(patterns) == {"missing", "small", "withheld", "illustrative", "between"}
    assert len(set(patterns.values())) == len(patterns)
    for state in patterns:
        assert contrast(INK, palettes.ground_colour(state)) >= AA_TEXT
        assert contrast(PAPER, palettes.ground_colour(state, palettes.DARK)) >= AA_TEXT


def test_contrast_is_that_of_wcag() -> None:
    assert palettes.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palettes.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # a known near miss of AA
    for one, other in combinations((*palettes.SELECTION, INK, PAPER), 2):
        assert palettes.contrast(one, other) == pytest.approx(contrast(one, other))

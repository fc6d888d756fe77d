"""The poverty line of 2027: households between the old line and the new one, and what follows from their being counted.

Belongs here: its levers and lines, and the households themselves. It is a re-classification, no growth of poverty, and it is
reckoned only where the law known on the scenario's day has the new line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.money import divide_half_up
from models.policy.areas.health_card import CONTRIBUTION
from models.policy.areas.support_lines import Factor, Part, Since, SupportLine, factor
from models.policy.levers.levers import UNSET, Preset
from models.policy.levers.scenario import Scenario
from models.policy.schemes import BASE_SALARY, PROTECTION_NORM, RECLASSIFICATION, SOCIAL_PENSION_AMOUNT
from models.wording.words import N_

_DECREE = N_("Nghị định 351/2025/NĐ-CP")
RURAL_LINE, URBAN_LINE = "poverty_line.rural", "poverty_line.urban"
NEW_LINE = Since(RURAL_LINE, date(2027, 1, 1))
NOT_POORER = N_(
    "Đây là xếp lại theo chuẩn mới, không phải tăng nghèo: thu nhập của các hộ này không giảm, chỉ chuẩn được nâng lên."
)
PER_THOUSAND = 1_000
HOUSEHOLDS_2023 = 280_454
"""Middle of what the report leaves open, 279.910 - 280.998 (data/seed/derived_figures.csv)."""

HOUSEHOLDS = factor(
    "poverty.households", "gn-tong-so-ho", N_("Tổng số hộ dân cư"), N_("hộ"), "count", maximum=2_000_000, moves=False,
    source=N_("Rà soát hộ nghèo hằng năm"), indicator="poverty.households",
    presets=(
        Preset(HOUSEHOLDS_2023, N_("280.454 (suy từ báo cáo 2023)"), N_("Báo cáo an sinh xã hội năm 2023"), "secondary"),
    ),
)  # fmt: skip
BETWEEN = factor(
    "poverty.between", "gn-giua-hai-chuan", N_("Hộ ở giữa chuẩn cũ và chuẩn mới"), N_("hộ trên 1.000 hộ"), "per_thousand",
    maximum=PER_THOUSAND, source=N_("Điều tra thu nhập; rà soát theo Nghị định 351/2025/NĐ-CP"), moves=False,
)  # fmt: skip
SALARY = factor(
    "poverty.salary", "gn-luong-co-so", N_("Lương cơ sở"), N_("đồng/tháng"), "money", maximum=10_000_000,
    source=N_("Nghị định về mức lương cơ sở"), parameter=BASE_SALARY, moves=False,
)  # fmt: skip
RATE = factor(
    "poverty.card_rate", "gn-muc-dong", N_("Mức đóng bảo hiểm y tế"), N_("phần nghìn lương cơ sở"), "per_thousand", maximum=60,
    source=N_("Luật Bảo hiểm y tế; Nghị định 146/2018/NĐ-CP"),
    presets=(Preset(CONTRIBUTION, N_("4,5% (NĐ 146/2018)"), N_("Nghị định 146/2018/NĐ-CP"), "secondary"),),
)  # fmt: skip


def _per_hundred(key: str, slug: str, label: str, unit: str) -> Factor:
    return factor(f"poverty.{key}", f"gn-{slug}", label, unit, "percent", maximum=1_000, source=_DECREE, moves=False)


CARD_PEOPLE = _per_hundred(
    "line_card_people", "the-moi", N_("Người được cấp thẻ trong hộ được xếp lại"), N_("người trên 100 hộ")
)
CARD_SHARE = factor(
    "poverty.line_card_share", "gn-the-moi-phan", N_("Phần Nhà nước đóng cho người trong hộ được xếp lại"), "%", "percent",
    maximum=100, source=N_("Nghị định 146/2018/NĐ-CP"), moves=False,
    presets=(
        Preset(100, N_("100%, hộ nghèo"), N_("Nghị định 146/2018/NĐ-CP"), "memory"),
        Preset(70, N_("70%, hộ cận nghèo, tối thiểu"), N_("Nghị định 146/2018/NĐ-CP"), "memory"),
    ),
)  # fmt: skip
SINGLE_CHILDREN = _per_hundred(
    "line_children", "con-don-than", N_("Con của người đơn thân trong hộ được xếp lại"), N_("trẻ em trên 100 hộ")
)
NORM = factor(
    "poverty.line_norm", "gn-muc-chuan", N_("Mức chuẩn trợ giúp xã hội (hệ số 1,0 mỗi con)"), N_("đồng/tháng"), "money",
    maximum=5_000_000, source=N_("Nghị định 20/2021/NĐ-CP, Điều 6"), parameter=PROTECTION_NORM, moves=False,
)  # fmt: skip
PENSIONERS = _per_hundred(
    "line_pensioners", "huu-tri-70", N_("Người 70 đến dưới 75 tuổi không lương hưu trong hộ được xếp lại"),
    N_("người trên 100 hộ"),
)  # fmt: skip
PENSION = factor(
    "poverty.line_pension", "gn-muc-huu-tri", N_("Trợ cấp hưu trí xã hội"), N_("đồng/tháng"), "money", maximum=5_000_000,
    source=N_("Nghị định 176/2025/NĐ-CP"), parameter=SOCIAL_PENSION_AMOUNT, moves=False,
)  # fmt: skip


def _follows(group: str, name: str, unit: str, each: Factor, *paid: Factor) -> SupportLine:
    return SupportLine(
        RECLASSIFICATION, group, name, (HOUSEHOLDS, BETWEEN, each, *paid), counted=3, count_unit=unit, since=NEW_LINE
    )


PART = Part(
    "chuan-2027", N_("Chuẩn nghèo từ 2027 (2,2 / 2,8 triệu đồng)"),
    (
        _follows("cards", N_("Thẻ bảo hiểm y tế của hộ được xếp lại"), N_("người"), CARD_PEOPLE, SALARY, RATE, CARD_SHARE),
        _follows("single_parents", N_("Người đơn thân nuôi con trong hộ được xếp lại"), N_("trẻ em"), SINGLE_CHILDREN, NORM),
        _follows("pension_70", N_("Hưu trí xã hội 70 đến dưới 75 tuổi trong hộ được xếp lại"), N_("người"), PENSIONERS, PENSION),
    ),
    NOT_POORER, held_by=N_("Cục Thống kê tỉnh; đơn vị phụ trách giảm nghèo"),
)  # fmt: skip


@dataclass(frozen=True)
class Reclassified:
    """Households between the two lines; `low` and `high` where their total is only known between two ends."""

    low: int
    central: int
    high: int


def reclassified(scenario: Scenario, ends: tuple[int, int] | None = None) -> Reclassified | None:
    """Share x households; `ends` are the least and the most households where the total is derived. None = not given."""
    households, share = scenario.value(HOUSEHOLDS.now), scenario.value(BETWEEN.now)
    if UNSET in (households, share):
        return None
    central = int(households)
    low, high = ends if ends is not None and central == HOUSEHOLDS_2023 else (central, central)
    counted = [divide_half_up(each * int(share), PER_THOUSAND) for each in (low, central, high)]
    return Reclassified(*counted)

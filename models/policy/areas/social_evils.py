"""Prevention of social evils: people in rehabilitation and in aftercare, and how long they stay before and after the
law of 2025."""

from __future__ import annotations

from models.periods import Month
from models.policy.areas.support import (
    LONGEST,
    YEARLY,
    Dial,
    Factor,
    Part,
    Presence,
    SupportLine,
    factor,
    presence,
    stays_of,
    support_area,
)
from models.policy.cube import Role
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, Preset, Scenario
from models.policy.schemes import AFTERCARE, REHABILITATION
from models.wording.words import N_

_AREA, _PREFIX = "social_evils", "tn-"
_LAW_2021 = N_("Luật Phòng, chống ma túy 73/2021/QH14")
_LAW = N_("Luật Phòng, chống ma túy 73/2021/QH14; từ 01/7/2026: Luật 120/2025/QH15, Điều 29")
FIRST_MONTHS, AGAIN_MONTHS = "rehab.months_first", "rehab.months_again"
"""Parameters of law: months of compulsory rehabilitation, the first time and from the second on."""

RESIDENTS = factor(
    "social_evils.residents",
    "tn-dang-cai",
    N_("Người đang cai nghiện tại cơ sở"),
    N_("người"),
    "count",
    maximum=20_000,
    source=_LAW,
    indicator="social_evils.rehab_residents",
)
COST = factor(
    "social_evils.cost",
    "tn-chi-phi-cai",
    N_("Chi phí cai nghiện một người"),
    N_("đồng/tháng"),
    "money",
    maximum=50_000_000,
    source=_LAW,
)
AFTERCARE_PEOPLE = factor(
    "social_evils.aftercare",
    "tn-sau-cai",
    N_("Người đang được quản lý sau cai nghiện"),
    N_("người"),
    "count",
    maximum=50_000,
    source=_LAW,
    indicator="social_evils.aftercare",
)
HELPER_PAY = "aftercare.helper_pay"
"""Parameter of law: đồng a month, at most, for one who helps people after rehabilitation."""
PER_HELPER = factor(
    "social_evils.people_per_helper",
    "tn-nguoi-moi-nguoi-giup",
    N_("Số người sau cai một người giúp phụ trách"),
    N_("người"),
    "duration",
    maximum=100,
    source=N_("Thông tư 62/2022/TT-BTC, Điều 8 khoản 3: mỗi tháng tối đa 0,6 lương cơ sở cho một người giúp"),
)
AFTERCARE_COST = factor(
    "social_evils.aftercare_cost",
    "tn-chi-phi-sau-cai",
    N_("Chi phí quản lý sau cai một người"),
    N_("đồng/tháng"),
    "money",
    maximum=20_000_000,
    source=_LAW,
    parameter=HELPER_PAY,
    by_file=True,
    among=PER_HELPER,
)


def _entrants(key: str, slug: str, label: str) -> Factor:
    return factor(
        f"social_evils.{key}", f"tn-{slug}", label, N_("người/năm"), "count", maximum=20_000, source=_LAW, moves=False
    )


def _stay(key: str, slug: str, label: str, parameter: str) -> Factor:
    """Months longer than before. The old law leaves 12 to 24 months open; from the new one on the length is the
    law's."""
    now = Lever(
        f"social_evils.{key}",
        f"tn-{slug}",
        label,
        "optional_amount",
        UNSET,
        unit=N_("tháng"),
        minimum=1,
        maximum=24,
        legal_source=_LAW_2021,
        help=N_("Thực tế theo luật cũ (12 đến 24 tháng). Để trống: chưa tính người có mặt thêm hoặc bớt."),
        presets=(
            Preset(12, N_("12 tháng, thấp nhất (Luật 73/2021)"), _LAW_2021, "secondary"),
            Preset(24, N_("24 tháng, cao nhất (Luật 73/2021)"), _LAW_2021, "secondary"),
        ),
    )
    chosen = Lever(
        f"social_evils.{key}.tried",
        f"tn-{slug}-pa",
        label,
        "optional_amount",
        UNSET,
        unit=N_("tháng"),
        minimum=1,
        maximum=LONGEST,
        legal_source=_LAW,
        help=N_("Để trống: theo luật của tháng vào cơ sở."),
    )
    return Factor(label, N_("tháng"), "longer_stay", now, chosen, parameter, now.key, is_input=True)


FIRST = _entrants("first", "vao-lan-dau", N_("Người vào cai nghiện bắt buộc lần đầu"))
AGAIN = _entrants("again", "vao-lan-sau", N_("Người vào cai nghiện bắt buộc từ lần thứ hai"))
FIRST_STAY = _stay("first_stay", "thoi-gian-lan-dau", N_("Thời gian cai lần đầu"), FIRST_MONTHS)
AGAIN_STAY = _stay("again_stay", "thoi-gian-lan-sau", N_("Thời gian cai từ lần thứ hai"), AGAIN_MONTHS)


def _longer(group: str, name: str, entrants: Factor, stay: Factor) -> SupportLine:
    return SupportLine(
        REHABILITATION, group, name, (entrants, stay, COST), YEARLY, counted=2, count_unit=N_("người có mặt thêm, bớt")
    )


AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="phong-chong-te-nan",
    parts=(Part("cai-nghien", N_("Cai nghiện tại cơ sở"), (SupportLine(REHABILITATION, "residents",
        N_("Người đang cai nghiện"), (RESIDENTS, COST)),), N_("Số người đang có mặt, giữ nguyên cả năm."),
        held_by=N_("Cơ sở cai nghiện ma túy của tỉnh; {office}")), Part("thoi-gian",
        N_("Thời gian cai theo luật mới từ 01/7/2026"), (_longer("longer_first",
        N_("Có mặt thêm, bớt do thời gian cai lần đầu thay đổi"), FIRST, FIRST_STAY), _longer("longer_again",
        N_("Có mặt thêm, bớt do thời gian cai từ lần thứ hai thay đổi"), AGAIN, AGAIN_STAY)),
        N_("Cộng vào số người đang có mặt ở trên; thời gian ngắn hơn thì trừ bớt. Ai vào trước ngày luật áp "
        "dụng thì ra theo thời gian cũ (Điều 56 Luật 120/2025), nên số người tăng dần. Luật áp dụng cho cả người cai "
        "tự nguyện; phép tính chỉ đếm cai bắt buộc."),
        held_by=N_("Cơ sở cai nghiện ma túy của tỉnh; {office}")), Part("sau-cai", N_("Quản lý sau cai nghiện"),
        (SupportLine(AFTERCARE, "aftercare", N_("Quản lý sau cai nghiện"), (AFTERCARE_PEOPLE, AFTERCARE_COST)),),
        held_by=N_("Cấp xã; {office}"))),
    dials=(Dial(PER_HELPER, 1, 10), Dial(FIRST_STAY, 12, 36), Dial(AGAIN_STAY, 12, 36)),
    budget_help=N_("Dự toán của riêng công tác cai nghiện, sau cai. Để trống khi chưa có."),
)  # fmt: skip


def present(
    entrants: Factor, stay: Factor, scenario: Scenario, role: Role, known: Law, months: tuple[Month, ...]
) -> tuple[Presence, ...] | None:
    """Average number present at the old length and at the new, by month; None while entrants or old length are not
    given."""
    count, before = scenario.value(entrants.now), scenario.value(stay.now)
    if UNSET in (count, before):
        return None
    start = AREA.start(scenario)
    now, then = stays_of(stay, start.index, scenario, known)
    return presence(int(count), int(before), now if role == "baseline" else then, months)

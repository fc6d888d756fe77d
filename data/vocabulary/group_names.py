"""What programmes and benefit groups are called.

Belongs here: their names in the seed files, the clauses of the decree, and other names in common use, with the names that
several groups share. Does not: reading a cell (groups.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from data.parsing.folding import clean, fold
from data.seed_files import seed_rows
from models.policy.schemes import CARERS, CENTRE, EMERGENCY, FUNERAL, MERIT, PROTECTION, SOCIAL_PENSION

PROGRAMME_SCHEMES = {
    "Người có công": MERIT.code,
    "Bảo trợ xã hội": PROTECTION.code,
    "Nuôi dưỡng tại cơ sở trợ giúp xã hội": CENTRE.code,
    "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng": CARERS.code,
    "Hỗ trợ chi phí mai táng": FUNERAL.code,
    "Trợ giúp khẩn cấp": EMERGENCY.code,
    "Trợ cấp hưu trí xã hội": SOCIAL_PENSION.code,
}
"""Programme -> the scheme it totals; stored as written here, whatever language the screen has: they are part of the payments
contract."""

_ALSO = (
    ("NCC", "Người có công"),
    ("Người có công với cách mạng", "Người có công"),
    ("Ưu đãi người có công", "Người có công"),
    ("Trợ cấp ưu đãi người có công", "Người có công"),
    ("BTXH", "Bảo trợ xã hội"),
    ("Đối tượng bảo trợ xã hội", "Bảo trợ xã hội"),
    ("Trợ cấp xã hội hằng tháng tại cộng đồng", "Bảo trợ xã hội"),
    ("Nuôi dưỡng tập trung", "Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    ("Cơ sở trợ giúp xã hội", "Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    ("Nuôi dưỡng trong cơ sở trợ giúp xã hội", "Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    ("Kinh phí chăm sóc, nuôi dưỡng", "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"),
    ("Hỗ trợ chăm sóc, nuôi dưỡng", "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"),
    ("Hỗ trợ mai táng", "Hỗ trợ chi phí mai táng"),
    ("Mai táng phí", "Hỗ trợ chi phí mai táng"),
    ("Trợ giúp xã hội khẩn cấp", "Trợ giúp khẩn cấp"),
    ("Hưu trí xã hội", "Trợ cấp hưu trí xã hội"),
    ("HTXH", "Trợ cấp hưu trí xã hội"),
    ("NKT nặng", "disab_severe"),
    ("NKT đặc biệt nặng", "disab_extreme"),
    ("NKT ĐBN", "disab_extreme"),
    ("Người đơn thân nuôi con", "single_parent"),
    ("Người đơn thân đang nuôi con", "single_parent"),
    ("Người đơn thân nghèo đang nuôi con", "single_parent"),
    ("Người đơn thân nghèo, cận nghèo nuôi con", "single_parent"),
    ("Người đơn thân thuộc hộ nghèo, hộ cận nghèo đang nuôi con", "single_parent"),
    ("Người từ đủ 80 tuổi trở lên không có lương hưu, trợ cấp BHXH hằng tháng", "elderly_80_no_pension"),
    ("Người từ đủ 80 tuổi không có lương hưu", "elderly_80_no_pension"),
    ("Bà mẹ Việt Nam anh hùng", "heroic_mother"),
    ("Bà mẹ VNAH", "heroic_mother"),
    ("Mẹ VNAH", "heroic_mother"),
    ("Thân nhân 1 liệt sĩ", "martyr_kin_1"),
    ("Thân nhân của một liệt sĩ", "martyr_kin_1"),
    ("Thân nhân 2 liệt sĩ", "martyr_kin_2"),
    ("Thân nhân của hai liệt sĩ", "martyr_kin_2"),
    ("Vợ hoặc chồng liệt sĩ tái giá", "martyr_spouse_remarried"),
    ("Vợ (chồng) liệt sĩ tái giá", "martyr_spouse_remarried"),
    ("Vợ (chồng) liệt sĩ lấy chồng (vợ) khác", "martyr_spouse_remarried"),
    ("Người có công giúp đỡ cách mạng", "resistance_helper"),
    ("Người bị địch bắt tù, đày", "prisoner"),
    ("Người hoạt động cách mạng bị địch bắt tù, đày", "prisoner"),
    ("Người hoạt động kháng chiến bị địch bắt tù, đày", "prisoner"),
    ("Lão thành cách mạng, tiền khởi nghĩa", "veteran_revolution"),
)
"""Other names that mean one programme or group and nothing else."""

_SHARED = (
    ("Thương binh", "invalid_"),
    ("Bệnh binh", "sick_soldier_"),
    ("Thân nhân liệt sĩ", "martyr_kin_"),
    ("Người hoạt động kháng chiến bị nhiễm chất độc hóa học", "agent_orange_"),
    ("Chất độc hóa học", "agent_orange_"),
    ("Con đẻ của người hoạt động kháng chiến bị nhiễm chất độc hóa học", "agent_orange_child_"),
    ("Trẻ em mồ côi", "orphan_"),
    ("Trẻ em không có nguồn nuôi dưỡng", "orphan_"),
    ("Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "orphan_"),
    ("Trẻ em nhiễm HIV/AIDS", "hiv_child_"),
    ("Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo", "hiv_child_"),
    ("Người nhiễm HIV/AIDS", "hiv_"),
    ("Người khuyết tật", "disab_"),
    ("NKT", "disab_"),
    ("Người cao tuổi", "elderly_"),
    ("Người cao tuổi thuộc hộ nghèo", "elderly_"),
    ("Người cao tuổi từ 80 tuổi", "elderly_80_no_pension elderly_poor_80"),
    ("Người cao tuổi từ đủ 80 tuổi trở lên", "elderly_80_no_pension elderly_poor_80"),
    ("Người từ đủ 80 tuổi trở lên", "elderly_80_no_pension elderly_poor_80"),
    ("Người từ 80 tuổi trở lên", "elderly_80_no_pension elderly_poor_80"),
)
"""Names that several groups share, with the codes (or how they begin) of those groups: each is paid its own amount, so which
one is meant must be said."""
_DECREE = re.compile(r" (?:nghi dinh|nd) ?(?:so )?20 2021(?: nd cp)?$| (?:nghi dinh|nd) ?(?:so )?20$")


@lru_cache(maxsize=1)
def written_names() -> dict[str, str]:
    """Value -> how it is written out: a programme as it is, a group by its name in the seed files."""
    return {name: name for name in PROGRAMME_SCHEMES} | {row["group"]: clean(row["name_vi"]) for row in _groups()}


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Folded name -> the one value it means."""
    written = written_names()
    clauses = [(clause, codes[0]) for clause, codes in _clauses().items() if len(codes) == 1]
    return folded_names(
        [(name, value) for value, name in written.items()] + [(value, value) for value in written] + [*_ALSO, *clauses]
    )


@lru_cache(maxsize=1)
def shared_names() -> dict[str, tuple[str, ...]]:
    """Folded name -> the values it may mean."""
    codes = [row["group"] for row in _groups()]
    shared = {
        fold(name): tuple(code for code in codes if code.startswith(tuple(starts.split()))) for name, starts in _SHARED
    }
    return shared | {fold(clause): tuple(found) for clause, found in _clauses().items() if len(found) > 1}


def without_decree(folded: str) -> str:
    """A folded clause without the decree's number: "khoan 4 dieu 5 nghi dinh so 20 2021 nd cp" is "khoan 4 dieu 5"."""
    return _DECREE.sub("", folded)


def folded_names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> value; raises ValueError where two names fold alike but mean different values."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(fold(name), value) != value:
            raise ValueError(f"two names fold alike: {name!r}")
    return found


def _groups() -> Iterator[dict[str, str]]:
    for file in ("merit_groups.csv", "protection_groups.csv"):
        yield from seed_rows(file)


@lru_cache(maxsize=1)
def _clauses() -> dict[str, list[str]]:
    """Clause that entitles -> codes of its groups, also of all points of a clause: khoản 5 Điều 5 has five."""
    found: dict[str, list[str]] = {}
    for row in seed_rows("protection_groups.csv"):
        clause = without_decree(fold(row["clause"].split(";")[0]))
        found.setdefault(clause, []).append(row["group"])
        whole = re.sub(r"^diem [a-z] ", "", clause)
        if whole != clause:
            found.setdefault(whole, []).append(row["group"])
    return found

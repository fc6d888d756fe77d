"""Schemes: programmes that pay, each with the norm it follows and who carries the bill.

Belongs here: the fixed list of schemes. Groups and amounts are dated rows (models/tables/parameters.py).
"""

from dataclasses import dataclass

from models.words import N_

RECONCILIATION = "reconciliation"
"""Group code of the row "Chênh lệch chưa phân bổ theo nhóm"."""


@dataclass(frozen=True)
class Scheme:
    """`payer` is the source of money by law; `allowance` says whether a provincial norm can raise it by itself."""

    code: str
    name: str
    policy_area: str
    norm: str
    payer: str
    allowance: bool
    legal_source: str


PROTECTION = Scheme(
    "protection",
    N_("Trợ cấp xã hội hằng tháng tại cộng đồng"),
    "protection",
    "protection.norm",
    "NSĐP",
    True,
    N_("Nghị định 20/2021/NĐ-CP, Điều 5 và Điều 6"),
)
CENTRE = Scheme(
    "protection_centre",
    N_("Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    "protection",
    "protection.norm",
    "NSĐP",
    False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 25"),
)
MERIT = Scheme(
    "merit",
    N_("Trợ cấp ưu đãi người có công hằng tháng"),
    "merit",
    "merit.norm",
    "NSTW",
    True,
    N_("Nghị định 75/2021/NĐ-CP, Phụ lục I"),
)

PROGRAMMES = {"Bảo trợ xã hội": PROTECTION, "Người có công": MERIT}
"""Programme names of dataset `payments` and the scheme each one totals."""

"""Gender equality: support of victims of gender-based violence, and models at work."""

from __future__ import annotations

from models.policy.areas.support import YEARLY, Dial, Part, SupportLine, factor, support_area
from models.policy.schemes import GENDER_SUPPORT
from models.wording.words import N_

_AREA, _PREFIX = "gender", "bdg-"
_PLAN = N_("Nghị quyết 28/NQ-CP năm 2021; kế hoạch của tỉnh")

VICTIMS = factor(
    "gender.victims",
    "bdg-nan-nhan",
    N_("Nạn nhân bạo lực trên cơ sở giới được hỗ trợ"),
    N_("người/năm"),
    "count",
    maximum=50_000,
    source=_PLAN,
    indicator="gender.victims_supported",
)
SUPPORT = factor(
    "gender.support",
    "bdg-muc-ho-tro",
    N_("Mức hỗ trợ một nạn nhân"),
    N_("đồng/người"),
    "money",
    maximum=100_000_000,
    source=_PLAN,
)
MODELS = factor(
    "gender.models",
    "bdg-mo-hinh",
    N_("Mô hình bình đẳng giới hoạt động"),
    N_("mô hình"),
    "count",
    maximum=5_000,
    source=_PLAN,
)
MODEL_COST = factor(
    "gender.model_cost",
    "bdg-chi-phi-mo-hinh",
    N_("Chi phí duy trì một mô hình"),
    N_("đồng/năm"),
    "money",
    maximum=1_000_000_000,
    source=_PLAN,
)

AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="binh-dang-gioi",
    parts=(
        Part(
            "nan-nhan",
            N_("Hỗ trợ nạn nhân bạo lực trên cơ sở giới"),
            (SupportLine(GENDER_SUPPORT, "victims", N_("Hỗ trợ nạn nhân"), (VICTIMS, SUPPORT), YEARLY),),
            N_("Số người là số tổng hợp của tỉnh; không nhận danh sách nạn nhân."),
            held_by=N_("{office}; Hội Liên hiệp Phụ nữ tỉnh"),
        ),
        Part(
            "mo-hinh",
            N_("Mô hình bình đẳng giới"),
            (
                SupportLine(
                    GENDER_SUPPORT, "models", N_("Duy trì mô hình"), (MODELS, MODEL_COST), YEARLY, standing=True
                ),
            ),
            held_by=N_("{office}; Hội Liên hiệp Phụ nữ tỉnh"),
        ),
    ),
    dials=(Dial(MODELS, 0, 109), Dial(MODEL_COST, 0, 10_000_000, 100_000)),
    budget_help=N_("Dự toán của riêng các khoản bình đẳng giới. Để trống khi chưa có."),
)

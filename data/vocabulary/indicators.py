"""Indicators as files name them: by key, by Vietnamese name, by other common wordings."""

from __future__ import annotations

import difflib
from functools import lru_cache

from data.locale import _
from data.parsing.folding import clean, fold
from data.seed_files import seed_rows
from data.vocabulary.groups import folded_names
from data.vocabulary.numbers import split_unit_tail
from data.vocabulary.problems import Fault

OTHER_NAMES = {
    "merit.dossiers_reviewed": "Hồ sơ NCC được xét duyệt|Số hồ sơ người có công được xét duyệt|Xét duyệt hồ sơ người "
    "có công",
    "merit.people_managed": "Người có công được quản lý hồ sơ|Số người có công và thân nhân được quản lý hồ sơ|Quản "
    "lý hồ sơ người có công",
    "merit.monthly_recipients": "Người có công hưởng trợ cấp|Số người có công hưởng trợ cấp hằng tháng|Số NCC hưởng "
    "trợ cấp hằng tháng|NCC hưởng trợ cấp hằng tháng|Đối tượng NCC hưởng trợ cấp hằng tháng|Người có công đang hưởng "
    "trợ cấp hằng tháng",
    "merit.monthly_budget": "Kinh phí trợ cấp NCC hằng tháng|Kinh phí trợ cấp hằng tháng người có công"
    "|Kinh phí chi trả trợ cấp người có công hằng tháng",
    "merit.mean_monthly_amount": "Mức trợ cấp bình quân NCC|Trợ cấp bình quân người có công",
    "employment.new_jobs": "Giải quyết việc làm mới|Việc làm mới|Tạo việc làm mới|Giải quyết việc làm|Số việc làm mới"
    "|Lao động được giải quyết việc làm|Số lao động được giải quyết việc làm|Số lao động được giải quyết việc làm mới"
    "|Lao động được giải quyết việc làm mới|Số người được giải quyết việc làm mới|Số người được giải quyết việc làm"
    "|Người được giải quyết việc làm|Lao động được tạo việc làm|Số lao động được tạo việc làm",
    "employment.new_jobs_vs_plan": "Giải quyết việc làm mới so với kế hoạch|Tỷ lệ giải quyết việc làm mới so với kế "
    "hoạch",
    "employment.overseas_workers": "Xuất khẩu lao động|XKLĐ|Trong đó: xuất khẩu lao động|Trong đó: XKLĐ|Người đi "
    "xuất khẩu lao động|Số người đi xuất khẩu lao động|Số lao động đi xuất khẩu|Lao động đi làm việc ở nước ngoài|Số "
    "lao động đi làm việc ở nước ngoài|Người lao động đi làm việc ở nước ngoài theo hợp đồng|Đưa người lao động đi "
    "làm việc ở nước ngoài|Lao động đi làm việc ở nước ngoài theo hợp đồng",
    "employment.overseas_vs_plan": "XKLĐ so với kế hoạch",
    "employment.additional_work": "Giải quyết việc làm thêm|Việc làm thêm|Lao động được giải quyết việc làm thêm"
    "|Số người được giải quyết việc làm thêm|Số lao động được giải quyết việc làm thêm",
    "employment.new_jobs_plan": "Kế hoạch giải quyết việc làm mới|Kế hoạch giải quyết việc làm|KH giải quyết việc "
    "làm mới",
    "employment.overseas_plan": "Kế hoạch XKLĐ|KH xuất khẩu lao động",
    "training.enrolled": "Tuyển sinh|Tổng số tuyển sinh|Tuyển sinh giáo dục nghề nghiệp|Số người được tuyển sinh đào "
    "tạo nghề|Số tuyển sinh đào tạo nghề|Đào tạo nghề|Tuyển sinh GDNN|Số người học nghề",
    "training.enrolled_college": "Cao đẳng|Trình độ cao đẳng|Tuyển sinh cao đẳng|Hệ cao đẳng",
    "training.enrolled_intermediate": "Trung cấp|Trình độ trung cấp|Tuyển sinh trung cấp|Hệ trung cấp",
    "training.enrolled_elementary": "Sơ cấp|Trình độ sơ cấp|Tuyển sinh sơ cấp|Hệ sơ cấp",
    "training.enrolled_short": "Dưới 3 tháng|Đào tạo dưới 3 tháng|Đào tạo nghề dưới 3 tháng|Dạy nghề thường xuyên "
    "dưới 3 tháng|Đào tạo thường xuyên dưới 3 tháng|Tuyển sinh dưới 3 tháng",
    "training.graduated": "Tốt nghiệp|Số người tốt nghiệp|Thi tốt nghiệp|Người tốt nghiệp đào tạo nghề|Số người được "
    "tổ chức thi tốt nghiệp",
    "training.trained_share": "Lao động qua đào tạo|Tỷ lệ lao động đã qua đào tạo|Tỷ lệ LĐ qua đào tạo",
    "training.certified_share": "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ|Tỷ lệ lao động có bằng cấp, chứng "
    "chỉ|Tỷ lệ lao động qua đào tạo có chứng chỉ, bằng cấp|Tỷ lệ LĐ có bằng cấp, chứng chỉ",
    "protection.community_recipients": "Đối tượng bảo trợ xã hội hưởng trợ cấp tại cộng đồng|Đối tượng hưởng trợ cấp "
    "xã hội tại cộng đồng|Số đối tượng hưởng trợ cấp tại cộng đồng|Số đối tượng hưởng trợ cấp xã hội hằng tháng tại "
    "cộng đồng|Đối tượng hưởng trợ cấp xã hội hằng tháng|Đối tượng BTXH hưởng trợ cấp hằng tháng|Số đối tượng bảo trợ "
    "xã hội hưởng trợ cấp hằng tháng|Trợ cấp xã hội thường xuyên tại cộng đồng",
    "protection.monthly_budget": "Kinh phí trợ cấp BTXH hằng tháng|Kinh phí trợ cấp xã hội hằng tháng|Kinh phí trợ "
    "cấp xã hội tại cộng đồng|Kinh phí trợ cấp tại cộng đồng|Kinh phí chi trả trợ cấp tại cộng đồng hằng tháng",
    "protection.centre_residents": "Đối tượng nuôi dưỡng tập trung|Số đối tượng nuôi dưỡng tập trung|Đối tượng nuôi "
    "dưỡng tại cơ sở|Đối tượng nuôi dưỡng tại cơ sở bảo trợ xã hội công lập|Đối tượng nuôi dưỡng tập trung tại cơ sở "
    "công lập|Số đối tượng được nuôi dưỡng tại cơ sở trợ giúp xã hội công lập",
    "protection.mean_monthly_amount": "Mức trợ cấp bình quân bảo trợ xã hội|Trợ cấp bình quân tại cộng đồng",
    "protection.centre_monthly_cost": "Kinh phí nuôi dưỡng tại cơ sở hằng tháng|Kinh phí nuôi dưỡng tập trung hằng "
    "tháng",
    "poverty.poor_households": "Số hộ nghèo|Tổng số hộ nghèo|Hộ nghèo cuối kỳ|Số hộ nghèo cuối kỳ|Hộ nghèo cuối "
    "năm|Số hộ nghèo cuối năm",
    "poverty.poor_change": "Hộ nghèo tăng, giảm|Số hộ nghèo tăng, giảm",
    "poverty.poor_rate": "Tỷ lệ nghèo|Tỷ lệ hộ nghèo đa chiều|Tỉ lệ hộ nghèo",
    "poverty.poor_rate_change": "Tỷ lệ hộ nghèo tăng, giảm",
    "poverty.near_poor_households": "Số hộ cận nghèo|Tổng số hộ cận nghèo|Hộ cận nghèo cuối kỳ|Số hộ cận nghèo cuối kỳ"
    "|Hộ cận nghèo cuối năm|Số hộ cận nghèo cuối năm",
    "poverty.near_poor_change": "Hộ cận nghèo tăng, giảm|Số hộ cận nghèo tăng, giảm",
    "poverty.near_poor_rate": "Tỷ lệ cận nghèo|Tỉ lệ hộ cận nghèo",
    "poverty.near_poor_rate_change": "Tỷ lệ hộ cận nghèo tăng, giảm",
    "poverty.households": "Số hộ|Tổng số hộ|Số hộ dân cư|Tổng số hộ dân|Số hộ dân|Tổng số hộ gia đình",
    "insurance.compulsory_participants": "Tham gia BHXH bắt buộc|Số người tham gia BHXH bắt buộc"
    "|Số người tham gia bảo hiểm xã hội bắt buộc|Người tham gia BHXH bắt buộc",
    "insurance.voluntary_participants": "Tham gia BHXH tự nguyện|Số người tham gia BHXH tự nguyện"
    "|Số người tham gia bảo hiểm xã hội tự nguyện|Người tham gia BHXH tự nguyện",
    "insurance.unemployment_participants": "Tham gia BHTN|Số người tham gia BHTN|Số người tham gia bảo hiểm thất nghiệp"
    "|Người tham gia BHTN",
    "insurance.unemployment_recipients": "Hưởng trợ cấp thất nghiệp|Số người hưởng trợ cấp thất nghiệp|Người hưởng TCTN"
    "|Số người hưởng TCTN|Số người được hưởng trợ cấp thất nghiệp",
    "gender.women_leaders_agencies": "Cơ quan có lãnh đạo chủ chốt là nữ"
    "|Tỷ lệ cơ quan quản lý nhà nước, chính quyền địa phương có lãnh đạo chủ chốt là nữ|Tỷ lệ cơ quan có nữ lãnh đạo "
    "chủ chốt",
    "gender.women_paid_workers": "Lao động nữ làm công hưởng lương|Tỷ lệ nữ làm công hưởng lương",
    "gender.women_in_agriculture": "Lao động nữ trong nông nghiệp|Tỷ lệ lao động nữ trong nông nghiệp"
    "|Tỷ lệ lao động nữ làm việc trong khu vực nông nghiệp",
    "gender.women_directors": "Nữ giám đốc, chủ doanh nghiệp, hợp tác xã|Tỷ lệ nữ giám đốc, chủ doanh nghiệp|Tỷ lệ "
    "nữ chủ doanh nghiệp",
    "gender.unpaid_work_ratio": "Số giờ làm việc nhà không được trả công của nữ so với nam"
    "|Số giờ trung bình làm công việc nội trợ của phụ nữ so với nam giới",
    "gender.violence_victims": "Nạn nhân bạo lực trên cơ sở giới|Số nạn nhân bạo lực trên cơ sở giới",
    "gender.victims_supported": "Số nạn nhân bạo lực trên cơ sở giới được hỗ trợ|Số người bị bạo lực trên cơ sở giới "
    "được hỗ trợ",
    "gender.victims_supported_share": "Tỷ lệ người bị bạo lực trên cơ sở giới được hỗ trợ"
    "|Tỷ lệ người bị bạo lực gia đình và bạo lực trên cơ sở giới được tiếp cận dịch vụ hỗ trợ",
    "gender.sex_ratio_at_birth": "Tỷ số giới tính khi sinh (bé trai/100 bé gái)|Tỉ số giới tính khi sinh",
    "gender.maternal_mortality": "Tỷ số tử vong mẹ|Tỷ số tử vong mẹ trên 100.000 trẻ đẻ sống|Tử vong bà mẹ trên "
    "100.000 trẻ đẻ sống",
    "children.children_6_16": "Số trẻ em từ 6 đến dưới 16 tuổi|Trẻ em 6 đến dưới 16 tuổi",
    "children.special_total": "Số trẻ em có hoàn cảnh đặc biệt|Tổng số trẻ em có hoàn cảnh đặc biệt|Trẻ em có HCĐB",
    "children.special_orphan": "Trẻ em mồ côi cả cha lẫn mẹ|Trẻ em mồ côi cả cha mẹ",
    "children.special_hiv": "Trẻ em có HIV/AIDS",
    "children.special_dropout": "Trẻ em bỏ học kiếm sống|Trẻ em phải bỏ học kiếm sống",
    "children.special_violence": "Trẻ em bị bạo lực|Trẻ em bị tổn hại nghiêm trọng về thể chất và tinh thần do bị "
    "bạo lực",
    "children.special_abused": "Trẻ em bị xâm hại",
    "children.special_ill": "Trẻ em mắc bệnh hiểm nghèo|Trẻ em mắc bệnh hiểm nghèo thuộc hộ nghèo, cận nghèo"
    "|Trẻ em mắc bệnh hiểm nghèo hoặc bệnh phải điều trị dài ngày thuộc hộ nghèo hoặc hộ cận nghèo",
    "children.special_migrant": "Trẻ em di cư, lánh nạn",
    "children.injury_rate": "Tỷ suất trẻ em bị tai nạn, thương tích|Tỷ suất tai nạn thương tích trẻ em",
    "children.injury_death_rate": "Tỷ suất trẻ em tử vong do tai nạn, thương tích|Tỷ suất tử vong trẻ em do tai nạn "
    "thương tích",
    "children.drowning_deaths": "Trẻ em bị đuối nước tử vong|Số trẻ em tử vong do đuối nước|Số trẻ em đuối nước",
    "children.drowning_deaths_change": "Trẻ em tử vong do đuối nước tăng, giảm so với năm 2020",
    "children.water_safety_share": "Tỷ lệ trẻ em biết kỹ năng an toàn trong môi trường nước"
    "|Trẻ em biết kỹ năng an toàn trong môi trường nước",
    "children.swim_safely": "Trẻ em biết bơi an toàn|Số trẻ em biết bơi an toàn|Số trẻ em biết bơi",
    "children.swim_safely_share": "Tỷ lệ trẻ em biết bơi an toàn|Tỷ lệ trẻ em biết bơi",
    "social_evils.rehab_residents": "Người đang cai nghiện|Số người đang cai nghiện tại cơ sở|Học viên cai nghiện|Số "
    "học viên cai nghiện",
    "social_evils.rehab_entrants": "Người được đưa vào cơ sở cai nghiện bắt buộc|Số người đưa vào cơ sở cai nghiện "
    "bắt buộc",
    "social_evils.aftercare": "Người quản lý sau cai nghiện|Số người được quản lý sau cai nghiện|Quản lý sau cai "
    "nghiện",
    "social_evils.users_managed": "Người sử dụng trái phép chất ma túy|Số người sử dụng trái phép chất ma túy bị "
    "quản lý",
}
"""Key -> other wordings, with "|" between them, where they are not the seed's own name."""
_ROMAN = frozenset(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "a", "b", "c", "d", "đ", "e"])


@lru_cache(maxsize=1)
def indicator_units() -> dict[str, str]:
    """Key -> unit of every indicator, in the order of the seed."""
    return {row["key"]: row["unit"] for row in seed_rows("indicators.csv")}


@lru_cache(maxsize=1)
def indicator_names() -> dict[str, str]:
    """Key -> Vietnamese name of every indicator, in the order of the seed."""
    return {row["key"]: clean(row["name"]) for row in seed_rows("indicators.csv")}


def read_indicator(text: str) -> str | Fault:
    """The key of a cleaned cell; a unit in brackets after the name is allowed ("Tỷ lệ hộ nghèo (%)")."""
    if text == "":
        return Fault(_("để trống"), _("Ghi tên chỉ tiêu, ví dụ Hộ nghèo."))
    keys = _keys_by_name()
    for name in (text, split_unit_tail(text)[0], _without_number(text)):
        key = keys.get(fold(name))
        if key is not None:
            return key
    near = difflib.get_close_matches(fold(text)[:100], keys, n=1, cutoff=0.75)
    if near:
        return Fault(
            _("không có trong danh mục chỉ tiêu; có phải '{name}'?").format(name=indicator_names()[keys[near[0]]]),
            _("Sửa ô này theo đúng danh mục."),
        )
    return Fault(
        _("không có trong danh mục chỉ tiêu"),
        _("Ghi tên theo danh mục trong biểu mẫu, ví dụ {first} hoặc {second}.").format(
            first=indicator_names()["poverty.poor_households"], second=indicator_names()["employment.new_jobs"]
        ),
    )


def _without_number(text: str) -> str:
    """A name without the mark of its place in a list before it and without its unit: "- Hộ nghèo", "1.2 Hộ nghèo
    (hộ)"."""
    bare = split_unit_tail(text)[0].lstrip("-–+•* ")
    head, _space, rest = bare.partition(" ")
    numbered = head.rstrip(".)").replace(".", "")
    return rest if rest and (numbered.isdigit() or numbered in _ROMAN) else bare


@lru_cache(maxsize=1)
def _keys_by_name() -> dict[str, str]:
    names = indicator_names()
    others = [(name, key) for key, all_ in OTHER_NAMES.items() for name in all_.split("|")]
    return folded_names([(name, key) for key, name in names.items()] + [(key, key) for key in names] + others)

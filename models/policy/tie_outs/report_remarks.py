"""Remarks on the 2023 report: what its figures do not say, and what must not be added or divided."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from models.policy.schemes import MERIT
from models.policy.tie_outs.report_evidence import Evidence, Figure, MissingEvidenceError, households
from models.policy.tie_outs.validation import Amount, Remark, Values
from models.wording.words import N_


def remarks(evidence: Evidence) -> tuple[Remark, ...]:
    """All remarks the version has figures for."""
    found = []
    for make in _REMARKS:
        try:
            found.append(make(evidence))
        except (MissingEvidenceError, ZeroDivisionError):
            continue
    return tuple(found)


def _share(part: Figure, whole: Figure) -> Amount:
    return Amount(part.value * 100 / whole.value, decimals=1)


def _norm_behind(e: Evidence) -> Remark:
    budget, people = e.figure("merit.monthly_budget"), e.figure("merit.monthly_recipients")
    now, before, mean = e.norm(MERIT.norm), e.norm_before(MERIT.norm), budget.value / people.value
    values: Values = {
        "mean": Amount(mean, budget.qualifier, 0),
        "times": Amount(mean / now.value, decimals=3),
        "norm": Amount(Fraction(now.value)),
        "since": now.applies_from,
        "old": Amount(Fraction(before.value)),
        "old_times": Amount(mean / before.value, decimals=3),
    }
    text = N_(
        "Mức bình quân người có công {mean} đồng bằng {times} lần mức chuẩn {norm} đồng áp dụng từ {since} (bằng "
        "{old_times} lần mức cũ {old} đồng): báo cáo ghi “hiện nay” nên số này đứng trên mức chuẩn sau {since}."
    )
    return Remark("merit.norm_behind", "merit", text, values)


def _managed(e: Evidence) -> Remark:
    text = N_(
        "{monthly} người hưởng hằng tháng và {managed} người được quản lý hồ sơ là hai tập hợp khác nhau: một bên "
        "gồm cả người hưởng một lần và người đã mất."
    )
    values = {"monthly": e.amount("merit.monthly_recipients"), "managed": e.amount("merit.people_managed")}
    return Remark("merit.managed", "merit", text, values)


def _centre_outside(e: Evidence) -> Remark:
    text = N_(
        "Kinh phí nuôi dưỡng {people} người tại cơ sở (tối thiểu {cost} đồng/tháng) nằm ngoài kinh phí bảo trợ của "
        "báo cáo ({budget} đồng/tháng), vì báo cáo ghi số đó chi “tại cộng đồng”."
    )
    values = {
        "people": e.amount("protection.centre_residents"),
        "cost": e.amount("protection.centre_monthly_cost"),
        "budget": e.amount("protection.monthly_budget"),
    }
    return Remark("protection.centre_outside", "protection", text, values)


def _public_centres(e: Evidence) -> Remark:
    text = N_("{people} người tại cơ sở chỉ tính các cơ sở công lập; báo cáo không nêu cơ sở ngoài công lập.")
    return Remark("protection.public_centres", "protection", text, {"people": e.amount("protection.centre_residents")})


def _carers(e: Evidence) -> Remark:
    text = N_("Báo cáo không nói {people} người có gồm người nhận kinh phí chăm sóc, nuôi dưỡng hay không.")
    return Remark("protection.carers", "protection", text, {"people": e.amount("protection.community_recipients")})


def _jobs_not_added(e: Evidence) -> Remark:
    new, more = e.figure("employment.new_jobs"), e.figure("employment.additional_work")
    text = N_("Việc làm mới ({new}) và việc làm thêm ({more}) đếm hai việc khác nhau: không cộng thành một số người.")
    values = {"new": new.amount, "more": more.amount}
    return Remark("employment.not_added", "employment", text, values)


def _overseas_share(e: Evidence) -> Remark:
    part, whole = e.figure("employment.overseas_workers"), e.figure("employment.new_jobs")
    text = N_(
        "{part} người đi xuất khẩu lao động đã nằm trong {whole} người có việc làm mới ({share}%), không cộng thêm."
    )
    values = {"part": part.amount, "whole": whole.amount, "share": _share(part, whole)}
    return Remark("employment.overseas_share", "employment", text, values)


def _cohorts(e: Evidence) -> Remark:
    done, begun = e.figure("training.graduated"), e.figure("training.enrolled")
    text = N_(
        "{graduated} người thi tốt nghiệp và {enrolled} người tuyển sinh thuộc các khóa khác nhau: {share}% không "
        "phải tỷ lệ đỗ."
    )
    values = {"graduated": done.amount, "enrolled": begun.amount, "share": _share(done, begun)}
    return Remark("training.cohorts", "training", text, values)


def _short_courses(e: Evidence) -> Remark:
    short, all_ = e.figure("training.enrolled_short"), e.figure("training.enrolled")
    text = N_("Dạy nghề dưới 3 tháng chiếm {share}% số tuyển sinh ({short} trong {enrolled} người).")
    values = {"short": short.amount, "enrolled": all_.amount, "share": _share(short, all_)}
    return Remark("training.short_courses", "training", text, values)


def _shares_of_what(e: Evidence) -> Remark:
    text = N_(
        "Báo cáo không nêu mẫu số của tỷ lệ lao động qua đào tạo {trained}% và tỷ lệ có chứng chỉ, bằng cấp "
        "{certified}%."
    )
    values = {"trained": e.amount("training.trained_share"), "certified": e.amount("training.certified_share")}
    return Remark("training.shares", "training", text, values)


def _points(e: Evidence) -> Remark:
    def relative(kind: str) -> Amount:
        now, moved = e.value(f"poverty.{kind}_households"), e.value(f"poverty.{kind}_change")
        return Amount(-moved * 100 / (now - moved), decimals=1)

    text = N_(
        "“Giảm {points}%” và “giảm {near_points}%” trong báo cáo là điểm phần trăm; số hộ nghèo giảm {poor}%, số hộ "
        "cận nghèo giảm {near}% so với năm 2022."
    )
    values = {
        "points": Amount(-e.value("poverty.poor_rate_change")),
        "near_points": Amount(-e.value("poverty.near_poor_rate_change")),
        "poor": relative("poor"),
        "near": relative("near_poor"),
    }
    return Remark("poverty.points", "poverty", text, values)


def _households_trend(e: Evidence) -> Remark:
    now, before = (households(e, "poor", year).and_also(households(e, "near_poor", year)) for year in (False, True))
    ends = {"low": now.low, "high": now.high, "before_low": before.low, "before_high": before.high}
    if now.shortfall or before.shortfall or None in ends.values():
        raise MissingEvidenceError("poverty.households")
    if now.and_also(before).shortfall:
        text = N_(
            "Tổng số hộ năm 2022 khoảng {before_low} - {before_high}, năm 2023 khoảng {low} - {high}: hai khoảng "
            "không chồng nhau, số hộ đã thay đổi giữa hai năm."
        )
    else:
        text = N_(
            "Tổng số hộ năm 2022 khoảng {before_low} - {before_high}, năm 2023 khoảng {low} - {high}: hai khoảng "
            "chồng nhau nên chưa kết luận được số hộ tăng hay giảm."
        )
    values = {name: Amount(end, decimals=0) for name, end in ends.items() if end is not None}
    return Remark("poverty.households_trend", "poverty", text, values)


def _no_target(e: Evidence) -> Remark:
    text = N_("Báo cáo ghi giảm {points} điểm phần trăm hộ nghèo là “vượt kế hoạch” nhưng không nêu chỉ tiêu kế hoạch.")
    return Remark("poverty.no_target", "poverty", text, {"points": Amount(-e.value("poverty.poor_rate_change"))})


def _undated(_e: Evidence) -> Remark:
    text = N_("Số đối tượng và kinh phí ghi “hiện nay”, không có ngày; phần mềm suy đoán là tháng 12/2023.")
    return Remark("all.undated", "all", text)


_REMARKS: tuple[Callable[[Evidence], Remark], ...] = (
    _norm_behind, _managed, _centre_outside, _public_centres, _carers, _jobs_not_added, _overseas_share, _cohorts,
    _short_courses, _shares_of_what, _points, _households_trend, _no_target, _undated,
)  # fmt: skip

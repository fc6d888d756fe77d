"""What became of an area, and what it was made of, in words."""

from __future__ import annotations

from collections.abc import Sequence

from data.locale import _
from data.store.crosswalk_weights import share_words
from models.geo.crosswalk import Crosswalk, Unit
from models.wording.numbers import day


def ended(crosswalk: Crosswalk, area_id: int) -> str:
    """ "Xã X kết thúc hoạt động ngày 01/7/2025; nay thuộc Phường Y."; "" for a unit that exists."""
    unit = crosswalk.units[area_id]
    if unit.valid_to is None:
        return ""
    return _("{what}; {where}.").format(what=_end(crosswalk, unit), where=_where(crosswalk, unit))


def came_from(crosswalk: Crosswalk, area_id: int) -> str:
    """What a unit was made of: "Phường Y từ ngày 01/7/2025 gồm Xã A và một phần Xã B."; "" where no step says so."""
    unit = crosswalk.units[area_id]
    steps = [step for step in crosswalk.predecessors(area_id) if step.weight_ppm != 0]
    if not steps:
        return ""
    sources = [crosswalk.units[step.from_id] for step in steps]
    listed = [
        source.full_name if crosswalk.goes_whole(source.id) else _("một phần {unit}").format(unit=source.full_name)
        for source in sources
    ]
    text = _("{unit} từ ngày {day} gồm {sources}.")
    return text.format(unit=unit.full_name, day=day(unit.valid_from), sources=joined(listed))


def joined(names: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} và {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _end(crosswalk: Crosswalk, unit: Unit) -> str:
    assert unit.valid_to is not None
    steps = crosswalk.successors(unit.id)
    if unit.level == "district" and steps:
        text = _("{unit} trở thành {other} từ ngày {day}")
        return text.format(unit=unit.full_name, other=crosswalk.units[steps[0].to_id].full_name, day=day(unit.valid_to))
    return _("{unit} kết thúc hoạt động ngày {day}").format(unit=unit.full_name, day=day(unit.valid_to))


def _where(crosswalk: Crosswalk, unit: Unit) -> str:
    heirs = [heir.full_name for heir in crosswalk.heirs(unit.id)]
    if not heirs:
        return _("chưa rõ nhập vào đơn vị nào, cần nhập kèm nguồn")
    if unit.level != "commune":
        return _("địa bàn nay thuộc {units}").format(units=joined(heirs))
    if len(heirs) == 1:
        return _("nay thuộc {unit}").format(unit=heirs[0])
    if not crosswalk.is_known(unit.id):
        return _("nay chia về {units} (chưa rõ tỷ lệ)").format(units=joined(heirs))
    known = crosswalk.outcome(unit.id).known
    if all(crosswalk.units[to].valid_to is None for to in known):
        text = _("{unit} ({share})")
        heirs = [text.format(unit=crosswalk.units[to].full_name, share=share_words(known[to])) for to in sorted(known)]
    return _("nay chia về {units}").format(units=joined(heirs))

"""The link of an area's page read: its levers, the day of its law, the version of the data, what cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from models.policy.answers.filled import Figures
from models.policy.answers.openings import opening
from models.policy.answers.whatif import AREAS as WHATIF_AREAS, WhatIfArea
from models.policy.areas.catalogue import AREAS as SUPPORT_AREAS
from models.policy.areas.support import SupportArea
from models.policy.levers.clock import Clock, code_of, code_words, day_of, values_on
from models.policy.levers.levers import Lever, LeverValue, LeverValueError, address_of, parse_address, refusal_words
from models.wording.words import _, quotable

CLOCK, VERSION, OLD_CLOCK = "moc", "ban", "-quy-dinh"
"""Names in a link beside the levers'; the last is how the pages' own days of law ended before there was one clock."""
ASSUMING, BARE, AS_NAMED = "gia-dinh", "khong", "co"
"""The name in a link; its value where nothing stands for levers left open and no page opens on a change; its value
where starting assumptions do stand for them, yet the page stands on the levers that the link names, also on none."""
PAGES: dict[str, WhatIfArea | SupportArea] = {
    **{area.slug: area for area in WHATIF_AREAS},
    **{area.slug: area for area in SUPPORT_AREAS},
}


class BadLinkError(ValueError):
    """The link cannot be answered; its text says why, as the page would."""


@dataclass(frozen=True)
class Ignored:
    """A parameter of the link that was left out, and why, in words."""

    parameter: str
    value: str
    reason: str


def check(
    levers: Sequence[Lever], prefix: str, asked: Mapping[str, str], retired: Sequence[str] = ()
) -> tuple[list[Ignored], dict[str, LeverValue]]:
    """What is left out of the asked parameters, and the values of the others by lever key."""
    ignored: list[Ignored] = []
    values: dict[str, LeverValue] = {}
    named = {lever.parameter: lever for lever in levers}
    for name, text in asked.items():
        if name in named:
            try:
                values[named[name].key] = parse_address(named[name], text)
            except LeverValueError as error:
                ignored.append(Ignored(name, text, refusal_words(named[name], error.reason)))
        elif name.startswith(prefix) and not name.endswith(OLD_CLOCK):
            reason = _("thông số này không còn dùng") if name in retired else _("trang không có thông số này")
            ignored.append(Ignored(name, text, reason))
    return ignored, values


def ignored_words(ignored: Sequence[Ignored]) -> str:
    """What the link asked for in vain, in one sentence."""
    listed = "; ".join(f"`{_short(item.parameter)}={_short(item.value)}` ({item.reason})" for item in ignored)
    return _("Liên kết có thông số không dùng được, đã bỏ qua và lấy giá trị mặc định: {listed}.").format(listed=listed)


def _short(text: str) -> str:
    fit = quotable(text)
    return fit if len(fit) <= 40 else f"{fit[:40]}…"


@dataclass(frozen=True)
class Asked:
    """A link taken apart; `version` None = the newest, `given` by lever key."""

    area: WhatIfArea | SupportArea
    day: date
    version: int | None
    given: Mapping[str, LeverValue]
    assuming: str = ""

    @property
    def bare(self) -> bool:
        return self.assuming == BARE

    def opened(self, clock: Clock, figures: Figures) -> Asked:
        """The link as its page opens: on one change where it names no lever of a scenario."""
        if self.assuming or any(lever.key in self.given for lever in self.area.levers):
            return self
        return replace(self, given={**opening(self.area, clock, figures), **self.given})

    def values(self, clock: Clock) -> dict[str, LeverValue]:
        """Every lever of the page: as the link has it, else where the clock puts it."""
        return values_on(clock, self.area.all_levers, self.given)

    def address(self, clock: Clock, version: int) -> str:
        """The link with the day and the version it was answered on."""
        moved = {
            lever.parameter: address_of(lever, self.given[lever.key])
            for lever in self.area.all_levers
            if lever.key in self.given
        }
        assuming = {ASSUMING: self.assuming} if self.assuming else {}
        last = {CLOCK: code_of(clock.day), VERSION: str(version)}
        return f"/{self.area.slug}?{urlencode({**moved, **assuming, **last})}"


def read_link(link: str, today: date) -> Asked:
    """Raises BadLinkError on a page without levers, a day the clock cannot stand on, or a parameter no lever takes."""
    parts = urlsplit(link)
    page = parts.path.strip("/").rpartition("/")[2]
    if page not in PAGES:
        listed = ", ".join(f"/{slug}" for slug in PAGES)
        raise BadLinkError(_("Không có trang “{page}” để tính; các trang: {listed}.").format(page=page, listed=listed))
    area, asked = PAGES[page], dict(parse_qsl(parts.query, keep_blank_values=True))
    old = next((text for name, text in asked.items() if name.endswith(OLD_CLOCK)), None)
    code = asked.get(CLOCK, old)
    day = today if code is None else day_of(code, today)
    if day is None:
        raise BadLinkError(_("Liên kết ghi {why}.").format(why=code_words(str(code))))
    version = asked.get(VERSION)
    if version is not None and not (version.isascii() and version.isdigit()):
        raise BadLinkError(_("Liên kết ghi `ban={text}`, không phải số của một bản số liệu.").format(text=version))
    assuming = asked.get(ASSUMING, "")
    if assuming not in ("", BARE, AS_NAMED):
        raise BadLinkError(_("Liên kết ghi {why}.").format(why=assuming_words(assuming)))
    ignored, given = check(area.all_levers, area.prefix, asked)
    if ignored:
        raise BadLinkError(ignored_words(ignored))
    return Asked(area, day, None if version is None else int(version), given, assuming)


def assuming_words(text: str) -> str:
    """Why a value of ASSUMING is not taken, and what is."""
    return _(
        "`gia-dinh={text}`: chỉ có `gia-dinh=khong`, là không dùng giả định khởi điểm, và `gia-dinh=co`, là có dùng mà "
        "không mở sẵn phương án nào"
    ).format(text=quotable(text)[:20])

"""Peer groups of an area: towns, rural areas, the nearest in size, or areas chosen by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

PeerKind = Literal["towns", "rural", "nearest", "by_hand"]
TOWN_KINDS = frozenset({"Thành phố", "Thị xã", "Quận", "Phường", "Thị trấn"})
RURAL_KINDS = frozenset({"Huyện", "Xã"})
NEAREST = 3


@dataclass(frozen=True)
class PeerArea:
    """An area of one vintage and level, with its population and where that comes from."""

    code: str
    kind: str
    population: int | None = None
    source: str | None = None
    dated: str | None = None


@dataclass(frozen=True)
class PeerGroup:
    """Members by code; those chosen by hand in the order chosen, the nearest from the nearest on (without the area
    itself).

    `mixed_sizes`: the populations used are not of one source and date, which must be shown with the group.
    """

    kind: PeerKind
    members: tuple[str, ...]
    mixed_sizes: bool = False


@dataclass(frozen=True)
class NoPeers:
    """`unknown_area` names an area that is not there; `no_population` one whose size is not known."""

    reason: Literal["nobody", "unknown_area", "no_population"]
    codes: tuple[str, ...] = ()


def towns(areas: Iterable[PeerArea]) -> PeerGroup | NoPeers:
    return _of_kinds("towns", areas, TOWN_KINDS)


def rural(areas: Iterable[PeerArea]) -> PeerGroup | NoPeers:
    return _of_kinds("rural", areas, RURAL_KINDS)


def nearest(areas: Sequence[PeerArea], code: str, count: int = NEAREST) -> PeerGroup | NoPeers:
    """The `count` areas whose population differs least from that of `code`; of two as near, the lower code comes
    first. Areas without a population are left out."""
    if count < 1:
        raise ValueError("at least one peer")
    own = next((area for area in areas if area.code == code), None)
    if own is None:
        return NoPeers("unknown_area", (code,))
    if own.population is None:
        return NoPeers("no_population", (code,))
    size = own.population
    sized = [(abs(area.population - size), area.code) for area in areas if area.population is not None and area != own]
    members = tuple(found for _distance, found in sorted(sized)[:count])
    if not members:
        return NoPeers("nobody")
    origins = {(area.source, area.dated) for area in areas if area.population is not None}
    return PeerGroup("nearest", members, mixed_sizes=len(origins) > 1)


def by_hand(areas: Iterable[PeerArea], codes: Sequence[str]) -> PeerGroup | NoPeers:
    """The areas as chosen, each once."""
    members = tuple(dict.fromkeys(codes))
    there = {area.code for area in areas}
    strangers = tuple(code for code in members if code not in there)
    if strangers:
        return NoPeers("unknown_area", strangers)
    return PeerGroup("by_hand", members) if members else NoPeers("nobody")


def _of_kinds(kind: PeerKind, areas: Iterable[PeerArea], kinds: frozenset[str]) -> PeerGroup | NoPeers:
    members = tuple(sorted(area.code for area in areas if area.kind in kinds))
    return PeerGroup(kind, members) if members else NoPeers("nobody")

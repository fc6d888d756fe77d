"""Who an area is compared with."""

from hypothesis import given, strategies as st

from models.geo.comparison import NoPeers, PeerArea, PeerGroup, by_hand, nearest, rural, towns

HA_NAM = [
    PeerArea("347", "Thành phố", 169_589, "hồ sơ", "2023"),
    PeerArea("349", "Thị xã", 154_016, "hồ sơ", "2023"),
    PeerArea("350", "Huyện", 145_744, "hồ sơ", "2023"),
    PeerArea("351", "Huyện", 119_977, "hồ sơ", "2023"),
    PeerArea("352", "Huyện", 132_672, "hồ sơ", "2023"),
    PeerArea("353", "Huyện", 186_337, "hồ sơ", "2023"),
]


def test_towns_and_rural_districts() -> None:
    assert towns(HA_NAM) == PeerGroup("towns", ("347", "349"))
    assert rural(HA_NAM) == PeerGroup("rural", ("350", "351", "352", "353"))
    in_2025 = [*HA_NAM[:2], PeerArea("350", "Thị xã"), *HA_NAM[3:]]
    assert towns(in_2025) == PeerGroup("towns", ("347", "349", "350"))
    assert towns([PeerArea("13285", "Phường"), PeerArea("13400", "Xã")]) == PeerGroup("towns", ("13285",))
    assert towns(HA_NAM[2:]) == NoPeers("nobody")


def test_the_nearest_in_size_from_the_nearest_on() -> None:
    assert nearest(HA_NAM, "350") == PeerGroup("nearest", ("349", "352", "347"))
    assert nearest(HA_NAM, "350", 1) == PeerGroup("nearest", ("349",))
    assert nearest(HA_NAM, "350", 99) == PeerGroup("nearest", ("349", "352", "347", "351", "353"))
    same = [PeerArea(code, "Xã", size) for code, size in (("c", 110), ("b", 90), ("a", 110), ("x", 100), ("z", 100))]
    assert nearest(same, "x") == PeerGroup("nearest", ("z", "a", "b"))


def test_sizes_from_several_sources_are_told() -> None:
    mixed = [*HA_NAM[:5], PeerArea("353", "Huyện", 186_337, "Tổng điều tra", "2009")]
    group = nearest(mixed, "350")
    assert isinstance(group, PeerGroup)
    assert group.mixed_sizes


def test_an_area_without_population_is_nobodys_peer_by_size() -> None:
    unsized = [*HA_NAM[:5], PeerArea("353", "Huyện")]
    assert nearest(unsized, "347", 9) == PeerGroup("nearest", ("349", "350", "352", "351"))
    assert nearest(unsized, "353") == NoPeers("no_population", ("353",))
    assert nearest(unsized, "999") == NoPeers("unknown_area", ("999",))
    assert nearest(HA_NAM[:1], "347") == NoPeers("nobody")


def test_by_hand_each_once_and_only_known_ones() -> None:
    assert by_hand(HA_NAM, ["353", "347", "353"]) == PeerGroup("by_hand", ("353", "347"))
    assert by_hand(HA_NAM, ["353", "999"]) == NoPeers("unknown_area", ("999",))
    assert by_hand(HA_NAM, []) == NoPeers("nobody")


@given(st.permutations(HA_NAM), st.sampled_from([area.code for area in HA_NAM]), st.integers(1, 5))
def test_no_one_outside_is_nearer_than_one_inside(areas: list[PeerArea], code: str, count: int) -> None:
    group = nearest(areas, code, count)
    assert isinstance(group, PeerGroup)
    sizes = {area.code: area.population or 0 for area in areas}
    far = {other: abs(sizes[other] - sizes[code]) for other in sizes if other != code}
    assert len(group.members) == count
    assert max(far[one] for one in group.members) <= min(
        (far[one] for one in far if one not in group.members), default=max(far.values())
    )

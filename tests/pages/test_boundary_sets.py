"""Geometry by its address: what is given, for how long it may be kept, what is not there."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from data.engine import Database
from pages.screens.map.layers import address, places
from pages.server.boundary_sets import PATH, boundary_set
from tests.data.uploads import version


@pytest.fixture
def client(database: Database) -> TestClient:
    return TestClient(Starlette(routes=[Route(PATH, boundary_set)]))


def test_a_set_has_numbered_polygons_and_is_kept_for_good(client: TestClient, database: Database) -> None:
    answer = client.get(address(version(database), "2023", "district"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    features = json.loads(answer.content)["features"]
    assert [f["properties"]["i"] for f in features] == list(range(6))
    assert [f["properties"]["code"] for f in features] == ["347", "349", "350", "351", "352", "353"]
    assert features[0]["properties"]["ten"] == "Phủ Lý"


def test_labels_have_the_numbers_of_the_polygons(client: TestClient, database: Database) -> None:
    found = client.get(places(address(version(database), "2023", "district"))).json()
    assert [place["i"] for place in found] == list(range(6))
    assert found[0]["t"] == [105.9397, 20.5433]


@pytest.mark.parametrize(
    ("number", "vintage", "level"),
    [
        ("1", "2023", "commune"),
        ("1", "2025-07", "district"),
        ("1", "1999", "district"),
        ("1", "2023", "province"),
        ("1", "2023", "tam-province"),
        ("x", "2023", "district"),
        ("99", "2023", "district"),
        ("0", "2023", "district"),
    ],
)
def test_what_is_not_there_is_not_found_and_not_kept(client: TestClient, number: str, vintage: str, level: str) -> None:
    answer = client.get(PATH.format(version=number, vintage=vintage, level=level))
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")

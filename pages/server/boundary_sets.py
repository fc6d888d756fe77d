"""`GET /ranh-gioi/{version}/{vintage}/{level}.geojson`: the outlines of one list of areas, as they are in one version;
with `tam-` before the level, the places of their labels."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.errors import DatabaseUnavailableError
from models.wording.words import short_name
from pages.screens.map.layers import PATH, PLACES
from pages.screens.map.vintages import CHOICES
from pages.ui.charts.geometry import label_point
from pages.ui.session import loaders

__all__ = ["PATH", "boundary_set"]

LEVELS = ("district", "commune")
_FOR_GOOD = "private, max-age=31536000, immutable"
_DECIMALS = 5
"""A metre: what is finer is not seen and doubles the set."""


async def boundary_set(request: Request) -> Response:
    given = request.path_params
    version, vintage, level = str(given["version"]), str(given["vintage"]), str(given["level"])
    is_listed = vintage in CHOICES and level.removeprefix(PLACES) in LEVELS
    if not (version.isascii() and version.isdigit() and len(version) < 10 and is_listed):
        return Response(status_code=404)
    try:
        body = await run_in_threadpool(_found, int(version), vintage, level)
    except DatabaseUnavailableError:
        return Response(status_code=503, headers={"cache-control": "no-store"})
    if body is None:
        return Response(status_code=404, headers={"cache-control": "no-store"})
    return Response(body, media_type="application/geo+json", headers={"cache-control": _FOR_GOOD})


def _found(version: int, vintage: str, level: str) -> bytes | None:
    """None for a version that is not there yet: keeping it would hide the one to come."""
    if version < 1 or version > loaders.newest():
        return None
    return loaders.made(version, ("ranh-gioi", vintage, level), lambda: collection(version, vintage, level))


def collection(version: int, vintage: str, level: str) -> bytes | None:
    """GeoJSON of the set, or the list of its labels' places; None where no outline is known."""
    data = loaders.data(version)
    units = loaders.crosswalk(version).listed(CHOICES[vintage].first, level.removeprefix(PLACES))
    outlines = {feature["properties"]["area_id"]: feature for feature in data.boundaries}
    drawn = [(index, unit, outlines[unit.id]) for index, unit in enumerate(units) if unit.id in outlines]
    if not drawn:
        return None
    made: Any = [{"i": index, "t": label_point(feature)} for index, _unit, feature in drawn]
    if not level.startswith(PLACES):
        features = [
            {
                "type": "Feature",
                "properties": {"i": index, "code": unit.code, "ten": short_name(unit.full_name)},
                "geometry": {**feature["geometry"], "coordinates": _short(feature["geometry"]["coordinates"])},
            }
            for index, unit, feature in drawn
        ]
        made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _short(coordinates: Any) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0], _DECIMALS), round(coordinates[1], _DECIMALS)]
    return [_short(part) for part in coordinates]

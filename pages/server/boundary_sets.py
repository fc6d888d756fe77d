"""`GET /ranh-gioi/{version}/{vintage}/{level}.geojson`: the outlines of one list of areas, as they are in one
version."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.errors import DatabaseUnavailableError
from models.wording.words import short_name
from pages.screens.map.layers import PATH
from pages.screens.map.vintages import CHOICES
from pages.ui.session import loaders

__all__ = ["PATH", "boundary_set"]

LEVELS = ("district", "commune")
_FOR_GOOD = "private, max-age=31536000, immutable"
_DECIMALS = 5
"""A metre: what is finer is not seen and doubles the set."""


async def boundary_set(request: Request) -> Response:
    given = request.path_params
    version, vintage, level = str(given["version"]), str(given["vintage"]), str(given["level"])
    if not (version.isascii() and version.isdigit() and len(version) < 10 and vintage in CHOICES and level in LEVELS):
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
    """GeoJSON of the set; None where no outline is known."""
    data = loaders.data(version)
    units = loaders.crosswalk(version).listed(CHOICES[vintage].first, level)
    outlines = {feature["properties"]["area_id"]: feature["geometry"] for feature in data.boundaries}
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"i": index, "code": unit.code, "ten": short_name(unit.full_name)},
            "geometry": {**outlines[unit.id], "coordinates": _short(outlines[unit.id]["coordinates"])},
        }
        for index, unit in enumerate(units)
        if unit.id in outlines
    ]
    if not features:
        return None
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _short(coordinates: Any) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0], _DECIMALS), round(coordinates[1], _DECIMALS)]
    return [_short(part) for part in coordinates]

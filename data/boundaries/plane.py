"""Longitude and latitude on a plane in metres, where areas are true, and back.

Cylindrical equal-area on the ellipsoid of WGS 84 (Snyder, Map Projections: A Working Manual, p. 81, eq. 10-14 and
3-12), with the province's middle latitude as the standard parallel: an area on the plane is the area on the ellipsoid,
exactly but for taking the edge between two positions as straight in longitude and latitude, as RFC 7946 does; distances
differ by under 0,3 %."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_A = 6_378_137.0
_FLATTENING = 1 / 298.257_223_563
_E2 = _FLATTENING * (2 - _FLATTENING)
_E = math.sqrt(_E2)
_PARALLEL = math.radians(20.54)
_SCALE = math.cos(_PARALLEL) / math.sqrt(1 - _E2 * math.sin(_PARALLEL) ** 2)
# Subtracted so that the numbers stay small, and with them what a float cannot hold of them.
_MIDDLE = math.radians(105.95)

Positions = NDArray[np.float64]


def _q(sine: Positions) -> Positions:
    made: Positions = (1 - _E2) * (sine / (1 - _E2 * sine * sine) + np.arctanh(_E * sine) / _E)
    return made


def to_plane(degrees: Positions) -> Positions:
    """Longitude, latitude -> metres east, metres north."""
    sine = np.sin(np.radians(degrees[:, 1]))
    return np.column_stack([_A * _SCALE * (np.radians(degrees[:, 0]) - _MIDDLE), _A * _q(sine) / (2 * _SCALE)])


def to_degrees(metres: Positions) -> Positions:
    """The way back; three steps of Newton's method are exact to the last bit of a degree's millionth."""
    q = 2 * _SCALE * metres[:, 1] / _A
    sine = q / 2
    for _step in range(5):
        sine = sine - (_q(sine) - q) * (1 - _E2 * sine * sine) ** 2 / (2 * (1 - _E2))
    longitude = np.degrees(metres[:, 0] / (_A * _SCALE) + _MIDDLE)
    return np.column_stack([longitude, np.degrees(np.arcsin(sine))])

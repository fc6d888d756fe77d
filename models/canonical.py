"""Canonical JSON text and its digest: the same value gives the same text and SHA-256 on every machine."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: object) -> str:
    """Compact JSON with sorted keys; Vietnamese letters stay letters."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse(text: str) -> Any:
    """Strict JSON: ValueError also for a key given twice, NaN, and nesting no sane file has."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise ValueError("a key stands twice")
    return unique


def _refuse(name: str) -> None:
    raise ValueError(f"not a number: {name}")

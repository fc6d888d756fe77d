"""The process that opens a file of borders: python -I -S child.py FILE PLACE..., what is asked as JSON on standard
input."""

from __future__ import annotations

import gc
import json
import os
import sys
import warnings
from typing import Any


def main() -> None:
    path, *places = sys.argv[1:]
    sys.path.extend(places)
    # NumPy takes memory for every processor before it does anything.
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    warnings.simplefilter("ignore")
    from data.boundaries.geojson import read
    from data.parsing.child import deny, limit
    from data.parsing.handover import Handover
    from data.parsing.limits import MEMORY_BYTES, MOST_BYTES, SECONDS, Refusal

    deny()
    # Looking for circles among millions of short lists takes longer than making them, and there are none.
    gc.disable()
    limit(MEMORY_BYTES, SECONDS)
    asked = json.load(sys.stdin.buffer)
    out = Handover(sys.stdout.buffer)
    with out.refusals():
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise Refusal("bytes", most=MOST_BYTES // (1024 * 1024))
        collection = read(raw)
        del raw
        out.say(done=_listed(collection) if asked["task"] == "read" else _shaped(collection, asked))
    sys.stdout.buffer.flush()


def _listed(collection: Any) -> dict[str, Any]:
    names = ("number", "properties", "kind", "vertices", "extent", "has_z", "fault")
    features = [{name: getattr(feature, name) for name in names} for feature in collection.features]
    return {"crs": collection.crs, "features": features}


def _shaped(collection: Any, asked: dict[str, Any]) -> dict[str, Any]:
    from data.boundaries.shaping import shaped

    return shaped(collection.features, asked)


if __name__ == "__main__":
    main()

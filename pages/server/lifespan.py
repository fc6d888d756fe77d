"""What happens before the first page and after the last.

Belongs here: refusing a start that would harm, preparing the database, warm imports. A start that cannot go on says one
clear line and ends: a traceback helps nobody at a server's console.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from streamlit import config

from data.engine import DatabaseUnavailableError, open_database
from data.locale import _
from data.settings import SettingsError, read_settings
from data.startup import prepare
from pages.server.network import NetworkRefusedError, refuse_open_start

ROUTER = Path(__file__).parent.parent / "_router.py"
EX_CONFIG = 78
"""Exit status of a start refused for its configuration (sysexits.h)."""

log = logging.getLogger("ansinh")


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    try:
        settings = read_settings()
        refuse_open_start(settings)
        database = open_database(settings)
        prepare(database)
        database.dispose()
    except (SettingsError, DatabaseUnavailableError, NetworkRefusedError) as error:
        print(_("KHÔNG KHỞI ĐỘNG ĐƯỢC: {reason}").format(reason=error), file=sys.stderr, flush=True)
        # Raising here would make the server print a traceback over the line; nothing is open yet that needs closing.
        os._exit(EX_CONFIG)
    _warm_up()
    print(_("An sinh Hà Nam sẵn sàng. Mở {address}").format(address=_address()), flush=True)
    yield


def _address() -> str:
    """Where to look: what Streamlit was told; under uvicorn its own next line says it."""
    if "uvicorn" in sys.argv[0]:
        return _("địa chỉ uvicorn in ở dòng sau.")
    return f"http://localhost:{config.get_option('server.port')}"


def _warm_up() -> None:
    """Import what pages need, then take it out of the collector's sight: a full collection costs 70 ms a run."""
    import polars  # noqa: F401
    import pydeck  # noqa: F401

    from pages.components import charts, district_map, loaders, whatif_panel  # noqa: F401

    gc.collect()
    gc.freeze()

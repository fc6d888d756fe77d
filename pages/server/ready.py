"""`GET /ready`: the database answers and stands at the newest revision. Liveness is Streamlit's own /_stcore/health."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.settings import SettingsError, read_settings
from data.startup import is_ready


async def ready(request: Request) -> JSONResponse:
    answers = await run_in_threadpool(_answers)
    return JSONResponse({"ready": answers}, status_code=200 if answers else 503)


def _answers() -> bool:
    """Checks on an engine of its own, closed again: the result must not depend on a pool that has gone bad."""
    try:
        database = open_database(read_settings())
    except (DatabaseUnavailableError, SettingsError):
        return False
    try:
        return is_ready(database)
    finally:
        database.dispose()

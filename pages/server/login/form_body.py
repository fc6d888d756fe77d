"""What a form of ours sends: its fields, of a few kilobytes at most.

Belongs here: reading a body with a limit. Files come by another door (upload_gate.py).
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 16 * 1024
MOST_FIELDS = 12
_TYPE = "application/x-www-form-urlencoded"


class StrangeFormError(ValueError):
    """No form of ours: too long, or of another kind."""


async def fields(request: Request) -> dict[str, str]:
    """Field values by name. Raises StrangeFormError before more than the limit has been taken in."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _TYPE:
        raise StrangeFormError
    if int(request.headers.get("content-length", "0")) > LARGEST:
        raise StrangeFormError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise StrangeFormError
    try:
        pairs = parse_qsl(
            bytes(body).decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError as error:  # not ASCII, not UTF-8 behind the percent signs, too many fields
        raise StrangeFormError from error
    return dict(pairs)

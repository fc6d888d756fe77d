"""Text as every database keeps it.

Belongs here: leaving out what PostgreSQL or UTF-8 cannot hold. Does not: what a name may look like (each command's own words).
"""

from __future__ import annotations


def keepable(text: str) -> str:
    """Without NUL and without halves of signs, which a file of JSON or a raw request can bring."""
    return "".join(sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff")

"""The office's clock: moments are kept in UTC and shown in Vietnam's time."""

from datetime import UTC, date, datetime

from models.periods import OFFICE_ZONE


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Vietnam, whatever the server's zone."""
    return datetime.now(OFFICE_ZONE).date()


def office_time(moment: datetime) -> datetime:
    """A moment as the office's wall clock shows it."""
    return moment.astimezone(OFFICE_ZONE)

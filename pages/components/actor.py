"""Who is acting. Until accounts exist everybody at this machine is "máy này"."""

from data.locale import _


def current() -> str:
    """The name that commands keep with what they write."""
    return _("máy này")

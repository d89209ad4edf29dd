"""The one decision before anything leaves: now, as what, or held and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=24)
# A message computed just before the window shuts must not arrive just after it.
WINDOW_MARGIN = timedelta(seconds=30)
REPLY, NOTICE, BROADCAST = "reply", "notice", "broadcast"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known about a message and its receiver at send time."""

    channel: str
    lane: str
    purpose: str
    last_inbound_at: datetime | None
    opted_out: frozenset[str]  # purposes withdrawn on this channel; "any" covers all
    unreachable: bool
    has_template: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """`send_as` is text or template; or `held_because` says why not."""

    send_as: str | None
    held_because: str | None = None


def window_open(last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether WhatsApp allows free text: 24 hours from the customer's last message (FACTS 3.4)."""
    return last_inbound_at is not None and now < last_inbound_at + WINDOW - WINDOW_MARGIN


def decide(outlook: Outlook, now: datetime) -> Decision:
    """Consent, reachability and the window, in this order.

    An answer to what a customer has just asked is not held for consent: they asked. What they blocked at
    the carrier comes back from Twilio as an error and marks the address.
    """
    if outlook.unreachable:
        return Decision(None, "unreachable")
    if outlook.lane != REPLY and outlook.opted_out & {"any", outlook.purpose}:
        return Decision(None, "opted_out")
    if outlook.channel == "whatsapp" and not window_open(outlook.last_inbound_at, now):
        return Decision("template") if outlook.has_template else Decision(None, "window_closed")
    return Decision("text")

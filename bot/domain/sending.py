"""The one decision before anything leaves: now, as what, or held, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.channels import Channel
from bot.domain.consent import Purpose

WINDOW = timedelta(hours=24)
# A message computed just before the window shuts must not arrive just after it.
WINDOW_MARGIN = timedelta(seconds=30)
# What is held for a reason without a known end is looked at again after this.
LOOK_AGAIN = timedelta(minutes=30)
READY = ""
UNREACHABLE = "unreachable"  # no message gets to that address
OPTED_OUT, NO_CONSENT, CAP = "opted_out", "no_consent", "cap"
# What WhatsApp shows of a button's title, of a list's row and of its description (FACTS 3.2 and 4.2).
TITLE, ROW_TITLE, ROW_DESCRIPTION = 20, 24, 72


class Lane(StrEnum):
    """Why a message is sent at all: what may hold it back, and how long it waits for its turn, follow from it."""

    REPLY = "reply"  # to what the customer has just asked
    NOTICE = "notice"  # of something that happened
    BROADCAST = "broadcast"  # to many at once
    ALERT = "alert"  # to the shop's own people
    TEST = "test"  # a draft of a broadcast, to a phone of the shop's own people


_NOT_HELD = (Lane.REPLY, Lane.TEST)


class Author(StrEnum):
    """Who speaks in a message."""

    ASSISTANT = "assistant"
    AGENT = "agent"  # a person at the shop
    SYSTEM = "system"  # a rule: nobody was asked


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds back a message nobody asked for.

    Args:
        opted_out: purposes withdrawn on this channel; "any" covers all.
        agreed: marketing was agreed to on this channel.
        trouble: what makes marketing out of place (late_parcel, open_request, unhappy, with_person); "" for nothing.
        free_at: when the cap on marketing leaves room again; None when there is room now.
        opens_at: when the hours for this kind of message begin again; None when they are open.
    """

    opted_out: frozenset[str] = frozenset()
    agreed: bool = False
    trouble: str = ""
    free_at: datetime | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known about a message and its receiver at send time.

    `template` is READY when an approved one is there for this message, else why there is none.
    """

    channel: str
    lane: str
    purpose: str
    last_inbound_at: datetime | None
    unreachable: bool
    template: str
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Decision:
    """`send_as` is text or template; or `held_because` says why not, and `until` when to look again, if known."""

    send_as: str | None
    held_because: str | None = None
    until: datetime | None = None


def window_open(last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether WhatsApp allows free text: 24 hours from the customer's last message (FACTS 3.4)."""
    return last_inbound_at is not None and now < last_inbound_at + WINDOW - WINDOW_MARGIN


def decide(outlook: Outlook, now: datetime) -> Decision:
    """Reachability, consent, trouble, cap, hours, and WhatsApp's window with its templates, in this order.

    An answer to what a customer has just asked is held for nothing but reachability and the window: they asked; nor is
    what the shop tries on its own people.
    What they blocked at the carrier comes back from Twilio as an error and marks the address.
    """
    if outlook.unreachable:
        return Decision(None, UNREACHABLE)
    if outlook.lane not in _NOT_HELD:
        held = _held(outlook)
        if held is not None:
            return held
    if outlook.channel == Channel.WHATSAPP and not window_open(outlook.last_inbound_at, now):
        return Decision("template") if outlook.template == READY else Decision(None, outlook.template)
    return Decision("text")


def _held(outlook: Outlook) -> Decision | None:
    limits = outlook.limits
    if limits.opted_out & {Purpose.ANY, outlook.purpose}:
        return Decision(None, OPTED_OUT)
    if outlook.purpose == Purpose.MARKETING:
        if not limits.agreed:
            return Decision(None, NO_CONSENT)
        if limits.trouble:
            return Decision(None, limits.trouble)
        if limits.free_at is not None:
            return Decision(None, CAP, limits.free_at)
    if limits.opens_at is not None:
        return Decision(None, "quiet_hours", limits.opens_at)
    return None

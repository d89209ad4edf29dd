"""The ways to a customer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How a conversation is held. Stored as its word, and Twilio's prefix of an address is the same word."""

    WHATSAPP = "whatsapp"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class WayToCustomer:
    """A channel on which a customer can be reached, at which address and from which of ours."""

    channel: str
    address: str
    our_address: str

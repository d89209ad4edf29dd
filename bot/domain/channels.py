"""The ways to a customer."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How a conversation is held. Stored as its word, and Twilio's prefix of an address is the same word."""

    WHATSAPP = "whatsapp"
    SMS = "sms"

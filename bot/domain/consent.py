"""What a customer agrees to or withdraws, and where their word on it comes from."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """What a message is for. WhatsApp's categories of templates are the same words in capitals."""

    UTILITY = "utility"  # of an order, a parcel or a request of theirs
    MARKETING = "marketing"  # only to who agreed to it
    ANY = "any"  # both at once, as a stop means it: no message's purpose, only a word in the ledger


# What a message can be for.
PURPOSES = frozenset({Purpose.UTILITY, Purpose.MARKETING})


class Stand(StrEnum):
    """How a customer stands to offers, over all channels: a stop on one counts before a yes on another."""

    AGREED = "agreed"
    STOPPED = "stopped"
    SILENT = "silent"  # said nothing, which is no yes


class ConsentSource(StrEnum):
    """Where a word of consent was heard."""

    KEYWORD = "keyword"  # STOP, START and their like, written to us
    BUTTON = "button"  # tapped below a notice or below the answer to a stop
    CHAT = "chat"  # said to the assistant
    TWILIO = "twilio"  # Twilio obeyed a STOP or START itself, or a carrier blocks us
    CHECKOUT = "checkout"  # the box ticked at the shop's checkout
    SHOP = "shop"  # the shop's own record of it
    # Told with a list of people (bot/domain/lists/consent_sources.toml).
    SITE = "site"
    COUNTER = "counter"  # in the shop
    ASKED_BY_WHATSAPP = "asked_by_whatsapp"
    PHONE = "phone"
    PAPER = "paper"

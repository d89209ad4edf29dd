"""Whose turn a conversation is, and what has become of a message in it."""

from __future__ import annotations

from enum import StrEnum


class Owner(StrEnum):
    """Who answers a conversation."""

    ASSISTANT = "assistant"
    AGENT = "agent"  # a person at the shop: the assistant is silent
    NOBODY = "nobody"  # a person has left it and the assistant has not got it back


class Status(StrEnum):
    """Whether the people of the shop have something to do with a conversation."""

    OPEN = "open"
    SNOOZED = "snoozed"  # until `snoozed_for` comes, or the customer writes
    RESOLVED = "resolved"  # until the customer writes


class PersonWhy(StrEnum):
    """Why a person is needed in a conversation."""

    ASKED = "asked"  # the customer did
    GAVE_UP = "gave_up"  # the assistant, for the second time
    ANGRY = "angry"
    LOW_RATING = "low_rating"
    REQUEST = "request"  # something is to be done; over when it is taken back
    NOT_DELIVERED = "not_delivered"
    SAME_MESSAGE = "same_message"  # again and again
    CONTACT_CARD = "contact_card"
    VOICE_NOTE = "voice_note"
    ASSISTANT_DOWN = "assistant_down"  # one message was not answered
    ASSISTANT_AWAY = "assistant_away"  # nobody is answered; the conversation is, once that is over
    TOO_MANY = "too_many"  # messages in a minute
    TAKEN = "taken"  # nobody asked, and somebody took it
    WOKEN = "woken"  # from its sleep, in what would else be the assistant's alone
    LEFT = "left"  # the customer waits, and whoever had it does not answer
    OTHER = "other"  # one that has no name here

    @classmethod
    def _missing_(cls, value: object) -> PersonWhy:
        return cls.OTHER


class SnoozeFor(StrEnum):
    """What a snoozed conversation waits for; a message of the customer wakes each."""

    TIME = "time"
    PARCEL = "parcel"  # news of one of the customer's parcels
    WINDOW = "window"  # WhatsApp's window is about to shut
    REPLY = "reply"  # until they write


class DraftKind(StrEnum):
    """What somebody of the shop has begun to write."""

    REPLY = "reply"
    NOTE = "note"


class InboundState(StrEnum):
    """What has become of a customer's message."""

    WAITING = "waiting"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"  # a person answers it
    BEYOND = "beyond"  # more than a number may ask in a minute: one sentence answered all of them


class MediaState(StrEnum):
    """What has become of a file that a customer sent."""

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"  # `reason` says why

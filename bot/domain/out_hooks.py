"""What a merchant's own address hears, how it is signed, and how often it is tried."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.hosts import listed, showable


class HookTopic(StrEnum):
    """What an address may hear of; PING is told to whoever asks for it alone."""

    MESSAGE_RECEIVED = "message.received"
    MESSAGE_SENT = "message.sent"  # written by the assistant, a rule, a broadcast or a person; it leaves next
    CONVERSATION_CHANGED = "conversation.changed"
    REQUEST_OPENED = "request.opened"
    ORDER_CHANGED = "order.changed"
    CONSENT_CHANGED = "consent.changed"
    PING = "ping"


TOPICS = tuple(topic for topic in HookTopic if topic != HookTopic.PING)


class HookState(StrEnum):
    """Whether an address is told anything."""

    ACTIVE = "active"
    OFF = "off"  # by somebody, or by itself after it failed for long


class DeliveryOutcome(StrEnum):
    """What became of something that an address was to be told."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # tried often enough
    GONE = "gone"  # what it is about was erased before it left


SIGNATURE, EVENT_ID, TOPIC = "Dastak-Signature", "Dastak-Event-Id", "Dastak-Topic"
# After a failure nothing is sent to an address for so long: the last one again and again.
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 21_600))
MOST_TRIES = 8  # of one delivery
# An address that has failed so often, and for so long, is switched off.
OFF_FAILURES, OFF_AFTER = 10, timedelta(days=1)
BOTH_SIGN = timedelta(days=1)  # after a new secret
_ADDRESS = re.compile(r"[0-9.]+")


def sign_body(secrets: Sequence[str], body: bytes, at: datetime) -> str:
    """The header by which a receiver knows a body for ours: its time, and an HMAC-SHA256 of both for each secret."""
    moment = str(int(at.timestamp()))
    signed = (hmac.new(one.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest() for one in secrets)
    return ",".join([f"t={moment}", *(f"v1={one}" for one in signed)])


def find_wait(failures: int) -> timedelta:
    """How long an address is left alone after so many failures in a row."""
    return _WAITS[min(max(failures, 1), len(_WAITS)) - 1]


def is_given_up(failures: int, failing_since: datetime, now: datetime) -> bool:
    """Whether an address has failed so often and for so long that it is switched off."""
    return failures >= OFF_FAILURES and now >= failing_since + OFF_AFTER


def find_url_fault(url: str) -> str:
    """Why an address cannot be told anything, "" where it may; whether it is a public one shows when it is asked."""
    if not url.startswith("https://") or not showable(url):
        return "is no address that begins with https://"
    host = listed(url)
    if not host or _ADDRESS.fullmatch(host):
        return "names no host"
    return ""


def name_event(topic: str, source_id: int) -> str:
    """The id of an event: the same however often it is sent, so that a receiver can tell it has it already."""
    return f"{topic}.{source_id}"

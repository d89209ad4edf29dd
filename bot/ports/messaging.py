"""Messages in and out, and the way to customers' phones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class MediaLink:
    """A file of a message, as Twilio names it."""

    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Received:
    """A customer's message, parsed at the door. Addresses carry no channel prefix."""

    provider: str
    sid: str
    channel: str  # whatsapp, sms
    sender: str  # E.164, or CC.xxxx for a WhatsApp user without a number
    receiver: str
    user_id: str | None  # WhatsApp's own id of the person, where given
    profile_name: str
    kind: str  # text, button, media, location, other
    text: str
    choice: str | None
    quoted_sid: str | None
    media: tuple[MediaLink, ...]
    opt_out: str | None  # STOP, START, HELP when Twilio has already handled and answered it
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """A status callback, parsed at the door. `token` is our own id of the message."""

    sid: str
    token: str | None
    status: str
    error_code: int | None
    error_text: str | None
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LetterButton:
    """Something to tap: an opaque id and what stands on it."""

    token: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to leave."""

    token: str
    channel: str
    sender: str
    receiver: str
    messaging_service_sid: str | None
    text: str
    shown_as: str  # text, buttons, list, numbered
    buttons: tuple[LetterButton, ...] = ()
    list_label: str = ""
    content_sid: str | None = None
    variables: Mapping[str, str] | None = None  # of an approved template; None: those of the letter's shape
    picture_url: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Twilio took the message."""

    sid: str
    status: str


@dataclass(frozen=True, slots=True)
class Logged:
    """A message in Twilio's own log; `body` "" where the log shows none, `created_at` by our clock."""

    sid: str
    status: str
    body: str
    created_at: datetime | None
    error_code: int | None


class SendError(Exception):
    """A message that did not (or perhaps did) leave.

    `outcome`: "not_sent" (surely not processed, may be repeated), "unknown" (may have been sent: never
    repeated before Twilio's log was asked), "refused" (Twilio said no; `code` says why).
    """

    def __init__(self, reason: str, outcome: str, code: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.outcome, self.code = reason, outcome, code


class Messenger(Protocol):
    """The way to customers' phones."""

    def send(self, letter: Letter) -> Accepted:
        """Hand one message over; raises SendError."""

    def sent_to(self, receiver: str, channel: str, sender: str, since: datetime) -> list[Logged]:
        """What the provider's log says this sender sent to this address since then; raises SendError."""

    def make_content(self, letter: Letter) -> str:
        """Create the Content resource for the letter's shape; returns its sid, raises SendError."""

    def show_typing(self, inbound_sid: str) -> None:
        """Show that an answer is on its way; best effort, never raises."""

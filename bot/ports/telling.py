"""How the shop's own people are told something while the console is shut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A browser: its address at a push service, and its keys (base64url)."""

    endpoint: str
    p256dh: str
    auth: str


class Pusher(Protocol):
    """Sends to browsers."""

    @property
    def key(self) -> str:
        """By which browsers know us (base64url)."""
        ...

    def push(self, target: PushTarget, body: bytes, topic: str) -> None:
        """Show a browser something; a later one of the topic takes its place.

        Raises:
            ApiError: 404 or 410 as `status` when the browser wants no more.
        """
        ...


class Mailer(Protocol):
    """Sends e-mail."""

    @property
    def is_on(self) -> bool:
        """Whether there is a server to send by."""
        ...

    def mail(self, receiver: str, subject: str, text: str) -> None:
        """Send a mail.

        Raises:
            ApiError: it was not taken.
        """
        ...

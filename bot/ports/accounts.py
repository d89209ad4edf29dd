"""The account that messages leave by, as we look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

ACTIVE = "active"  # of an account that may be used; one that is suspended or closed says so


@dataclass(frozen=True, slots=True)
class SenderFound:
    """A sender of an account. `quality` and `limit` where WhatsApp tells them; `webhook`: where its messages go."""

    channel: str
    number: str
    state: str
    quality: str = ""
    limit: str = ""
    webhook: str = ""


@dataclass(frozen=True, slots=True)
class AccountFound:
    """An account that let us in, and what it has."""

    name: str
    state: str
    senders: tuple[SenderFound, ...]
    kind: str = ""  # Trial, Full


class SenderAccount(Protocol):
    """Looks at an account."""

    def look(self) -> AccountFound:
        """Whether it lets us in, and its senders.

        Raises:
            SendError: it does not let us in, or does not answer.
        """
        ...

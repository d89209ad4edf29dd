"""What became of a row that was asked for: it is ours to send, or something else takes its place."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Letter


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours to send; `attempt` is the fence against a worker that was given up."""

    outgoing_id: int
    conversation_id: int
    attempt: int
    lane: str
    letter: Letter
    account: int | None = None  # the row of the shop's own account at Twilio; None: it leaves by the installation's


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that will not leave as it is: `instead` may leave in its place, or the notice is to be said anew."""

    conversation_id: int
    instead: int | None = None
    notice_id: int | None = None

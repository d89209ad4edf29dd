"""What is told and sent while a shop is set up."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bot.api.answers import Shown
from bot.api.staff_shapes import Body
from bot.services.setup.steps import StepName


class StepTold(Shown):
    """A step: done by what is there, or left for later; what is missing by name; what there is to show."""

    name: StepName
    done: bool
    skipped: bool
    missing: tuple[str, ...]
    facts: dict[str, Any]


class SetupTold(Shown):
    """How far a shop is set up. `unready`: steps without which it cannot be live."""

    live: bool
    steps: tuple[StepTold, ...]
    unready: tuple[str, ...]
    webhook: str = Field(description="Where Twilio is to send messages: the sender's webhook, by POST.")
    status_webhook: str


class StepLeft(Body):
    """Whether a step is left for later."""

    skipped: bool


class LiveChoice(Body):
    """Whether the shop's customers hear from it unasked."""

    live: bool


class SenderTold(Shown):
    """A sender of the account; `heard_here`: whether its messages go to us; `taken`: whether it is another shop's."""

    channel: str
    number: str
    state: str
    quality: str
    limit: str
    heard_here: bool
    taken: bool


class AccountTold(Shown):
    """The account that messages leave by, as it was found just now."""

    sid: str
    name: str
    state: str
    senders: tuple[SenderTold, ...]

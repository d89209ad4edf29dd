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
    own: bool = Field(description="The shop's own; else the installation's.")
    name: str
    state: str
    trial: bool = Field(description="A trial account reaches only numbers that were verified at Twilio.")
    senders: tuple[SenderTold, ...]


class AccountTried(Body):
    """An account to try; with nothing given the installation's."""

    account_sid: str = Field("", max_length=64, description="AC and 32 hex digits, as the Twilio console shows it.")
    auth_token: str = Field("", max_length=128, repr=False, description="Its Auth Token; kept sealed, never shown.")


class AccountChoice(AccountTried):
    """An account to use, and which of its numbers; a number that is left out stays, or is the only one there is."""

    whatsapp_from: str | None = Field(None, max_length=20, description='"" for none.')
    sms_from: str | None = Field(None, max_length=20, description='"" for none.')

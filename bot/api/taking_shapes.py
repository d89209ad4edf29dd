"""What is sent with a conversation that changes hands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.asked import LARGEST_VERSION, Version
from bot.api.staff_shapes import Body
from bot.shops.own import kinds

Epoch = Annotated[int, Field(ge=0, le=LARGEST_VERSION, description="The conversation's `epoch` as you saw it.")]
_SeenVersion = Annotated[Version, Field(description="The conversation's `version` as you saw it.")]


class TakeOver(Body):
    """Which conversation, as it was seen, is taken over."""

    epoch: Epoch


class HandBack(Body):
    """Which conversation goes back to the assistant, and what its next reader should know."""

    epoch: Epoch
    instruction: Annotated[kinds.Lines, Field(max_length=500)] = ""


class Resolving(Body):
    """Which conversation is done, and whether its customer may be asked how that was."""

    version: _SeenVersion
    ask_rating: bool = True


class Reopening(Body):
    """Which conversation goes on."""

    version: _SeenVersion

"""What is sent and told of macros."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.api.answers import Id, Shown
from bot.api.asked import LARGEST_ID, Version
from bot.api.bulk_shapes import DeedValues
from bot.api.canned_shapes import CannedName
from bot.api.inbox_shapes import ConversationTold
from bot.api.staff_shapes import Body
from bot.api.thread_shapes import MessageTold
from bot.domain.bulk import BulkAction, MacroOnly
from bot.domain.order_actions import OrderAction

_Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class OrderGiven(Body):
    """What an action about an order is told: as in POST /orders/{id}/actions."""

    detail: str = Field(default="", max_length=1000)
    points: int = Field(default=0, ge=0, le=100_000)
    code: str = Field(default="", max_length=100)


class MacroValues(DeedValues, OrderGiven):
    """What an action needs: as in POST /bulk; of `order` which action about an order, and what is told of it.

    What that one cannot do without and is not said here is asked for when the macro is run.
    """

    order: Annotated[OrderAction | None, Field(strict=False)] = None
    tell: bool = Field(default=True, description="Whether the customer is told, in their language.")


class MacroAction(Body):
    """One thing that a macro does: as in POST /bulk, or `order`: something about the order that it is run for."""

    action: Annotated[BulkAction, Field(strict=False)] | Literal["order"]
    values: MacroValues = MacroValues()


_Actions = Annotated[tuple[MacroAction, ...], Field(strict=False, max_length=10)]


class MacroMade(Body):
    """A macro: an answer kept ready, or none, and what is done after it. `mine`: for whoever makes it alone."""

    name: CannedName
    canned_id: _Id | None = None
    actions: _Actions = ()
    mine: bool = False


class MacroChange(Body):
    """What is to be changed of a macro as it was at `version`; actions come whole, a null takes the answer away."""

    version: Version
    name: CannedName | None = None
    canned_id: _Id | None = None
    actions: _Actions = ()


class EffectTold(Shown):
    """One thing that a macro does: `kind` is reply or an action, `values` its own.

    Of an `order` `needs` names what is asked for when the macro is run: detail, points, code, or null.
    """

    kind: BulkAction | MacroOnly
    values: dict[str, Any]


class MacroTold(Shown):
    """A macro, and what it does in its order."""

    id: Id
    name: str
    canned_id: int | None
    effects: tuple[EffectTold, ...]
    mine: bool
    uses: int
    version: int


class MacroList(Shown):
    """The caller's macros, the most used first."""

    macros: tuple[MacroTold, ...]


class MacroRun(OrderGiven):
    """On which conversation a macro is run, as the caller saw it; `seen`: the newest message they saw (in-12).

    `order_id`: which order of its customer is meant; without it the one spoken of, else the one that matters most now.
    """

    conversation_id: _Id
    version: Version
    seen: Annotated[str, Field(pattern="^((in|out)-[0-9]{1,18})?$")] | None = None
    order_id: _Id | None = None


class MacroRan(Shown):
    """The conversation as the macro left it, and its answer as it was queued: it can be taken back as any message."""

    conversation: ConversationTold
    message: MessageTold | None

"""What is sent and told of macros."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.api.answers import Id, Shown
from bot.api.asked import LARGEST_ID
from bot.api.bulk_shapes import DeedValues
from bot.api.canned_shapes import CannedName
from bot.api.inbox_shapes import ConversationTold
from bot.api.staff_shapes import Body
from bot.api.thread_shapes import MessageTold
from bot.domain.bulk import BulkAction

_Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class MacroAction(Body):
    """One thing that a macro does: as in POST /bulk."""

    action: Annotated[BulkAction, Field(strict=False)]
    values: DeedValues = DeedValues()


_Actions = Annotated[tuple[MacroAction, ...], Field(strict=False, max_length=10)]


class MacroMade(Body):
    """A macro: an answer kept ready, or none, and what is done after it. `mine`: for whoever makes it alone."""

    name: CannedName
    canned_id: _Id | None = None
    actions: _Actions = ()
    mine: bool = False


class MacroChange(Body):
    """What is to be changed of a macro as it was at `version`; actions come whole, a null takes the answer away."""

    version: int = Field(ge=1)
    name: CannedName | None = None
    canned_id: _Id | None = None
    actions: _Actions = ()


class EffectTold(Shown):
    """One thing that a macro does: `kind` is reply or an action, `values` its own."""

    kind: BulkAction | Literal["reply"]
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


class MacroRun(Body):
    """On which conversation a macro is run, as the caller saw it; `seen`: the newest message they saw (in-12)."""

    conversation_id: _Id
    version: int = Field(ge=1)
    seen: Annotated[str, Field(pattern="^((in|out)-[0-9]{1,18})?$")] | None = None


class MacroRan(Shown):
    """The conversation as the macro left it, and its answer as it was queued: it can be taken back as any message."""

    conversation: ConversationTold
    message: MessageTold | None

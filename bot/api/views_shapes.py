"""What is sent and told of saved searches."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Shown
from bot.api.asked import Version
from bot.api.staff_shapes import Body
from bot.domain.search_query import MOST_CHARACTERS
from bot.services.desk.inbox import Sort
from bot.shops.own import kinds

Name = Annotated[kinds.Needed, Field(max_length=60)]
Typed = Annotated[kinds.Lines, Field(max_length=MOST_CHARACTERS, description="As it is typed into the search box")]
Order = Annotated[Sort, Field(strict=False)]
Digit = Annotated[int, Field(ge=1, le=9, description="Opens the view; another view that had it has it no more.")]


class ViewMade(Body):
    """A new view."""

    name: Name
    query: Typed
    sort: Order = Sort.ACTIVE
    shared: bool = False
    pin: Digit | None = None


class ViewChange(Body):
    """What is to be changed of a view, as it was at `version`; `pin` is the caller's own, and null takes it away."""

    version: Version | None = None
    name: Name | None = None
    query: Typed | None = None
    sort: Order | None = None
    shared: bool | None = None
    pin: Digit | None = None


class ViewTold(Shown):
    """A saved search. `staff_id` made it; `pin` is the digit by which whoever asks opens it."""

    id: Id
    name: str
    query: str
    sort: Sort
    shared: bool
    staff_id: Id
    pin: int | None
    version: int


class ViewList(Shown):
    """The views that whoever asks sees, those with a digit first."""

    views: tuple[ViewTold, ...]

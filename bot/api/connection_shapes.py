"""What is told and sent of connected shops and carriers, and of what they said that could not be applied."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query
from bot.api.staff_shapes import Body, Typed

_Words = Annotated[str, Field(max_length=300)]
_Secret = Annotated[str, Field(min_length=1, max_length=2000)]


class AskedSecret(Shown):
    """A secret that connecting asks for: its name in `secrets`, and what it is."""

    name: str
    prompt: str
    what: str


class PlatformTold(Shown):
    """A shop system or a carrier that can be connected, and what that asks for."""

    kind: str
    name: str
    role: str
    summary: str
    account: str | None = Field(description="What its account looks like; null where the kind itself is the name.")
    account_help: str | None
    secrets: tuple[AskedSecret, ...]
    takes_secret: bool = Field(description="Whether the platform gives the secret of its webhooks; else we make one.")


class PullTold(Shown):
    """What is asked again and again of a connection, and how far nothing is missing."""

    what: str
    complete_until: Moment
    found: int
    under_way: bool
    failures: int
    error: str | None
    next_at: Moment


class CatalogueTold(Shown):
    """How far a shop's products are read. `whole`: all of them are being read, not what changed alone."""

    whole: bool
    under_way: bool
    seen: int = Field(description="Products read in this round so far.")
    total: int | None = Field(description="Of how many; null where the shop does not say.")
    complete_until: Moment | None = Field(description="Null until all were read once.")
    failures: int
    error: str | None
    next_at: Moment


class ConnectionTold(Shown):
    """A connected shop or carrier, and how it is. `address`: where its webhooks go, told to owners."""

    id: Id
    kind: str
    name: str
    role: str
    account: str
    state: str
    created_at: Moment
    heard_at: Moment | None
    last_event_at: Moment | None
    orders: int
    parcels: int
    products: int
    kept: int
    waiting: int
    address: str | None
    pull: PullTold | None
    catalogue: CatalogueTold | None


class ConnectionList(Shown):
    """What is connected, the oldest first, what can be, how far messages are complete, and why none may reach us."""

    connections: tuple[ConnectionTold, ...]
    platforms: tuple[PlatformTold, ...]
    messages: PullTold | None
    warnings: tuple[str, ...]


class NewConnectionSent(Body):
    """An account to connect, or to connect anew; `secrets` by the names that its platform asks for."""

    kind: _Words
    account: _Words = ""
    secrets: dict[_Words, _Secret] = Field(default={}, max_length=10)


class ConnectedTold(Shown):
    """What came of connecting. `left_to_do`, for people, may hold a secret: it is not shown again."""

    id: Id
    name: str
    address: str
    made: tuple[str, ...]
    refused: tuple[str, ...]
    problem: str
    warnings: tuple[str, ...]
    left_to_do: str
    secret: str = Field(description="Of its webhooks, where we made it up for a person to paste; told this once.")


class NewSecret(Body):
    """The secret a platform has for its webhooks from now on; without it one is made up."""

    secret: Typed | None = None


class RotatedTold(Shown):
    """What is left to be done by hand after a new secret; it may hold the secret, which is not shown again."""

    left_to_do: str
    secret: str


class KeptKindTold(Shown):
    """Events of one connection, topic and reason that were set aside."""

    connection_id: Id
    kind: str
    topic: str
    reason: str
    count: int
    newest: Moment


class KeptTold(Shown):
    """An event that was set aside for a person."""

    id: Id
    connection_id: Id
    kind: str
    topic: str
    reason: str | None
    came_by: str
    received_at: Moment
    attempts: int


class KeptPage(Shown):
    """A page of events that were set aside, the newest first, and all of them by kind."""

    events: tuple[KeptTold, ...]
    kinds: tuple[KeptKindTold, ...]
    next: int | None


class KeptQuery(Query):
    """Which of them: those of ids below `before`."""

    before: Number = Field(default=LARGEST_ID, ge=1, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class EventBodyTold(Shown):
    """An event with what it says; `hidden`: without what is of a person."""

    id: Id
    kind: str
    topic: str
    state: str
    reason: str | None
    received_at: Moment
    headers: dict[str, str]
    body: str
    hidden: bool


class KindMeant(Body):
    """All that were set aside of a connection and topic, and of one reason where one is given."""

    connection_id: int = Field(ge=1, le=LARGEST_ID)
    topic: _Words
    reason: Annotated[str, Field(max_length=5000)] | None = None


class Replay(Body):
    """Which events to apply once more: by id, or all of a kind."""

    ids: Annotated[tuple[Annotated[int, Field(ge=1, le=LARGEST_ID)], ...], Field(strict=False, max_length=500)] = ()
    all_of: KindMeant | None = None


class ReplayedTold(Shown):
    """How many wait to be applied again."""

    waiting: int

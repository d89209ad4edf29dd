"""What is told and sent of a shop's webhooks out: addresses of its own that hear what happens."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query, Version
from bot.api.staff_shapes import Body
from bot.domain.out_hooks import DeliveryOutcome, HookState, HookTopic

Url = Annotated[str, Field(min_length=8, max_length=1000, description="https://…, a public host")]
Topics = Annotated[tuple[HookTopic, ...], Field(strict=False, min_length=1, max_length=6)]


class HookMade(Body):
    """An address, and what it hears of."""

    url: Url
    topics: Topics


class HookChange(Body):
    """What is to be changed of an address as it was at `version`."""

    version: Version
    url: Url | None = None
    topics: Topics | None = None
    active: bool | None = None


class HookTold(Shown):
    """An address. `reason` of one that is off: by_hand, failing, gone. `failures`: in a row."""

    id: Id
    url: str
    topics: tuple[str, ...]
    state: HookState
    reason: str
    version: int
    failures: int
    failing_since: Moment | None
    heard_at: Moment | None
    rotated_at: Moment | None
    created_at: Moment
    waiting: int = Field(description="What is still to be told to it")


class HookList(Shown):
    """A shop's addresses, and all that one may hear of."""

    webhooks: tuple[HookTold, ...]
    topics: tuple[str, ...]


class HookSecret(Shown):
    """An address with the secret that signs what it hears: shown this once."""

    webhook: HookTold
    secret: str


class DeliveryPlace(BaseModel):
    """One delivery to an address, in the API's address."""

    id: int = Field(ge=1, le=LARGEST_ID)
    delivery: int = Field(ge=1, le=LARGEST_ID)


class DeliveriesQuery(Query):
    """Which deliveries: those of ids below `before`, the newest first."""

    state: DeliveryOutcome | None = None
    before: Number = Field(default=LARGEST_ID, ge=1, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class DeliveryTold(Shown):
    """Something that an address was told, or is to be. `status`: HTTP, of what came back last."""

    id: Id
    event_id: str
    topic: str
    state: DeliveryOutcome
    attempts: int
    status: int | None
    error: str
    took_ms: int | None
    created_at: Moment
    tried_at: Moment | None


class DeliveryPage(Shown):
    """A page of deliveries; `next` is the `before` of the next page, null on the last."""

    deliveries: tuple[DeliveryTold, ...]
    next: int | None


class Replayed(Shown):
    """How many deliveries are told once more."""

    count: int

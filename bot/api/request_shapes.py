"""What is asked and told about customers' requests."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query
from bot.api.staff_shapes import Body
from bot.domain.requests import RequestKind, RequestState


class RequestsQuery(Query):
    """Which requests of the shop, and how many."""

    state: RequestState = RequestState.OPEN
    after: Number = Field(default=0, ge=0, le=LARGEST_ID, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class Referenced(BaseModel):
    """The reference of a request in an address."""

    reference: str = Field(min_length=1, max_length=40, pattern="^[ -~]+$")


class RequestTold(Shown):
    """What a customer asked for; `detail` in their words. `conversation_id` is null for one that came by no chat."""

    id: Id
    reference: str
    kind: RequestKind
    state: RequestState
    detail: str
    customer_id: Id
    conversation_id: int | None
    order_id: int | None
    order_number: str | None
    created_at: Moment
    done_at: Moment | None


class RequestPage(Shown):
    """Requests; `next` is the `after` of the next page, null on the last."""

    requests: tuple[RequestTold, ...]
    next: int | None


class RequestChange(Body):
    """What became of an open request."""

    state: Literal["done", "refused"]

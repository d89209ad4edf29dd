"""What the API answers with: the shapes of its bodies, of which its description is made as well."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from bot.domain.connections import EventState

Id = Annotated[int, Field(ge=1)]
# As Python writes it, with +00:00: pydantic would write Z, and what a program compared once stays as it was.
Moment = Annotated[
    datetime,
    PlainSerializer(datetime.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Shown(BaseModel):
    """What all answers share: they are values, made of values or of rows."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Wrong(Shown):
    """What is wrong with one field of a body: its place (a JSON Pointer), the fault and the remedy."""

    pointer: str
    detail: str
    remedy: str


class ProblemTold(Shown):
    """An error as RFC 9457 has it; `errors` names the fields of a body that are wrong, `present` is the thing to be
    changed as it is now, where it has moved on.
    """

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[Wrong, ...] = ()
    present: dict[str, Any] | None = None


class EventsTaken(Shown):
    """How many events were taken, and the id of each in its place: null for one that was refused."""

    accepted: int
    ids: tuple[Id | None, ...]
    refused: tuple[Wrong, ...] = Field(default=(), description="What events lack that mean nothing without it.")
    odd: tuple[Wrong, ...] = Field(default=(), description="Details without which events were taken.")


class EventTold(Shown):
    """What became of an event."""

    id: Id
    type: str = Field(validation_alias="topic")
    state: EventState
    reason: str | None
    received_at: Moment
    applied_at: Moment | None


class UnconfirmedOrder(Shown):
    """A cash-on-delivery order whose customer has not confirmed it; `total`, and `to_pay` of it at the door, in minor
    units (paise).
    """

    id: Id = Field(validation_alias="order_id")
    number: str
    placed_at: Moment
    total: int
    to_pay: int
    currency: str
    city: str
    asked_at: Moment | None


class UnconfirmedPage(Shown):
    """A page of unconfirmed orders; `next` is the `after` of the next page, null on the last."""

    orders: tuple[UnconfirmedOrder, ...]
    next: int | None


def sent(answer: Shown, status: int = 200) -> Response:
    """Return an answer as it goes out; a field that was not given is left out."""
    response = jsonify(answer.model_dump(mode="json", exclude_unset=True))
    response.status_code = status
    return response

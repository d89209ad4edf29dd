"""The API described in OpenAPI 3.1, made of the same shapes that check what comes in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic.json_schema import models_json_schema

from bot.api.examples import EXAMPLES
from bot.api.problems import PREFIX
from bot.domain.connections import EventState
from bot.shops.own.shapes import SHAPES

__all__ = ["EXAMPLES", "PROBLEMS", "described"]
Json = dict[str, Any]
_TIME: Json = {"type": "string", "format": "date-time"}
_MAYBE_TIME: Json = {"type": ["string", "null"], "format": "date-time"}
_ID: Json = {"type": "integer", "minimum": 1}


@lru_cache(maxsize=4)
def described(public_url: str) -> Json:
    """The whole description; `public_url` is where the API is reached."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dastak", "version": "1", "description": _ABOUT},
        "servers": [{"url": public_url + PREFIX}],
        "security": [{"key": []}],
        "paths": {"/events": {"post": _take()}, "/events/{id}": {"get": _state()}, "/orders": {"get": _orders()}},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key: dk_…"}},
            "schemas": _schemas(),
        },
    }


_ABOUT = (
    "A shop's own system tells what happens to its orders, parcels, carts and customers; Dastak tells the customers. "
    "Amounts are integers of minor units (paise: 499 rupees are 49900), times are ISO 8601 with their zone."
)


def _take() -> Json:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "New for each request; the same when you repeat one. The same key with the same body gives the "
        "first answer again (200, Idempotent-Replayed: true), with another body 409.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    }
    return {
        "operationId": "takeEvents",
        "summary": "Tell one event, or up to 100; one that is refused refuses no other",
        "parameters": [key],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"anyOf": [_ref("Event"), _ref("Events")]},
                    "examples": {name: {"value": value} for name, value in EXAMPLES.items()},
                }
            },
        },
        "responses": {
            "202": _answer("Taken; a worker applies them in order", _ref("Taken")),
            "200": _answer("Taken before, by the same key", _ref("Taken")),
        }
        | _problems(400, 401, 409, 413, 415, 422, 429, 503),
    }


def _state() -> Json:
    place = {"name": "id", "in": "path", "required": True, "schema": _ID}
    return {
        "operationId": "eventState",
        "summary": "What became of an event",
        "description": "waiting: not applied yet. applied. ignored: nothing came of it (old news). parked: its order "
        "or parcel is not known yet; applied when that comes. kept: it cannot be applied; the reason says why.",
        "parameters": [place],
        "responses": {"200": _answer("The event's state", _ref("EventState"))} | _problems(401, 404, 429, 503),
    }


def _orders() -> Json:
    def query(name: str, schema: Json, required: bool = False) -> Json:
        return {"name": name, "in": "query", "required": required, "schema": schema}

    return {
        "operationId": "unconfirmedOrders",
        "summary": "Cash-on-delivery orders their customers have not confirmed, the oldest first",
        "parameters": [
            query("unconfirmed", {"const": "true"}, required=True),
            query("after", {"type": "integer", "minimum": 0, "default": 0}),
            query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}),
        ],
        "responses": {"200": _answer("A page; `next` is the `after` of the next one", _ref("UnconfirmedPage"))}
        | _problems(400, 401, 429, 503),
    }


def _schemas() -> Json:
    # As they are sent: what has a default may be left out.
    _, made = models_json_schema(
        [(shape, "validation") for shape in SHAPES.values()], ref_template="#/components/schemas/{model}"
    )
    shapes: Json = made["$defs"]
    names = {kind: shape.__name__ for kind, shape in SHAPES.items()}
    event = {
        "oneOf": [_ref(name) for name in names.values()],
        "discriminator": {
            "propertyName": "type",
            "mapping": {kind: f"#/components/schemas/{name}" for kind, name in names.items()},
        },
    }
    several = {"type": "array", "items": _ref("Event"), "minItems": 1, "maxItems": 100}
    told = {"Event": event, "Events": _object(events=several) | {"additionalProperties": False}}
    return shapes | told | _answers() | {"Problem": _problem()}


def _answers() -> Json:
    return {
        "Taken": _taken(),
        "EventState": _object(
            id=_ID,
            type={"type": "string"},
            state={"enum": list(EventState)},
            reason={"type": ["string", "null"]},
            received_at=_TIME,
            applied_at=_MAYBE_TIME,
        ),
        "UnconfirmedPage": _object(
            orders={"type": "array", "items": _ref("UnconfirmedOrder")}, next={"type": ["integer", "null"]}
        ),
        "UnconfirmedOrder": _object(
            id=_ID,
            number={"type": "string"},
            placed_at=_TIME,
            total={"type": "integer"},
            currency={"type": "string"},
            city={"type": "string"},
            asked_at=_MAYBE_TIME,
        ),
    }


def _faults() -> Json:
    text = {"type": "string"}
    return {"type": "array", "items": _object(pointer=text, detail=text, remedy=text)}


def _taken() -> Json:
    ids = {"type": "array", "items": _ID | {"type": ["integer", "null"]}}
    taken = _object(accepted={"type": "integer"}, ids=ids)
    taken["properties"] |= {"refused": _faults(), "odd": _faults()}
    return taken


def _problem() -> Json:
    text = {"type": "string"}
    whole = _object(type=text, title=text, status={"type": "integer"}, detail=text)
    whole["properties"]["errors"] = _faults()
    return whole


PROBLEMS: Mapping[int, str] = {
    400: "A header or a query is missing or not usable",
    401: "No key, or one that is not in use",
    404: "No such thing of yours",
    409: "The Idempotency-Key was used for another body",
    413: "More than 1 MB",
    415: "Not application/json",
    422: "No event of the body can be taken; nothing was stored, `errors` names every field",
    429: "More than 100 requests a second; Retry-After says when to go on",
    503: "The database is away: repeat the request later, with the same Idempotency-Key",
}


def _problems(*statuses: int) -> Json:
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {str(status): {"description": PROBLEMS[status], "content": content} for status in statuses}


def _answer(description: str, schema: Json) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": json.loads(json.dumps(properties)), "required": list(properties)}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}

"""The API described in OpenAPI 3.1, made of its routes and of the shapes that check what comes in and goes out."""

from __future__ import annotations

from functools import lru_cache

from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.api.access import CSRF_HEADER, NEEDED
from bot.api.answers import ProblemTold
from bot.api.declared import Json, operation_id
from bot.api.problems import PREFIX
from bot.domain.access import KEY_SCOPES
from bot.shops.own.shapes import SHAPES

_ABOUT = (
    "A shop's own system tells what happens to its orders, parcels, carts and customers; Dastak tells the customers. "
    "Amounts are integers of minor units (paise: 499 rupees are 49900), times are ISO 8601 with their zone."
)

_DOORS: Json = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key, dk_…, with the permission among its scopes"},
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-dastak", "description": "What POST /session sets"},
    "csrf": {"type": "apiKey", "in": "header", "name": CSRF_HEADER, "description": "With each change: GET /session"},
}


@lru_cache(maxsize=4)
def described(routes: APIBlueprint, public_url: str) -> Json:
    """Return the whole description of the routes; `public_url` is where the API is reached."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dastak", "version": "1", "description": _ABOUT},
        "servers": [{"url": public_url + PREFIX}],
        "paths": {path.removeprefix(PREFIX): _guarded(_dumped(item)) for path, item in routes.paths.items()},
        "components": {
            "securitySchemes": _DOORS,
            "schemas": _events() | {name: _dumped(shape) for name, shape in routes.components_schemas.items()},
        },
    }


def join_group(routes: APIBlueprint, group: APIBlueprint) -> None:
    """Add a group's routes, with what other groups have at the same addresses: the library keeps the last one alone."""
    before = dict(routes.paths)
    routes.register_api(group)
    for address, item in before.items():
        added = routes.paths[address]
        if added is not item:
            calls = {method: getattr(added, method) for method in added.model_fields_set}
            routes.paths[address] = item.model_copy(update=calls)


def _guarded(path: Json) -> Json:
    """Each operation of a path with the permission it needs, and by which doors it is reached."""
    needed = {operation_id(name=name, path="", method=""): permission for name, permission in NEEDED.items()}
    for operation in path.values():
        permission = needed[operation["operationId"]]
        by_session: Json = {"session": [], "csrf": []}
        keys: list[Json] = [{"key": []}] if permission in KEY_SCOPES else []
        operation["security"] = [*keys, by_session] if permission else []
        operation |= {"x-permission": permission} if permission else {}
    return path


def _dumped(part: BaseModel) -> Json:
    """A path or a shape as JSON."""
    dumped: Json = part.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {name: value for name, value in dumped.items() if name != "$defs"}  # those stand beside it, by their names


def _events() -> Json:
    # As they are sent: what has a default may be left out.
    _, made = models_json_schema(
        [*((shape, "validation") for shape in SHAPES.values()), (ProblemTold, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    shapes: Json = made["$defs"]
    names = {kind: f"#/components/schemas/{shape.__name__}" for kind, shape in SHAPES.items()}
    event = {
        "oneOf": [{"$ref": name} for name in names.values()],
        "discriminator": {"propertyName": "type", "mapping": names},
    }
    several = {"type": "array", "items": {"$ref": "#/components/schemas/Event"}, "minItems": 1, "maxItems": 100}
    whole = {"type": "object", "properties": {"events": several}, "required": ["events"]}
    told = {"Event": event, "Events": whole | {"additionalProperties": False}}
    problem = shapes.pop("ProblemTold")
    return shapes | told | {"Problem": problem}

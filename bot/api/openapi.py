"""The API described in OpenAPI 3.1, made of its routes and of the shapes that check what comes in and goes out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flask_openapi3.models.path_item import PathItem
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.api.access import CSRF_HEADER, NEEDED
from bot.api.answers import ProblemTold
from bot.api.declared import Json, operation_id
from bot.api.group import Group
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
def described(groups: tuple[Group, ...], public_url: str) -> Json:
    """Return the whole description of the routes; `public_url` is where the API is reached."""
    paths, shapes = _gathered(groups)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dastak", "version": "1", "description": _ABOUT},
        "servers": [{"url": public_url + PREFIX}],
        "paths": {path: _guarded(_dumped(item)) for path, item in paths.items()},
        "components": {
            "securitySchemes": _DOORS,
            "schemas": _events() | {name: _dumped(shape) for name, shape in shapes.items()},
        },
    }


def _gathered(groups: Iterable[Group]) -> tuple[dict[str, PathItem], dict[str, BaseModel]]:
    """The addresses with all that groups have at each, and the shapes by their names."""
    paths: dict[str, PathItem] = {}
    shapes: dict[str, BaseModel] = {}
    for group in groups:
        told = group.describe()
        shapes |= told.components_schemas
        for address, item in told.paths.items():
            calls = {method: getattr(item, method) for method in item.model_fields_set}
            paths[address] = paths[address].model_copy(update=calls) if address in paths else item
    return paths, shapes


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

"""What a route says of itself for the description: its answers, the problems it may have, what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_openapi3.types import ResponseDict
from pydantic import BaseModel

from bot.api.access import CODE_NEEDED, PROOF_NEEDED
from bot.api.examples import EXAMPLES

Json = dict[str, Any]
PROBLEMS: Mapping[int, str] = {
    400: "A header or a query is missing or not usable",
    401: "No key and no session, or one that is not in use",
    403: "The role or the key's scopes do not have the permission, or the csrf header is missing",
    404: "No such thing of yours",
    409: "The Idempotency-Key was used for another body, or things have moved on; `detail` says to what",
    413: "More than 1 MB",
    415: "Not application/json",
    422: "The body is not as described; nothing was stored, `errors` names every field",
    429: "More than 100 requests a second, or too many tries to log in; Retry-After says when to go on",
    503: "The database is away: repeat the request later, with the same Idempotency-Key",
}
# Kinds a page acts on: the end of `type`.
KINDS: Mapping[str, str] = {
    CODE_NEEDED: "401: the password is right, and `code` is missing or wrong",
    PROOF_NEEDED: "403: show once more who you are (POST /session/proof), then repeat the request",
}


def answers(shape: type[BaseModel] | None, *problems: int, status: int = 200) -> ResponseDict:
    """Return the answers of a route: the shape it has when all is well (None: no body), and its problems."""
    told: ResponseDict = {code: reference("Problem", PROBLEMS[code], "problem+json") for code in problems}
    return {status: shape, **told}


def answers_file(*problems: int) -> ResponseDict:
    """Return the answers of a route that sends a file: the file itself, and its problems."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return answers(None, *problems) | {200: {"description": "The file", "content": content}}


def reference(name: str, description: str, media: str = "json") -> Json:
    """Return an answer whose body is a shape that is described elsewhere, by its name."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": description, "content": {f"application/{media}": {"schema": schema}}}


def operation_id(*, name: str, path: str, method: str) -> str:
    """Return the name of an operation for programs: that of its function, as takeEvents."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


# Checked by bot.api.bodies, which takes what can be taken and names the rest: the library could only refuse it whole.
TAKES_EVENTS: Json = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"anyOf": [{"$ref": "#/components/schemas/Event"}, {"$ref": "#/components/schemas/Events"}]},
                "examples": {name: {"value": value} for name, value in EXAMPLES.items()},
            }
        },
    }
}
# The body is the file itself, of any type: what stands in it counts.
TAKES_FILE: Json = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
            },
        },
    }
}

"""Errors as RFC 9457 has them: what went wrong, where in the body, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flask import Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from bot.api.languages import find_language
from bot.api.said_faults import say
from bot.locales.refusals import retell
from bot.shops.own.faults import Fault, Path

PREFIX = "/api/v1"
MOST_FAULTS = 100  # a body of a hundred events can hold more; nobody reads them


class Problem(Exception):
    """An answer that is an error; becomes application/problem+json.

    `present`: the thing as it is now, where a change was based on what it was.
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        present: Mapping[str, object] | None = None,
        about: str = "",
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.detail = status, title, detail
        self.faults, self.headers, self.present = faults, dict(headers or {}), present
        self.about = about or str(status)  # where the page of the API says more

    def response(self) -> Response:
        """As it goes out."""
        language = find_language()
        body: dict[str, object] = {
            "type": f"{PREFIX}/docs#{self.about}",
            "title": retell(language, self.title),
            "status": self.status,
            "detail": retell(language, self.detail),
        }
        if self.faults:
            body["errors"] = listed(self.faults)
        if self.present is not None:
            body["present"] = self.present
        text = json.dumps(body, ensure_ascii=False)
        return Response(text, self.status, self.headers, content_type="application/problem+json")


def wrong(*faults: Fault) -> Problem:
    """Return the problem of a body that is not as described: 422, with every field that is wrong."""
    detail = "Nothing was changed. Every error names its field (a JSON Pointer) and the remedy."
    return Problem(422, "The body is not as described", detail, faults)


def wrong_field(field: str, problem: str, remedy: str) -> Problem:
    """Return the problem of a body of which one field is wrong, as only the shop's own rows can tell."""
    return wrong(Fault((field,), problem, remedy))


def listed(faults: Sequence[Fault]) -> list[dict[str, str]]:
    """Return faults as they go out, the first hundred."""
    told = [(pointer(fault.path), *say(fault)) for fault in faults[:MOST_FAULTS]]
    return [{"pointer": place, "detail": detail, "remedy": remedy} for place, detail, remedy in told]


def pointer(path: Path) -> str:
    """A place in the body as a JSON Pointer (RFC 6901); "" is the whole."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def of_flask(error: HTTPException) -> AnyResponse | HTTPException:
    """Flask's own errors (no such address, wrong method, too long) in the API's form; others as they are."""
    if not request.path.startswith(f"{PREFIX}/") or error.code is None or error.code < 400:
        return error
    allowed = error.get_response(request.environ).headers.get("Allow")
    problem = Problem(error.code, error.name, _REMEDIES.get(error.code, error.description or error.name))
    return Problem.response(problem) if allowed is None else _with(problem, Allow=allowed)


_REMEDIES = {
    404: f"There is nothing at this address: {PREFIX}/docs lists what there is.",
    405: "The address takes another method; Allow names it.",
    413: "A body holds at most 1 MB: send fewer events at a time.",
}


def _with(problem: Problem, **headers: str) -> Response:
    problem.headers.update(headers)
    return problem.response()

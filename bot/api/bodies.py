"""A body of the API: JSON without surprises -> events that fit their shapes, or everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Request

from bot.api.problems import Problem, wrong
from bot.domain.news import Delivery
from bot.shops.own.faults import Fault, Faulty, Path
from bot.shops.own.passing_over import taken

MOST_BYTES = 1024 * 1024
MOST_EVENTS = 100
DEEPEST = 14  # levels of a body: the deepest event, in a list, has LEVELS; the rule of a segment has most
LEVELS = 6
MOST_NAMES = 200  # of one object: the largest event has a tenth of that


@dataclass(frozen=True, slots=True)
class Bodied:
    """The events of a body: each a delivery, None for one that means nothing.

    `refused` is what those lack, `odd` what the others are taken without.
    """

    events: tuple[Delivery | None, ...]
    refused: tuple[Fault, ...] = ()
    odd: tuple[Fault, ...] = ()


def read_body(asked: Request) -> bytes:
    """Return the body of a request, which says that it is JSON.

    Raises:
        Problem: 415 when it says anything else; Werkzeug's own 413 beyond MOST_BYTES.
    """
    asked.max_content_length = MOST_BYTES
    if asked.mimetype != "application/json":
        raise Problem(415, "Unsupported media type", "Send the header Content-Type: application/json.")
    return asked.get_data(cache=False)


class CarefulRequest(Request):
    """A request whose JSON is looked at before any shape sees it: a name twice, too many, too deep."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """Return the checked body as a text of JSON: only from such do strict shapes know that a time is written.

        Raises:
            Problem: 415, or 422 naming what is wrong.
        """
        try:
            return json.dumps(_parsed(read_body(self)))
        except Faulty as error:
            raise wrong(*error.faults) from error


def read_events(body: bytes, now: datetime) -> Bodied:
    """Return the events of a body: one, or a list under "events". One that is refused refuses no other.

    Raises:
        Faulty: no event can be taken; lists all that is wrong.
    """
    events, refused, odd = list[Delivery | None](), list[Fault](), list[Fault]()
    for path, values in _events(_parsed(body)):
        try:
            event, passed_over = taken(values, now)
            events.append(Delivery(event.type, json.dumps(values).encode()))
            odd += _under(path, passed_over)
        except Faulty as error:
            events.append(None)
            refused += _under(path, error.faults)
    if not any(events):
        raise Faulty(tuple(refused))
    return Bodied(tuple(events), tuple(refused), tuple(odd))


def _under(path: Path, faults: Sequence[Fault]) -> list[Fault]:
    return [Fault((*path, *fault.path), fault.problem, fault.remedy) for fault in faults]


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body.decode(), object_pairs_hook=_once_each, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _wrong("is not UTF-8", "send the body in UTF-8") from error
    except RecursionError as error:
        raise _too_deep() from error
    except _TooMany as error:
        raise _wrong(f"has an object with more than {MOST_NAMES} names", "no event has so many fields") from error
    except _Twice as error:
        raise _wrong(f"has the name {error.args[0]!r} twice in one object", "send each name once") from error
    except ValueError as error:
        place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise _wrong(f"is not JSON{place}", 'send one event, or {"events": [...]}') from error
    if not isinstance(values, dict):
        raise _wrong("is not an object", 'send one event, or {"events": [...]}')
    if _is_deep(values):
        raise _too_deep()
    return values


def _too_deep() -> Faulty:
    return _wrong("is nested too deeply", f"no body has more than {LEVELS} levels")


def _is_deep(values: Any) -> bool:
    level = [values]
    for _ in range(DEEPEST):
        held = (one.values() if isinstance(one, dict) else one for one in level)
        level = [inner for some in held for inner in some if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _events(values: dict[str, Any]) -> list[tuple[Path, dict[str, Any]]]:
    if "events" not in values:
        return [((), values)]
    others = [Fault((name[:100],), "stands beside events", "leave it out") for name in values if name != "events"]
    several = values["events"]
    if not isinstance(several, list) or not 1 <= len(several) <= MOST_EVENTS:
        others.append(Fault(("events",), "is not a list of 1 to 100 events", f"send at most {MOST_EVENTS} at a time"))
        several = []
    if others:
        raise Faulty(tuple(others))
    return [(("events", place), one if isinstance(one, dict) else {}) for place, one in enumerate(several)]


class _Twice(ValueError):
    """A name that an object has twice: which of the two counts would be a guess."""


class _TooMany(ValueError):
    """More names than any event has."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_NAMES:
        raise _TooMany
    values = dict(pairs)
    if len(values) < len(pairs):
        seen = set[str]()
        for name, _ in pairs:
            if name in seen:
                raise _Twice(name[:100])
            seen.add(name)
    return values


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def _wrong(problem: str, remedy: str) -> Faulty:
    return Faulty((Fault((), problem, remedy),))

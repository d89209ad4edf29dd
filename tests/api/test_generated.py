"""Whatever is sent to the API: it is taken, or refused with a reason; it never fails."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.api.examples import EXAMPLES
from bot.bootstrap import Bot
from tests.api.caller import ask, new_key, tell
from tests.cast import Cast

ODD = [
    "",
    "0",
    "-1",
    "\x00",
    "\ud800",
    "x" * 600,
    "9" * 30,
    "1e309",
    "0001-01-01T00:00:00+14:00",
    "+91 98000 00001",
    "²",
]
LEAVES = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=12), some.sampled_from(ODD)
)
WHATEVER = some.recursive(
    LEAVES, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=6), inner), max_leaves=5
)
# The database and the key are the example's own: nothing of one example is asserted of another.
calmly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@calmly
@given(name=some.sampled_from(sorted(EXAMPLES)), data=some.data())
def test_a_spoilt_event_is_taken_or_refused_by_name(bot: Bot, cast: Cast, name: str, data: some.DataObject) -> None:
    event: Any = json.loads(json.dumps(EXAMPLES[name]))
    for _ in range(data.draw(some.integers(1, 3))):
        _spoil(event, data)
    answer = tell(bot, new_key(bot, cast.shop), event)
    assert answer.status_code in (202, 400, 413, 422), answer.text
    assert answer.is_json
    if answer.status_code != 202:
        assert answer.get_json()["detail"] or answer.get_json()["errors"]


@calmly
@given(body=WHATEVER.map(lambda value: json.dumps(value).encode()) | some.binary(max_size=200))
def test_any_body_is_answered(bot: Bot, cast: Cast, body: bytes) -> None:
    assert 400 <= tell(bot, new_key(bot, cast.shop), body).status_code < 500


@calmly
@given(
    path=some.sampled_from(["/orders/unconfirmed", "/events/1", "/events/x", "/orders"]),
    asked=some.dictionaries(some.sampled_from(["limit", "after", "since", "q"]), some.sampled_from(ODD) | some.text()),
)
def test_any_question_is_answered(bot: Bot, cast: Cast, path: str, asked: dict[str, str]) -> None:
    query = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in asked.items()})
    assert ask(bot, new_key(bot, cast.shop), f"{path}?{query}").status_code < 500


def _spoil(body: Any, data: some.DataObject) -> None:
    """Change something somewhere in a body, at any depth."""
    while isinstance(body, dict | list) and body:
        key = data.draw(some.sampled_from(sorted(body) if isinstance(body, dict) else range(len(body))))
        if isinstance(body[key], dict | list) and body[key] and data.draw(some.booleans()):
            body = body[key]
            continue
        body[key] = data.draw(WHATEVER)
        return

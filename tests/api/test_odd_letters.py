"""Letters that no database takes, or that this Python has no name for, in what the shop's people write and ask."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.inbox import add
from tests.api.people import browser_of
from tests.api.test_order_actions import bought
from tests.cast import Cast

NEWER = "\U0001fae9"  # a face of Unicode 16


@pytest.mark.parametrize("letter", ["\x00", "\x1b"])
def test_what_cannot_be_shown_is_named(bot: Bot, cast: Cast, letter: str) -> None:
    agent, path, odd = browser_of(bot, cast.shop, StaffRole.AGENT), f"/conversations/{add(bot, cast)}", f"a{letter}"
    bodies: list[tuple[str, dict[str, Any], str]] = [
        (f"{path}/messages", {"text": odd, "seen": ""}, "/text"),
        (f"{path}/hand-back", {"epoch": 0, "instruction": odd}, "/instruction"),
        (f"/orders/{bought(bot, cast)}/actions", {"action": "return", "detail": odd}, "/detail"),
    ]
    for route, body, pointer in bodies:
        answer = agent.call("POST", route, body, Idempotency_Key="x")
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer), route


@pytest.mark.parametrize("path", ["/customers?q=a%00b", "/customers?q=1%000", "/search?q=a%00b", "/palette?q=%00"])
def test_any_letter_is_looked_for(bot: Bot, cast: Cast, path: str) -> None:
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert agent.call("GET", path).status_code == 200
    assert agent.call("PATCH", "/requests/R%00", {"state": "done"}).status_code == 422


def test_a_newer_emoji_is_no_fault(bot: Bot, cast: Cast) -> None:
    agent, path = browser_of(bot, cast.shop, StaffRole.AGENT), f"/conversations/{add(bot, cast)}"
    sent = agent.call("POST", f"{path}/messages", {"text": f"Oh {NEWER}", "seen": ""}, Idempotency_Key="x")
    assert (sent.status_code, sent.get_json()["text"]) == (201, f"Oh {NEWER}")
    assert agent.call("POST", f"{path}/notes", {"text": NEWER}, Idempotency_Key="y").status_code == 201
    assert agent.call("PUT", f"{path}/drafts/reply", {"text": NEWER}).status_code == 204

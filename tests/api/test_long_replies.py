"""A text that one message does not hold: its messages are of one person, leave together, are taken back together."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.api.test_replies import leave, write
from tests.api.test_thread import written
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger, Watch

LONG = " ".join(f"Sentence {number} of a long answer." for number in range(1, 71))


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """Somebody at the inbox."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def test_its_messages_wait_and_leave_together_in_order(
    bot: Bot, watch: Watch, messenger: FakeMessenger, agent: Browser
) -> None:
    path, before = written(bot), len(messenger.texts)
    first = write(agent, path, LONG, key="a")
    again, other = write(agent, path, LONG, key="a"), write(agent, path, LONG + " And more.", key="a")
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    parts = [row for row in rows(bot, OutgoingMessage) if row.author == "agent"]
    assert len(parts) == 2
    assert len({(row.staff_id, row.not_before) for row in parts}) == 1
    assert (parts[0].staff_id is not None, parts[0].not_before is not None) == (True, True)
    leave(bot, watch)
    assert " ".join(messenger.texts[before:]) == LONG


@pytest.mark.parametrize("which", [0, 1])
def test_taking_one_back_takes_all_back(
    bot: Bot, watch: Watch, messenger: FakeMessenger, agent: Browser, which: int
) -> None:
    path = written(bot)
    write(agent, path, "Another answer.", key="a")
    write(agent, path, LONG, key="a#1")
    parts = [row for row in rows(bot, OutgoingMessage) if row.author == "agent"][1:]
    answer = agent.call("DELETE", f"{path}/messages/out-{parts[which].id}")
    assert answer.status_code == 200
    assert answer.get_json()["text"].split() == LONG.split()
    leave(bot, watch)
    assert messenger.texts[-1] == "Another answer."

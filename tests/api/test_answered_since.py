"""Nobody of the shop writes over an answer that they have not seen: they are asked first."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import StaffRole
from bot.ports import Said
from bot.services.messages.writing import Envelope, utter
from tests.api.people import browser_of
from tests.api.test_replies import write
from tests.api.test_thread import written
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch


def test_two_who_answer_at_once_are_told_of_each_other(bot: Bot, cast: Cast, watch: Watch) -> None:
    path = written(bot)
    anjali, ravi = (browser_of(bot, cast.shop, StaffRole.OWNER) for _ in range(2))
    seen = anjali.call("GET", f"{path}/messages").get_json()["messages"][0]["id"]
    assert write(anjali, path, "Sure!", seen=seen, anyway=False).status_code == 201
    watch.advance(seconds=4)
    second = write(ravi, path, "Yes?", seen=seen, anyway=False)
    assert second.status_code == 409
    assert "4 s ago: Sure!" in second.get_json()["detail"]
    assert second.get_json()["present"]["answered"]["text"] == "Sure!"
    assert write(ravi, path, "Yes?", seen=seen, anyway=True).status_code == 201
    assert write(anjali, path, "More", seen=rows_newest(bot), anyway=False).status_code == 201


@pytest.mark.parametrize(("key", "status"), [("person.asked", 201), ("person.waiting", 201), ("fallback.first", 409)])
def test_words_that_announce_a_person_are_no_answer(bot: Bot, cast: Cast, key: str, status: int) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    seen = agent.call("GET", f"{path}/messages").get_json()["messages"][0]["id"]
    with bot.database.writing.begin() as db:
        talk = db.get_one(Conversation, rows(bot, Conversation)[0].id)
        utter(db, talk, [Said(key, {})], "en", bot.now(), Envelope())
    assert write(agent, path, seen=seen, anyway=False).status_code == status


def rows_newest(bot: Bot) -> str:
    """The newest message of ours, as it is named."""
    return f"out-{rows(bot, OutgoingMessage)[-1].id}"

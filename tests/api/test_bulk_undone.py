"""Something done to many conversations is undone by whoever did it, whatever they see of them by then."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.domain.access import StaffRole
from bot.tasks.bulk import work_bulk
from tests.api.people import Browser, browser_of
from tests.api.test_bulk import begin, owner, see
from tests.api.test_conversations import add, mine
from tests.cast import Cast
from tests.driver import rows

__all__ = ["owner"]


def test_who_gave_them_away_may_undo_it_though_they_see_them_no_more(bot: Bot, cast: Cast, owner: Browser) -> None:
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    job = begin(agent, "assign", {"staff_id": mine(owner)}, ids=[add(bot, cast)])
    work_bulk(bot, job["id"])
    assert rows(bot, Conversation)[0].assignee_id == mine(owner)
    agent.call("DELETE", f"/bulk/{job['id']}")
    work_bulk(bot, job["id"])
    assert rows(bot, Conversation)[0].assignee_id is None
    assert (see(agent, job)["undone"], see(agent, job)["kept"]) == (1, 0)

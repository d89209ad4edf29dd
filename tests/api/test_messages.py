"""Messages of a conversation by the API: both sides, turned over without a gap or a repeat."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, whatsapp_form, work
from tests.fakes import Watch

ALL = "/conversations"


def test_both_sides_stand_in_one_row_of_time(bot: Bot, cast: Cast, watch: Watch) -> None:
    for text in ("first", "second"):
        post(bot, whatsapp_form(text, sender=ASHA))
        work(bot)
        watch.advance(seconds=60)
    post(bot, whatsapp_form("of another", sender=JOHN))
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    conversation = next(
        one for one in owner.call("GET", ALL).get_json()["conversations"] if one["name"] == "Asha Patel"
    )
    path, said, before = f"{ALL}/{conversation['id']}/messages?limit=1", list[dict[str, Any]](), ""
    while True:
        page = owner.call("GET", path + before).get_json()
        said += page["messages"]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert [one["author"] for one in said] == ["assistant", "customer"] * 2
    assert [one["text"] for one in said if one["author"] == "customer"] == ["second", "first"]
    assert (conversation["last"]["author"], conversation["last"]["text"]) == ("assistant", said[0]["text"])

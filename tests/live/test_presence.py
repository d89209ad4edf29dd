"""Who is where: told to colleagues when it changes, gone after half a minute, and shown to the customer when true."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
import redis

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.conversations import Owner
from bot.domain.presence import GONE_AFTER, Presence, PresenceState
from bot.live.faces import Faces
from bot.presence import PRESENCE, Attendance, read_presence, write_presence
from bot.services.desk.presence import find_typed_to
from tests.api.people import Browser, add_person, browser_of
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.fakes import FakeMessenger, Watch
from tests.live.listener import listening, opened, token_of

TYPING = Presence(1, 7, 3, PresenceState.TYPING)
VIEWING = replace(TYPING, state=PresenceState.VIEWING)
GONE = replace(TYPING, state=PresenceState.GONE)


def test_a_sign_that_says_nothing_new_is_not_told() -> None:
    faces = Faces()
    assert [faces.note(one, 0.0) for one in (VIEWING, VIEWING, TYPING, VIEWING)] == [True, False, True, True]
    assert [faces.note(one, 0.0) for one in (GONE, GONE)] == [True, False]
    faces.note(VIEWING, 0.0)
    faces.note(VIEWING, 15.0)
    assert faces.take_gone(GONE_AFTER + 1) == []
    assert faces.take_gone(15.0 + GONE_AFTER + 1) == [VIEWING]
    assert faces.note(VIEWING, 50.0)


def test_colleagues_who_see_the_conversation_are_told(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        with bot.database.writing.begin() as db:
            db.get_one(Merchant, cast.shop).agents_see_all = False
        app, forwarder = opened(bot)
        agent, boss = token_of(bot, cast.shop, StaffRole.AGENT), token_of(bot, cast.shop)
        stranger = token_of(bot, cast.other_shop)
        async with listening(app, agent) as theirs, listening(app, boss) as bosses, listening(app, stranger) as far:
            for listener in (theirs, bosses, far):
                await listener.hear()
            hidden = Presence(cast.shop, 7, 3, PresenceState.TYPING, assignee_id=999)
            forwarder.hear(PRESENCE, write_presence(hidden))
            forwarder.hear(PRESENCE, write_presence(replace(hidden, conversation_id=8, assignee_id=None)))
            await forwarder.forward()
            assert [(one["kind"], one["id"]) for one in await bosses.hear(2)] == [("presence", 7), ("presence", 8)]
            assert [(one["id"], one["seq"], one["sent"]) for one in await theirs.hear()] == [(8, None, None)]
            assert len(far.events) == 1

    asyncio.run(told())


def test_the_customer_sees_typing_of_whoever_has_the_conversation(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("hello"))
    mine, other = (add_person(bot, cast.shop, f"{name}@example.in", StaffRole.AGENT) for name in ("asha", "ravi"))
    with bot.database.writing.begin() as db:
        [row], [message] = db.query(Conversation), db.query(InboundMessage)
        assert find_typed_to(db, row, mine, watch()) is None  # the assistant has it
        row.owner, row.assignee_id, row.last_inbound_at = Owner.AGENT, mine, watch()
        assert find_typed_to(db, row, mine, watch()) == message.provider_sid
        assert find_typed_to(db, row, other, watch()) is None
        watch.advance(hours=25)
        assert find_typed_to(db, row, mine, watch()) is None


def test_nobody_is_present_where_they_see_nothing(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("hello"))
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("POST", "/conversations/1/presence", {"state": "typing"}).status_code == 404
    boss = browser_of(bot, cast.shop, StaffRole.OWNER)
    for body, status in (({"state": "viewing"}, 204), ({"state": "asleep"}, 422), ({"state": "typing", "x": 1}, 422)):
        assert boss.call("POST", "/conversations/1/presence", body).status_code == status
    assert boss.call("GET", "/presence").get_json() == {"present": []}  # Redis is away: nobody is seen


@pytest.mark.integration
def test_it_is_kept_in_redis_for_half_a_minute(
    bot: Bot, cast: Cast, valkey_url: str, messenger: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis.Redis.from_url(valkey_url) as client:
        client.flushdb()
    now = [1000.0]
    attendance = Attendance(valkey_url, lambda: now[0])
    bot = replace(bot, attendance=attendance)
    post(bot, whatsapp_form("hello"))
    boss = Browser(bot, token_of(bot, cast.shop))
    me = boss.call("GET", "/session").get_json()["staff"]["id"]
    with bot.database.writing.begin() as db:
        [row] = db.query(Conversation)
        row.owner, row.assignee_id, row.last_inbound_at = Owner.AGENT, me, bot.now()
    for body in ({"state": "typing", "note": True}, {"state": "viewing"}):
        boss.call("POST", f"/conversations/{row.id}/presence", body)
    bot.background.submit(str).result()
    assert messenger.typing == []
    for _ in range(2):
        boss.call("POST", f"/conversations/{row.id}/presence", {"state": "typing"})
    bot.background.shutdown()
    assert len(messenger.typing) == 1  # shown for a while
    there = {"conversation_id": row.id, "staff_id": me, "state": "typing"}
    assert boss.call("GET", "/presence").get_json() == {"present": [there]}
    assert boss.call("GET", f"/conversations/{row.id}").get_json()["viewers"] == [me]
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", "/presence").get_json() == {"present": []}
    now[0] += GONE_AFTER + 1
    assert attendance.list_present(cast.shop) == []
    attendance.note(Presence(cast.shop, row.id, me, PresenceState.VIEWING))
    attendance.note(Presence(cast.shop, row.id, me, PresenceState.GONE))
    assert attendance.list_present(cast.shop) == []


def test_it_goes_over_the_channel_whole() -> None:
    for one in (TYPING, replace(GONE, assignee_id=9)):
        assert read_presence(write_presence(one)) == one

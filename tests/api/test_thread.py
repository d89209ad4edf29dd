"""One conversation by the API: what stands around it, its thread, its files."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.desk import Note
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import StaffRole
from bot.domain.conversations import PersonWhy
from bot.domain.timeline import TimelineKind
from bot.locales.catalogue import sentence
from bot.services.desk import handoff
from bot.services.desk.timeline import note_event
from tests.api.people import Browser, browser_of
from tests.cast import ASHA, Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import Watch
from tests.services.shelf import change


def written(bot: Bot, text: str = "where is 1042?", **more: str) -> str:
    """Let Asha write and be answered; the path of her conversation."""
    post(bot, whatsapp_form(text, sender=ASHA, **more))
    work(bot)
    return f"/conversations/{rows(bot, Conversation)[-1].id}"


def whole(browser: Browser, path: str) -> Any:
    """The conversation as the browser is told of it."""
    answer = browser.call("GET", path)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_thread_shows_messages_notes_and_events_in_one_row_of_time(bot: Bot, cast: Cast, watch: Watch) -> None:
    path, owner = written(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    watch.advance(seconds=5)
    with bot.database.writing.begin() as db:
        row = db.get_one(Conversation, rows(bot, Conversation)[0].id)
        handoff.ask_for_person(db, row.id, PersonWhy.ASKED, bot.now())
        note_event(db, row, TimelineKind.LABELLED, bot.now(), added=["vip"])
        db.add(Note(merchant_id=cast.shop, conversation_id=row.id, text="calm her", mentions=[3], at=bot.now()))
    seen, before = list[Any](), ""
    while True:
        page = owner.call("GET", f"{path}/timeline?limit=2{before}").get_json()
        seen += page["items"]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert [(one["what"], one.get("kind"), one.get("author")) for one in reversed(seen)] == [
        ("message", "text", "customer"),
        ("message", "text", "assistant"),
        ("event", "needs_person", None),
        ("event", "labelled", None),
        ("note", None, None),
    ]
    assert seen[0]["mentions"] == [3]


def test_the_summary_is_made_of_what_was_said(bot: Bot, cast: Cast, watch: Watch) -> None:
    path, owner = written(bot, "kahan hai mera order"), browser_of(bot, cast.shop, StaffRole.OWNER)
    assert whole(owner, path)["handoff"] is None
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, rows(bot, Conversation)[0].id, PersonWhy.ASKED, bot.now())
    told = whole(owner, path)
    assert (told["handoff"]["why"], told["stretch"]["why"]) == ("asked", "asked")
    lines = {line["kind"]: line for line in told["handoff"]["summary"]}
    assert lines["asked"]["text"] == "kahan hai mera order"
    assert lines["tried"]["text"] == "echo: kahan hai mera order"
    assert lines["locale"]["values"] == {"locale": told["locale"]}
    assert not lines.keys() - {"asked", "tried", "locale"}  # no order, no rating: nothing is made up


def test_the_composer_says_what_stands_in_the_way(bot: Bot, cast: Cast, watch: Watch) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    assert whole(agent, path)["composer"]["state"] == "assistant"
    watch.advance(hours=24)
    assert whole(agent, path)["composer"]["state"] == "shut"
    post(bot, sms_form())
    assert whole(agent, f"/conversations/{rows(bot, Conversation)[-1].id}")["composer"]["state"] == "one_way"


def test_who_shows_no_number_can_be_asked_for_an_order_in_their_language(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    known, hidden = written(bot), written(bot, "મારો ઓર્ડર ક્યાં છે?", From="whatsapp:IN.12345", ProfileName="sheena")
    assert whole(owner, known)["order_question"] is None
    assert whole(owner, hidden)["order_question"] == sentence("gu", "order.ask_number")


def test_a_failure_is_said_with_what_to_do(bot: Bot, cast: Cast) -> None:
    path, owner = written(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    [row] = rows(bot, OutgoingMessage)
    change(bot, OutgoingMessage, row.id, state="undelivered", error_code=63024)
    [said, _] = owner.call("GET", f"{path}/messages").get_json()["messages"]
    assert (said["failure"]["code"], said["failure"]["kind"], said["failure"]["may_retry"]) == (
        63024,
        "other_channel",
        False,
    )
    assert said["failure"]["remedy"]


@pytest.mark.parametrize(("kind", "shown"), [("image/jpeg", "inline"), ("audio/ogg", "inline"), ("text/vcard", "file")])
def test_a_file_is_shown_to_who_may_see_its_conversation_and_runs_nothing(
    bot: Bot, cast: Cast, kind: str, shown: str
) -> None:
    written(bot, "", MediaUrl0="https://api.twilio.com/x", MediaContentType0=kind, NumMedia="1")
    [file], [letter] = rows(bot, Media), rows(bot, InboundMessage)
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    path = f"/media/{file.id}"
    assert owner.call("GET", path).status_code == 404
    bot.settings.media_dir.mkdir(parents=True)
    (bot.settings.media_dir / "a.bin").write_bytes(b"<script>alert(1)</script>")
    change(bot, Media, file.id, state="kept", path="a.bin", size=25)
    answer = owner.call("GET", path)
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment") == (shown == "file")
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", path).status_code == 404
    change(bot, Conversation, letter.conversation_id, assignee_id=_mine(owner))
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", path).status_code == 404


def _mine(browser: Browser) -> int:
    return int(browser.call("GET", "/session").get_json()["staff"]["id"])

"""Messages customers wrote while nobody took Twilio's webhooks."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from werkzeug import Request, Response

from bot.bootstrap import Bot
from bot.channels.twilio.message_log import MessageLog
from bot.db.connections import Pull
from bot.db.conversations import InboundMessage, Media
from bot.db.outgoing import Alert
from bot.services.connections import pulls
from tests.cast import ASHA, SHOP_SMS, SHOP_WHATSAPP, Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import ACCOUNT, START, TOKEN, Watch
from tests.http_server import serving
from tests.services.connections.shops import row, run

ROOT = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"


class Twilio:
    """The message list: pages by number, newest first; files by message."""

    def __init__(self, **pages: Sequence[Sequence[dict[str, Any]]]) -> None:
        self.pages, self.status = pages, 200

    def __call__(self, asked: Request) -> Response:
        if asked.path.endswith("/Media.json"):
            uri = asked.path.replace("Media.json", "Media/ME1.json")
            return _json({"media_list": [{"sid": "ME1", "content_type": "image/jpeg", "uri": uri}]})
        query = asked.args
        channel = "whatsapp" if query["To"].startswith("whatsapp:") else "sms"
        pages, page = self.pages.get(channel, [[]]), int(query.get("Page", 0))
        more = f"{ROOT}.json?To={query['To'].replace('+', '%2B')}&Page={page + 1}" if page + 1 < len(pages) else None
        return _json({"messages": pages[page], "next_page_uri": more}, self.status)


def listed(number: int, at: datetime, text: str = "hello", **more: Any) -> dict[str, Any]:
    """A message as Twilio's list shows it."""
    return {
        "sid": f"SM{number:032x}",
        "date_sent": format_datetime(at),
        "date_created": format_datetime(at),
        "direction": "inbound",
        "from": f"whatsapp:{ASHA}",
        "to": f"whatsapp:{SHOP_WHATSAPP}",
        "body": text,
        "num_media": "0",
    } | more


def test_it_takes_in_what_no_webhook_brought(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("known", MessageSid=f"SM{1:032x}"))
    at = [START + timedelta(minutes=minutes) for minutes in (1, 3, 5, 7, 9)]
    sms = listed(5, at[2], "by sms", **{"from": ASHA, "to": SHOP_SMS})
    ours = listed(9, at[3], "ours", direction="outbound-api")
    whatsapp = [
        listed(4, at[4], "too young"),
        ours,
        listed(3, at[3], "second"),
        listed(2, at[1], "first"),
        listed(1, at[0]),
    ]
    with serving(Twilio(whatsapp=[whatsapp], sms=[[sms]])) as twilio:
        bot = _asking(bot, twilio.url)
        watch.advance(minutes=10)
        pull = run(bot, "messages")
        found = [(one.text, one.received_at) for one in rows(bot, InboundMessage)]
        assert found == [("known", START), ("first", at[1]), ("second", at[3]), ("by sms", at[2])]
        assert (pull.found, pull.complete_until) == (3, watch() - pulls.SETTLED)
        watch.advance(minutes=16)
        assert run(bot, "messages").found == 4  # the young one has settled
    asked = twilio.asked[0].args
    assert (asked["To"], asked["DateSent>"]) == (f"whatsapp:{SHOP_WHATSAPP}", "2026-11-21")


def test_it_turns_pages_until_they_are_too_old(bot: Bot, cast: Cast, watch: Watch) -> None:
    at = START + timedelta(minutes=5)
    pages = [[listed(3, at)], [listed(2, at), listed(1, START - timedelta(hours=1))], [listed(0, at)]]
    with serving(Twilio(whatsapp=pages)) as twilio:
        bot = _asking(bot, twilio.url)
        watch.advance(minutes=10)
        assert run(bot, "messages").found == 2
    assert [one.query_string.count(b"Page=1") for one in twilio.asked] == [0, 1, 0]


def test_it_finds_the_files_of_a_message(bot: Bot, cast: Cast, watch: Watch) -> None:
    with serving(Twilio(whatsapp=[[listed(7, START + timedelta(minutes=5), "", num_media="1")]])) as twilio:
        bot = _asking(bot, twilio.url)
        watch.advance(minutes=10)
        run(bot, "messages")
    [media] = rows(bot, Media)
    assert (media.url, media.content_type) == (f"{twilio.url}{ROOT}/SM{7:032x}/Media/ME1", "image/jpeg")
    assert rows(bot, InboundMessage)[0].kind == "media"


def test_it_leaves_a_message_it_cannot_read(bot: Bot, cast: Cast, watch: Watch) -> None:
    at = START + timedelta(minutes=5)
    odd = [listed(1, at, sid="XX1"), listed(2, at) | {"from": None}, listed(3, at, "a\x00b\ud83d")]
    with serving(Twilio(whatsapp=[odd])) as twilio:
        bot = _asking(bot, twilio.url)
        watch.advance(minutes=10)
        run(bot, "messages")
    assert [one.text for one in rows(bot, InboundMessage)] == ["ab?"]


def test_it_says_when_twilio_refuses_us(bot: Bot, cast: Cast) -> None:
    twilio_says = Twilio()
    twilio_says.status = 401
    with serving(twilio_says) as twilio:
        pull = run(_asking(bot, twilio.url), "messages")
    assert pull.next_at == START + pulls.REFUSED_WAIT
    assert "TWILIO_AUTH_TOKEN" in rows(bot, Alert)[0].text


def test_it_plans_each_pull_once(bot: Bot, cast: Cast) -> None:
    for _ in range(2):
        with bot.database.writing.begin() as db:
            pulls.plan(db, bot.now())
    with bot.database.reading.begin() as db:
        assert pulls.is_planned(db)
    assert {one.merchant_id for one in rows(bot, Pull)} == {cast.shop, cast.other_shop}
    assert len(rows(bot, Pull)) == 2


def _asking(bot: Bot, url: str) -> Bot:
    """The bot with this for Twilio's list, and one shop's messages to be asked for."""
    with bot.database.writing.begin() as db:
        pulls.plan(db, bot.now())
        others = [one for one in db.query(Pull) if one.merchant_id != 1]
        for one in others:
            db.delete(one)
    assert row(bot, "messages")
    return dataclasses.replace(bot, message_log=MessageLog(ACCOUNT, TOKEN, url))


def _json(values: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(values).encode(), status)

"""Files customers send: a bad address is refused once, kept and shown; nothing is tried for ever."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Media
from bot.scheduler import sweep
from bot.services.chat import attachments
from bot.services.desk import waiting
from bot.tasks.media import fetch_media
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import ACCOUNT, Watch


def _send_file(bot: Bot, url: str) -> Media:
    post(bot, whatsapp_form(NumMedia="1", MediaUrl0=url, MediaContentType0="image/jpeg"))
    [file] = rows(bot, Media)
    return file


@pytest.mark.parametrize("url", ["http://[::1", "https://[", f"https://a:b/Accounts/{ACCOUNT}/x", "nonsense"])
def test_it_refuses_a_bad_address_once_and_shows_it(bot: Bot, cast: Cast, watch: Watch, url: str) -> None:
    file = _send_file(bot, url)
    fetch_media(bot, file.id)
    [kept] = rows(bot, Media)
    assert (kept.state, kept.attempts, kept.url) == ("refused", 1, url)
    with bot.database.reading.begin() as db:
        [shown] = waiting.list_alerts(db, cast.shop)
    assert (shown.name, str(kept.reason) in shown.about) == (attachments.FILE_REFUSED, True)
    watch.advance(days=1)
    with bot.database.writing.begin() as db:
        assert attachments.claim(db, file.id, watch()) is None


def test_it_refuses_a_file_that_ends_whoever_fetches_it(bot: Bot, cast: Cast, watch: Watch) -> None:
    file = _send_file(bot, f"https://api.twilio.com/Accounts/{ACCOUNT}/x")
    taken = 0
    for _ in range(30):
        watch.advance(minutes=2)
        with bot.database.writing.begin() as db:
            taken += attachments.claim(db, file.id, watch()) is not None
    assert taken == len(attachments.WAITS) + 1
    assert rows(bot, Media)[0].state == "refused"
    assert sweep(bot) == 1  # the message itself alone

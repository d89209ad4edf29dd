"""What is asked of Twilio for a shop with an account of its own is asked of that account."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.connections import Pull
from bot.db.conversations import InboundMessage, Media
from bot.db.templates import Template
from bot.tasks.media import fetch_media
from bot.tasks.pulls import list_due_pulls, pull
from bot.tasks.senders import fetch_senders
from bot.tasks.templates import plan, submit_all, sync
from tests.accounts import THEIRS
from tests.api.own_accounts import NUMBERS, own_body, owner, there
from tests.api.people import Browser
from tests.cast import ASHA, Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.simulator.conftest import Simulator, shop, simulator

__all__ = ["owner", "shop", "simulator", "there"]


def test_templates_senders_files_and_the_log_are_asked_of_the_shops_own_account(
    there: Bot, owner: Browser, cast: Cast, simulator: Simulator, watch: Watch
) -> None:
    assert owner.call("PUT", "/setup/account", own_body()).status_code == 200
    assert fetch_senders(there) == 1
    plan(there, "rangoli", "notice.delivered")
    assert set(submit_all(there)) == {"submitted"}
    assert {one.account for one in rows(there, Template)} == {THEIRS}
    simulator.world.approval_seconds = 0
    assert sync(there) == len(rows(there, Template))
    for pull_id in list_due_pulls(there):
        pull(there, pull_id)
    simulator.write(ASHA, to=NUMBERS[THEIRS][0], media={"sample": "picture"})
    simulator.settle()
    watch.advance(minutes=40)
    for pull_id in list_due_pulls(there):
        pull(there, pull_id)
    (message,) = rows(there, InboundMessage)
    assert message.merchant_id == cast.shop
    (file,) = rows(there, Media)
    fetch_media(there, file.id)
    assert rows(there, Media)[0].state == "kept"
    assert [one.last_error for one in rows(there, Pull) if one.merchant_id == cast.shop] == [None]

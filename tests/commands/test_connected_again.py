"""Credentials that were renewed are used at once, and what was wrong with the former ones is forgotten."""

from __future__ import annotations

import pytest
from werkzeug import Request, Response

from bot import connecting
from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.outgoing import Alert
from bot.services.desk import alerts
from bot.tasks.pulls import list_due_pulls, pull
from tests.cast import Cast
from tests.commands.stand_in import Shop, near
from tests.driver import rows
from tests.fakes import Watch
from tests.http_server import Server, serving
from tests.services.connections.shops import row


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_it_asks_at_once_with_new_credentials(bot: Bot, cast: Cast, watch: Watch, shop: Shop) -> None:
    with serving(shop) as server:
        bot = _refused(near(bot, server), cast, server, shop)
        with bot.database.writing.begin() as db:
            alerts.raise_alert(db, cast.shop, "pull:orders:99", "of another connection", bot.now())
        watch.advance(minutes=1)
        _connect(bot, cast.shop, server)
        asked = row(bot, "orders")
    assert (asked.next_at, asked.failures, asked.last_error, asked.lease_until) == (watch(), 0, None, None)
    assert [alert.cause for alert in rows(bot, Alert)] == ["pull:orders:99"]
    assert len(list_due_pulls(bot)) == 4  # orders and products, and the messages of both shops


def test_it_leaves_the_pulls_of_others_alone(bot: Bot, cast: Cast, shop: Shop) -> None:
    with serving(shop) as server:
        bot = _refused(near(bot, server), cast, server, shop)
        before = row(bot, "orders")
        _connect(bot, cast.other_shop, server)
        mine = next(one for one in rows(bot, type(before)) if one.id == before.id)
    assert (mine.next_at, mine.last_error) == (before.next_at, before.last_error)
    assert [alert.merchant_id for alert in rows(bot, Alert)] == [cast.shop]


def test_it_does_not_wait_for_whoever_was_refused_meanwhile(bot: Bot, cast: Cast, watch: Watch) -> None:
    """A worker asks with the old token while the new one is stored; its refusal comes later."""
    shop, is_old = Shop(), [True]

    def meanwhile(asked: Request) -> Response:
        if "/orders.json" in asked.path and is_old.pop():
            _connect(bot, cast.shop, server)
            return Response(status=401)
        return shop(asked)

    with serving(meanwhile) as server:
        bot = near(bot, server)
        _connect(bot, cast.shop, server)
        pull(bot, row(bot, "orders").id)
        asked = row(bot, "orders")
    assert (asked.next_at, asked.last_error) == (watch(), None)
    assert not rows(bot, Alert)


def _refused(bot: Bot, cast: Cast, server: Server, shop: Shop) -> Bot:
    """Connected, and refused at the first pull."""
    _connect(bot, cast.shop, server)
    shop.refuses_all = True
    pull(bot, row(bot, "orders").id)
    shop.refuses_all = False
    assert "401" in str(row(bot, "orders").last_error)
    assert [alert.cause for alert in rows(bot, Alert)] == [f"pull:orders:{rows(bot, Connection)[0].id}"]
    return bot


def _connect(bot: Bot, merchant_id: int, server: Server) -> None:
    connecting.connect(bot, merchant_id, "shopify", server.netloc, "whsec", {"token": "shpat_1"})

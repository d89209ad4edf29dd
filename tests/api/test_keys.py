"""Who may call the API, and what they see: their own shop's and nothing else."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.connections import ApiKey, RawEvent
from bot.db.orders import Order, Parcel
from bot.services.shop import api_keys
from tests.api.caller import ask, new_key, order, tell
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch

WRONG = ("", "Bearer", "Bearer dk_", "Bearer dk_" + "x" * 43, "Basic ZGs6ZGs=", "dk_" + "0" * 40, "Bearer ' OR 1=1 --")


def test_it_refuses_whoever_has_no_key(bot: Bot, cast: Cast) -> None:
    new_key(bot, cast.shop)
    for header in WRONG:
        answer = tell(bot, "", order(), Authorization=header)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert not rows(bot, RawEvent)


def test_it_shows_nothing_without_a_key(bot: Bot, cast: Cast) -> None:
    for path in ("/events/1", "/orders?unconfirmed=true"):
        assert ask(bot, "dk_" + "x" * 43, path).status_code == 401


def test_it_refuses_a_revoked_key(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    with bot.database.writing.begin() as db:
        assert not api_keys.revoke(db, cast.other_shop, 1, bot.now())
        assert api_keys.revoke(db, cast.shop, 1, bot.now())
        assert not api_keys.revoke(db, cast.shop, 1, bot.now())
    assert tell(bot, key, order()).status_code == 401


def test_it_keeps_no_key(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    [row] = rows(bot, ApiKey)
    assert key not in str(vars(row))
    assert key.startswith(row.hint)
    assert len(row.hint) < 10


def test_it_notes_the_last_use_once_a_minute(bot: Bot, cast: Cast, watch: Watch) -> None:
    key, began = new_key(bot, cast.shop), watch()
    for wait, noted in ((0, 0), (59, 0), (2, 61)):
        watch.advance(seconds=wait)
        ask(bot, key, "/events/1")
        assert rows(bot, ApiKey)[0].used_at == began + timedelta(seconds=noted)


def test_it_shows_an_event_to_its_shop_alone(bot: Bot, cast: Cast) -> None:
    key, other = new_key(bot, cast.shop), new_key(bot, cast.other_shop)
    [event_id] = tell(bot, key, order()).get_json()["ids"]
    shown = ask(bot, key, f"/events/{event_id}")
    assert (shown.status_code, shown.get_json()["state"], shown.get_json()["type"]) == (200, "waiting", "order")
    assert ask(bot, other, f"/events/{event_id}").status_code == 404
    for path in (f"/events/{event_id + 1}", "/events/0", f"/events/{2**63}", "/events/1%20OR%201", "/nothing"):
        answer = ask(bot, key, path)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_it_lists_unconfirmed_orders_by_pages(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        db.add_all(_cod(cast.shop, cast.asha, number, bot) for number in ("1", "2", "3"))
        db.add(_cod(cast.other_shop, cast.meera, "4", bot))
        db.add(_cod(cast.shop, cast.asha, "5", bot, cod_confirmed_at=bot.now()))
        db.add(_cod(cast.shop, cast.asha, "6", bot, status="cancelled"))
        left = _cod(cast.shop, cast.asha, "7", bot)
        left.parcels = [
            Parcel(merchant_id=cast.shop, courier="", tracking_number="T", stage="shipped", stage_at=bot.now())
        ]
        db.add(left)
    key = new_key(bot, cast.shop)
    first = ask(bot, key, "/orders?unconfirmed=true&limit=2").get_json()
    assert [one["number"] for one in first["orders"]] == ["1", "2"]
    assert first["orders"][0]["city"] == "Surat"
    rest = ask(bot, key, f"/orders?unconfirmed=true&limit=2&after={first['next']}").get_json()
    assert ([one["number"] for one in rest["orders"]], rest["next"]) == (["3"], None)


def test_it_refuses_a_question_it_does_not_know(bot: Bot, cast: Cast) -> None:
    key = new_key(bot, cast.shop)
    for query in ("", "?unconfirmed=1", "?unconfirmed=true&limit=0", "?unconfirmed=true&after=-1'--"):
        assert ask(bot, key, f"/orders{query}").status_code == 400


def test_it_answers_a_wrong_method_in_its_own_form(bot: Bot, cast: Cast) -> None:
    answer = app_of(bot).test_client().get("/api/v1/events")
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "POST" in answer.headers["Allow"]
    assert app_of(bot).test_client().get("/elsewhere").mimetype == "text/html"


def _cod(merchant_id: int, customer_id: int, number: str, bot: Bot, **more: object) -> Order:
    return Order(
        merchant_id=merchant_id,
        customer_id=customer_id,
        number=number,
        payment="cod",
        total=100,
        placed_at=bot.now(),
        ship_city="Surat",
        **more,
    )

"""The allowance of WhatsApp's moving day before the start: how many come later, who they are, when it is done."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.bootstrap import Bot
from bot.db.orders import Order
from bot.db.senders import WhatsAppSender
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.api.test_broadcasts import drafted
from tests.cast import SHOP_WHATSAPP, Cast
from tests.services.broadcasts.crowd import add_crowd, approve
from tests.services.shelf import change


def test_who_is_beyond_today_is_counted_listed_and_told_until_when(bot: Bot, cast: Cast) -> None:
    now = bot.now()
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
        word = {"quality": "low", "allowance": 2, "checked_at": now, "changed_at": now}
        db.add(WhatsAppSender(merchant_id=cast.shop, number=SHOP_WHATSAPP, status="ONLINE", **word))
    ids = add_crowd(bot, cast, 7)
    with bot.database.writing.begin() as db:
        whole = {"merchant_id": cast.shop, "customer_id": ids[5], "payment": "paid", "total": 100}
        db.add(Order(**whole, number="#b1", placed_at=now - timedelta(days=1)))
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    told = marketer.call("GET", "/broadcasts/allowance").get_json()
    assert (told["most"], told["used"], told["left"], told["who_says"]) == (2, 0, 2, "twilio")
    assert (told["quality"], told["checked_at"]) == ("low", now.isoformat())
    one = drafted(marketer, audience={"customers": ids})
    outlook = marketer.call("GET", f"/broadcasts/{one}/outlook").get_json()
    assert (outlook["most"], outlook["beyond"], outlook["left_out"]) == (7, 5, [])
    assert [day["people"] for day in outlook["days"]] == [2, 2, 2, 1]
    assert datetime.fromisoformat(outlook["last_at"]) >= now + timedelta(days=3)
    exclusions = marketer.call("GET", f"/broadcasts/{one}/exclusions").get_json()
    assert (exclusions["reached"], exclusions["beyond"]["count"], exclusions["beyond"]["reason"]) == (7, 5, "allowance")
    at = f"/broadcasts/{one}/exclusions/allowance"
    first = marketer.call("GET", f"{at}?limit=3").get_json()
    rest = marketer.call("GET", f"{at}?limit=3&after={first['next']}").get_json()
    later = [person["id"] for person in [*first["people"], *rest["people"]]]
    assert (later, rest["next"]) == ([ids[1], ids[2], ids[3], ids[4], ids[6]], None)  # who bought is among today's
    change(bot, Merchant, cast.shop, portfolio_allowance=0)
    assert marketer.call("GET", f"/broadcasts/{one}/outlook").get_json()["beyond"] == 0
    assert marketer.call("GET", at).get_json() == {"people": [], "next": None}
    told = marketer.call("GET", "/broadcasts/allowance").get_json()
    assert (told["most"], told["who_says"], told["told_most"]) == (None, "setting", 2)

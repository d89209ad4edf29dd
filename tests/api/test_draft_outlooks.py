"""What a draft would come to, by the API: to how many it goes, who is left out, what that costs and when it is done."""

from __future__ import annotations

from datetime import datetime

from bot.bootstrap import Bot
from bot.db.people import Consent
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.api.test_broadcasts import drafted
from tests.cast import Cast
from tests.services.broadcasts.crowd import add_crowd, approve


def test_a_draft_tells_for_how_many_for_how_much_and_until_when(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    ids = add_crowd(bot, cast, 12)
    one = drafted(marketer, audience={"customers": ids}, starts_at="2030-01-01T05:30:00+00:00", at_own_hour=True)
    with bot.database.writing.begin() as db:
        db.query(Consent).filter(Consent.customer_id == ids[0]).delete()
    told = marketer.call("GET", f"/broadcasts/{one}/outlook").get_json()
    assert (told["people"], told["most"], told["reached"]) == (12, 11, 11)
    assert [(row["reason"], row["count"]) for row in told["left_out"]] == [("no_consent", 1)]
    assert [person["id"] for person in told["sample"]] == sorted(ids, reverse=True)[:10]
    assert told["cost_micros"] == 11 * told["price_micros"] > 0
    assert told["fee_micros"] == 4_971_764  # eleven times half a cent
    assert told["tax_micros"] == round((told["cost_micros"] + told["fee_micros"]) * 0.18)
    assert told["taxed_micros"] == told["cost_micros"] + told["fee_micros"] + told["tax_micros"]
    assert told["refusals"] == []
    marketer.call("PATCH", f"/broadcasts/{one}", {"version": 1, "budget_micros": 1})
    told_again = marketer.call("GET", f"/broadcasts/{one}/outlook").get_json()
    assert [refused["rule"] for refused in told_again["refusals"]] == ["budget"]
    hours = datetime.fromisoformat(told["last_at"]) - datetime.fromisoformat(told["first_at"])
    assert (told["first_at"], round(hours.total_seconds() / 3600)) == ("2030-01-01T05:30:00+00:00", 24)


def test_a_draft_without_people_costs_nothing(bot: Bot, cast: Cast) -> None:
    marketer = browser_of(bot, cast.shop, StaffRole.MARKETER)
    one = marketer.call("POST", "/broadcasts", {"name": "Diwali"}).get_json()["id"]
    told = marketer.call("GET", f"/broadcasts/{one}/outlook").get_json()
    assert (told["people"], told["cost_micros"], told["sample"], told["refusals"]) == (0, 0, [], [])

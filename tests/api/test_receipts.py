"""The receipt of a broadcast by the API: numbers, lists, costs and the CSV file say the same."""

from __future__ import annotations

import csv
import io
from collections import Counter

from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from tests.api.people import Browser
from tests.api.test_broadcasts import drafted, marketer
from tests.cast import Cast
from tests.driver import callback, rows
from tests.services.broadcasts.crowd import add_crowd, feed, freeze, leave_all, start
from tests.services.shelf import change

__all__ = ["marketer"]


def test_the_receipt_adds_up_on_screen_in_the_lists_and_as_csv(bot: Bot, cast: Cast, marketer: Browser) -> None:
    ids = add_crowd(bot, cast, 5)
    change(bot, Customer, ids[4], name="=1+1")
    one = drafted(marketer)
    start(bot, one, 5)
    freeze(bot, one)
    at = f"/broadcasts/{one}"
    assert marketer.call("POST", f"{at}/pause").get_json()["state"] == "paused"
    assert marketer.call("POST", f"{at}/resume").get_json()["state"] == "running"
    change(bot, Customer, ids[0], merged_into=ids[1])
    feed(bot, one, 4)
    leave_all(bot)
    callback(bot, rows(bot, OutgoingMessage)[0], "delivered")
    told = marketer.call("GET", f"{at}/receipt").get_json()
    waiting = drafted(marketer, name="Not begun")
    listed = {row["id"]: row["progress"] for row in marketer.call("GET", "/broadcasts").get_json()["broadcasts"]}
    done = told["audience"] - told["not_started"]
    as_listed = {"audience": told["audience"], "done": done, "cost_micros": told["cost_micros"]}
    assert listed == {waiting: None, one: as_listed}
    others = ("skipped", "failed", "unknown", "not_started")
    assert told["audience"] == 5 == told["accepted"] + sum(told[part] for part in others)
    assert told["accepted"] == 3 == sum(told[part] for part in ("held", "sent", "delivered", "read", "dropped"))
    assert [(row["reason"], row["count"], row["retry"]) for row in told["reasons"]] == [("duplicate", 1, "never")]
    people = marketer.call("GET", f"{at}/people?part=skipped&reason=duplicate").get_json()["people"]
    assert [row["customer_id"] for row in people] == [ids[0]]
    money = told["estimate"]
    assert money["price_micros"] == told["cost_micros"] > 0
    assert money["fee_micros"] == 1_355_936  # three times half a cent
    assert money["micros"] == money["price_micros"] + money["fee_micros"]
    assert money["taxed_micros"] == money["micros"] + money["tax_micros"] == round(money["micros"] * 1.18)
    assert (told["billed"], told["billable"], told["outstanding"]) == ([], 3, 3)
    costs = told["costs"]
    assert sum(row["accepted"] for row in costs) == told["accepted"]
    assert sum(row["cost_micros"] for row in costs) == told["cost_micros"]
    assert all(row["locale"] and row["variant"] == "" for row in costs)
    taken = marketer.call("GET", f"{at}/people?part=accepted").get_json()["people"]
    assert len(taken) == told["accepted"]
    change(bot, OutgoingMessage, rows(bot, OutgoingMessage)[0].id, billed_micros=14_548, billed_unit="USD")
    again = marketer.call("GET", f"{at}/receipt").get_json()
    [bill] = again["billed"]
    assert (bill["messages"], bill["micros"], again["outstanding"]) == (1, 14_548, 2)
    assert [(share["messages"], share["micros"], share["locale"]) for share in bill["shares"]] == [(1, 14_548, "en")]
    about = bill["converted"]
    assert (about["micros"], about["rate_on"]) == (round(14_548 * 90.3957), "2026-02-05")
    assert about["taxed_micros"] == about["micros"] + about["tax_micros"]
    one_language = marketer.call("GET", f"{at}/people?part=accepted&locale=en&variant=").get_json()["people"]
    assert one_language == taken
    assert marketer.call("GET", f"{at}/people?part=accepted&locale=hi").get_json()["people"] == []
    table = marketer.call("GET", f"{at}/receipt.csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    written = table.get_data(as_text=True)
    assert written.startswith("\ufeff")  # by which a spreadsheet knows in what letters the reasons are
    lines = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    counted = Counter(row["part"] for row in lines)
    assert counted == {part: told[part] for part in counted}
    assert (len(lines), sum(row["accepted"] == "yes" for row in lines)) == (5, 3)
    assert sum(int(row["cost_micros"]) for row in lines) == told["cost_micros"] > 0
    assert lines[-1]["name"] == "'=1+1"

"""The thread says which rule told a customer something, or why it did not; between the bubbles, by the API."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.db.orders import Parcel
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.fakes import Watch
from tests.services.shelf import change, run, stock, tell


def thread(browser: Browser, talk: int, query: str = "") -> list[Any]:
    """What the thread shows, the oldest first."""
    answer = browser.call("GET", f"/conversations/{talk}/timeline{query}")
    assert answer.status_code == 200, answer.text
    return list(reversed(answer.get_json()["items"]))


def test_a_rule_stands_above_the_message_it_sent(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf, owner = stock(bot, cast), browser_of(bot, cast.shop, StaffRole.OWNER)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    changed, fired, said = thread(owner, shelf.conversation)
    assert (changed["kind"], changed["values"]) == ("order_changed", {"order": "1042", "state": "shipped"})
    assert fired["kind"] == "rule_fired"
    assert fired["values"] == {"rule": "shipped", "order": "1042", "outcome": "sent", "because": ""}
    assert (said["what"], said["author"]) == ("message", "system")
    for one in (changed, fired):
        seen = owner.call("PUT", f"/conversations/{shelf.conversation}/read", {"seen": one["id"]})
        assert seen.status_code == 204, seen.text
    assert owner.call("PUT", f"/conversations/{shelf.conversation}/read", {"seen": "notice-99"}).status_code == 422


def test_a_rule_that_told_nobody_says_why_and_one_for_others_says_nothing(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf, owner = stock(bot, cast), browser_of(bot, cast.shop, StaffRole.OWNER)
    tell(bot, cast, shelf, "order.placed")
    watch.advance(days=2)
    change(bot, Parcel, shelf.parcel, stage="out_for_delivery", milestone="out_for_delivery")
    tell(bot, cast, shelf, "parcel.out_for_delivery")  # it is paid: the rule for cash has nothing to say
    run(bot)
    items = thread(owner, shelf.conversation)
    assert [one["values"] for one in items if one.get("kind") == "rule_fired"] == [
        {"rule": "placed", "order": "1042", "outcome": "not_sent", "because": "too_late"},
        {"rule": "out_for_delivery", "order": "1042", "outcome": "sent", "because": ""},
    ]


def test_another_shop_reads_nothing_of_it(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert other.call("GET", f"/conversations/{shelf.conversation}/timeline").status_code == 404

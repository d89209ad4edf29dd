"""Who would get nothing of a draft, by the API: numbers, reasons, and the people behind each."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.people import Consent, Identity
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES, add_crowd, approve, freeze, start
from tests.services.shelf import change

DRAFT = {"name": "Thanks", "key": KEY, "values": VALUES}


@pytest.fixture
def marketer(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's marketer, whose template is approved."""
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
    return browser_of(bot, cast.shop, StaffRole.MARKETER)


def test_every_number_has_a_reason_and_its_people(bot: Bot, cast: Cast, marketer: Browser) -> None:
    ids = add_crowd(bot, cast, 5)
    of = {row.customer_id: row.id for row in rows(bot, Consent)}
    for one in ids[:2]:
        change(bot, Consent, of[one], granted=False)
    for row in rows(bot, Identity):
        if row.customer_id == ids[2]:
            change(bot, Identity, row.id, unreachable=True)
    one = marketer.call("POST", "/broadcasts", DRAFT | {"audience": {"customers": [*ids, cast.asha]}}).get_json()["id"]
    told = marketer.call("GET", f"/broadcasts/{one}/exclusions").get_json()
    assert [(row["reason"], row["count"]) for row in told.pop("left_out")] == [
        ("opted_out", 2),
        ("no_consent", 1),
        ("unreachable", 1),
    ]
    assert told == {"people": 6, "looked": 6, "reached": 2, "doubled": 0, "beyond": None}
    at = f"/broadcasts/{one}/exclusions/opted_out"
    first = marketer.call("GET", f"{at}?limit=1").get_json()
    assert [person["id"] for person in first["people"]] == ids[:1]
    second = marketer.call("GET", f"{at}?limit=1&after={first['next']}").get_json()
    assert [person["id"] for person in second["people"]] == ids[1:2]
    assert marketer.call("GET", f"{at}?after={second['next']}").get_json() == {"people": [], "next": None}
    assert marketer.call("GET", f"/broadcasts/{one}/exclusions/nonsense").status_code == 404
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", at).status_code == 403
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", at).status_code == 404


def test_a_broadcast_that_has_begun_has_a_receipt_instead(bot: Bot, cast: Cast, marketer: Browser) -> None:
    add_crowd(bot, cast, 1)
    one = marketer.call("POST", "/broadcasts", DRAFT | {"audience": {"agreed": True}}).get_json()["id"]
    start(bot, one, 1)
    freeze(bot, one)
    for path in ("exclusions", "exclusions/opted_out"):
        refused = marketer.call("GET", f"/broadcasts/{one}/{path}")
        assert (refused.status_code, refused.get_json()["present"]) == (409, {"state": "running"})


def test_a_draft_without_an_audience_leaves_nobody_out(bot: Bot, cast: Cast, marketer: Browser) -> None:
    one = marketer.call("POST", "/broadcasts", {"name": "Later"}).get_json()["id"]
    told = marketer.call("GET", f"/broadcasts/{one}/exclusions").get_json()
    assert told == {"people": 0, "looked": 0, "reached": 0, "left_out": [], "doubled": 0, "beyond": None}
    assert marketer.call("GET", f"/broadcasts/{one}/exclusions/cap").get_json() == {"people": [], "next": None}

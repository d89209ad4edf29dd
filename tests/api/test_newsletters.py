"""Newsletters by the API: offered, renamed, closed and opened again, with who takes them and their issues."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.newsletters import Newsletter
from bot.db.people import Consent
from bot.domain.access import StaffRole
from bot.domain.locale import CODES
from bot.services.broadcasts.audience import BadAudience, check_audience, count_audience
from bot.services.people.newsletters import add_newsletter
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import draft_for
from tests.services.chat.test_newsletter_taps import asked, tap
from tests.services.shelf import change


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's owner."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def test_the_shop_offers_and_closes_them(bot: Bot, cast: Cast, owner: Browser) -> None:
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    made = owner.call("POST", "/newsletters", {"name": "Sarees", "names": {"gu": "સાડીઓ"}})
    assert (made.status_code, made.get_json()["people"], made.get_json()["version"]) == (201, 0, 1)
    one = made.get_json()["id"]
    for wrong in ({"name": "SAREES "}, {"name": "x" * 21}, {"name": "y", "names": {"xx": "y"}}, {"name": " "}):
        assert owner.call("POST", "/newsletters", wrong).status_code == 422
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/newsletters").status_code == 403
    assert stranger.call("GET", "/newsletters?closed=true").get_json() == {"newsletters": []}
    assert stranger.call("GET", f"/newsletters/{one}").status_code == 404
    assert stranger.call("PATCH", f"/newsletters/{one}", {"version": 1, "name": "Mine"}).status_code == 404
    assert {stranger.call("POST", f"/newsletters/{one}/{does}").status_code for does in ("end", "reopen")} == {404}
    with bot.database.reading.begin() as db, pytest.raises(BadAudience):
        check_audience(db, cast.other_shop, {"newsletter": one})
    assert [owner.call("POST", f"/newsletters/{one}/end").status_code for _ in range(2)] == [200, 200]
    assert owner.call("GET", "/newsletters").get_json() == {"newsletters": []}
    assert len(owner.call("GET", "/newsletters?closed=true").get_json()["newsletters"]) == 1
    assert owner.call("POST", f"/newsletters/{one}/reopen").get_json()["ended_at"] is None
    owner.call("POST", f"/newsletters/{one}/end")
    assert owner.call("POST", "/newsletters", {"name": "sarees"}).get_json()["id"] == one
    assert [(row.ended_at, row.name) for row in rows(bot, Newsletter)] == [(None, "sarees")]


def test_names_are_changed_as_they_were_seen(owner: Browser) -> None:
    one, _ = (owner.call("POST", "/newsletters", {"name": name}).get_json() for name in ("Sarees", "Sales"))
    address = f"/newsletters/{one['id']}"
    named = owner.call("PATCH", address, {"version": 1, "name": "New sarees", "names": {"hi": "साड़ियाँ"}}).get_json()
    assert (named["version"], named["name"], named["names"]) == (2, "New sarees", {"hi": "साड़ियाँ"})
    stale = owner.call("PATCH", address, {"version": 1, "name": "Old"})
    assert (stale.status_code, stale.get_json()["present"]["name"]) == (409, "New sarees")
    taken = owner.call("PATCH", address, {"version": 2, "name": "SALES"})
    assert (taken.status_code, taken.get_json()["errors"][0]["pointer"]) == (422, "/name")
    hindi = next(way for way in named["ways"] if way["locale"] == "hi")
    assert "साड़ियाँ" in hindi["words"]
    assert {way["locale"] for way in named["ways"]} == set(CODES)
    assert all(way["link"].startswith("https://wa.me/") and way["code"].startswith("data:") for way in named["ways"])


def test_as_many_as_whatsapp_shows_are_offered(bot: Bot, cast: Cast, owner: Browser) -> None:
    with bot.database.writing.begin() as db:
        ids = [add_newsletter(db, cast.shop, f"News {n}", {}, bot.now()).id for n in range(10)]
    full = owner.call("POST", "/newsletters", {"name": "One more"})
    assert (full.status_code, "close one" in full.get_json()["detail"]) == (409, True)
    owner.call("POST", f"/newsletters/{ids[0]}/end")
    assert owner.call("POST", "/newsletters", {"name": "One more"}).status_code == 201
    assert owner.call("POST", f"/newsletters/{ids[0]}/reopen").status_code == 409


def test_who_gets_it_and_its_issues_are_told(bot: Bot, cast: Cast, owner: Browser) -> None:
    newsletter, choice, _ = asked(bot, cast)
    tap(bot, choice)
    last, following, other = (draft_for(bot, cast, {"newsletter": newsletter}) for _ in range(3))
    change(bot, Broadcast, last, state="ended", began_at=bot.now())
    change(bot, Broadcast, following, state="scheduled", starts_at=bot.now(), repeats="weekly")
    draft_for(bot, cast, {"agreed": True})
    told = owner.call("GET", f"/newsletters/{newsletter}").get_json()
    assert (told["people"], told["subscribers"][0]["channel"]) == (1, "whatsapp")
    assert (told["last"]["id"], told["next"]["id"], told["next"]["repeats"]) == (last, following, "weekly")
    assert [issue["id"] for issue in told["issues"]] == [other, following, last]
    with bot.database.reading.begin() as db:  # as many as a broadcast to them finds
        assert count_audience(db, cast.shop, {"newsletter": newsletter}, bot.now()) == 1
    consent = rows(bot, Consent)[-1]
    change(bot, Consent, consent.id, granted=False)
    assert owner.call("GET", f"/newsletters/{newsletter}").get_json()["people"] == 0
    change(bot, Consent, consent.id, granted=True)
    tap(bot, choice, leave=True)
    assert owner.call("GET", "/newsletters").get_json()["newsletters"][0]["people"] == 0

"""Places of delivery, offers and pages elsewhere by the API."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.shop import Offer
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.api.tables import maya, upload
from tests.cast import Cast

__all__ = ["maya"]
AREAS = "/delivery-areas"
DAYS = {"version": 0, "days_min": 2, "days_max": 4}


def _of(browser: Browser, pin: str) -> tuple[bool, int, bool, str]:
    told = browser.call("GET", f"{AREAS}/check?pin={pin}").get_json()
    return told["served"], told["days_max"], told["cod"], told["by"]


def test_the_longest_beginning_decides(bot: Bot, cast: Cast, maya: Browser) -> None:
    assert maya.call("PUT", f"{AREAS}/38*", DAYS).status_code == 200
    assert maya.call("PUT", f"{AREAS}/38*", DAYS).get_json()["version"] == 1, "the same once more"
    taken = maya.call("PUT", f"{AREAS}/38", DAYS | {"days_max": 9})
    assert (taken.status_code, taken.get_json()["present"]["days_max"]) == (409, 4)
    assert maya.call("PUT", f"{AREAS}/38", DAYS | {"version": 1, "days_max": 5}).get_json()["version"] == 2
    assert maya.call("PUT", f"{AREAS}/380015", DAYS | {"cod": False}).status_code == 200
    assert _of(maya, "380016") == (True, 5, True, "38")
    assert _of(maya, "380 015") == (True, 4, False, "380015")
    assert _of(maya, "110001") == (False, 0, False, "")
    assert maya.call("GET", f"{AREAS}/check?pin=12").status_code == 422
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("GET", AREAS).get_json()["areas"] == []
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("DELETE", f"{AREAS}/38").status_code == 403
    assert maya.call("DELETE", f"{AREAS}/38").status_code == 204
    assert maya.call("DELETE", f"{AREAS}/38").status_code == 404
    for prefix, body, pointer in (
        ("xx", DAYS, "/prefix"),
        ("39", DAYS | {"days_min": 5}, "/days_max"),
        ("39", DAYS | {"days_max": 61}, "/days_max"),
    ):
        refused = maya.call("PUT", f"{AREAS}/{prefix}", body)
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, pointer)


def test_places_come_and_go_as_a_table(maya: Browser) -> None:
    table = "pin;days_min;days_max;cod;served\n38*;1;2;yes;\n744;;;;no\n36xxxx;2;3;no;yes\n"
    done = upload(maya, f"{AREAS}/import", table).get_json()
    assert (done["rows"], done["new"]) == (3, 3)
    listed = maya.call("GET", f"{AREAS}?limit=2").get_json()
    assert ([one["prefix"] for one in listed["areas"]], listed["next"], listed["count"]) == (["36", "38"], "38", 3)
    assert maya.call("GET", f"{AREAS}?begins=7").get_json()["areas"][0]["served"] is False
    whole = maya.client.get("/api/v1/delivery-areas.csv")
    assert upload(maya, f"{AREAS}/import", whole.data).get_json()["same"] == 3
    left = upload(maya, f"{AREAS}/import?mode=replace&dry_run=true", "pin,days_min,days_max\n38,1,1\n").get_json()
    assert (left["changed"], left["dropped"]) == (1, 2)
    upload(maya, f"{AREAS}/import?mode=replace", "pin,days_min,days_max\n38,1,1\n")
    assert maya.call("GET", AREAS).get_json()["count"] == 1
    bad = "pin,days_min,days_max,cod\n,1,2,\n0380,1,2,\n38,5,2,maybe\n39,1,2,\n39,1,2,\n"
    faults = upload(maya, f"{AREAS}/import", bad).get_json()["present"]["faults"]
    assert [(one["row"], one["column"], one["name"]) for one in faults] == [
        (2, "pin", "missing"),
        (3, "pin", "prefix"),
        (4, "cod", "yes_no"),
        (4, "days_max", "days"),
        (6, "pin", "doubled_row"),
    ]


def test_offers_are_made_changed_and_taken_out_of_a_table(bot: Bot, cast: Cast, maya: Browser) -> None:
    offer = {"code": "SAVE100", "amount": 10000, "minimum": 100000}
    made = maya.call("POST", "/offers", offer)
    assert (made.status_code, made.get_json()["own"]) == (201, True)
    assert maya.call("POST", "/offers", offer).get_json() == made.get_json()
    assert maya.call("POST", "/offers", offer | {"amount": 20000}).status_code == 409
    path = f"/offers/{made.get_json()['id']}"
    ended = maya.call("PUT", path, offer | {"version": 1, "active": False, "ends_on": "2026-12-31"}).get_json()
    assert (ended["active"], ended["ends_on"], ended["version"]) == (False, "2026-12-31", 2)
    assert maya.call("PUT", path, offer | {"version": 1}).status_code == 409
    assert maya.call("POST", "/offers", offer | {"minimum": 1}).get_json()["errors"][0]["pointer"] == "/minimum"
    assert maya.call("POST", "/offers", offer | {"code": "a b"}).get_json()["errors"][0]["pointer"] == "/code"
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("PUT", path, offer | {"version": 2}).status_code == 404
    with bot.database.writing.begin() as db:
        told = {"source": "woocommerce:1", "external_id": "5"}
        db.add(Offer(merchant_id=cast.shop, code="WOO50", amount=5000, minimum=50000, **told))
    table = "code,amount,minimum,ends_on,active\nSAVE100,100,1000,,yes\nNEW50,50,500,2027-01-01,\nWOO50,60,600,,\n"
    done = upload(maya, "/offers/import", table).get_json()
    assert (done["new"], done["changed"], done["same"]) == (1, 1, 1)
    assert "NEW50,50.00,500.00,2027-01-01,yes" in maya.client.get("/api/v1/offers.csv").text
    faults = upload(maya, "/offers/import", "code,amount,minimum\nX,5,1\nGOOD1,5,1\n").get_json()["present"]["faults"]
    assert [(one["row"], one["column"]) for one in faults] == [(2, "code"), (3, "minimum")]


def test_the_first_page_elsewhere_is_the_one_to_follow(maya: Browser) -> None:
    socials = [{"name": "YouTube", "url": "https://youtube.com/@my"}, {"name": "Instagram", "url": "https://ig.com/my"}]
    assert maya.call("PUT", "/settings/socials", {"socials": socials}).get_json()["socials"] == socials
    for bad in ("http://x.example", "https://a b", ""):
        refused = maya.call("PUT", "/settings/socials", {"socials": [{"name": "X", "url": bad}]})
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"][:8]) == (422, "/socials")
    assert maya.call("GET", "/offers").get_json()["socials"] == socials

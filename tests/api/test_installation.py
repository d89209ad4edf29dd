"""Whoever runs the installation opens and closes shops and sees health, and nothing that is in a shop; owners see none
of that."""

from __future__ import annotations

import pytest

from bot.api.access import NEEDED
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.db.staff import StaffMember
from bot.domain.access import PERMISSIONS, Permission, ShopRole, StaffRole
from bot.services.installation import shops
from bot.services.installation.operators import open_installation
from bot.services.shop import api_keys
from bot.services.staff import accounts
from tests.api.bodies import BODIES, ONCE
from tests.api.people import PASSWORD, Browser, browser_of
from tests.api.test_access import Routes, _walk
from tests.apps import app_of
from tests.cast import ASHA, Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import FakeMessenger
from tests.services.shelf import held, run, stock, tell

ALL = "/installation"


def _operator(bot: Bot) -> Browser:
    with bot.database.writing.begin() as db:
        installation = open_installation(db)
    return browser_of(bot, installation, StaffRole.OPERATOR)


def _routes(bot: Bot) -> Routes:
    return list(_walk(bot))


def test_an_operator_reads_no_shops_data_through_any_route(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("where is 1042?"))
    operator = _operator(bot)
    with bot.database.reading.begin() as db:
        [member] = db.query(StaffMember).all()
    own = {Permission.ACCOUNT, Permission.INSTALLATION_READ, Permission.INSTALLATION_WRITE}
    assert PERMISSIONS[StaffRole.OPERATOR] == own
    ours = (f"/{cast.shop}", f"/{member.id}", "/1")
    for method, path, function, permission in _routes(bot):
        if permission is None or (method == "DELETE" and path in ("/session", "/sessions")):
            continue
        for place in ours if permission in own else ours[:1]:
            found = operator.call(method, path.replace("/999", place), BODIES.get(function), **ONCE)
            if permission not in own:
                assert found.status_code == 403, f"{method} {path}: {found.status_code}"
            assert found.status_code not in (401, 500), f"{method} {path}"
            if permission == Permission.ACCOUNT:
                assert not [word for word in ("Asha", ASHA[3:], "Rangoli", "1042") if word in found.text], path


def test_nobody_of_a_shop_and_no_key_gets_an_operators_route(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        key = api_keys.add(db, cast.shop, "x", "k" * 40, bot.now(), tuple(PERMISSIONS[StaffRole.OWNER]))[1]
    callers: list[tuple[Browser, dict[str, str]]] = [
        (browser_of(bot, cast.shop, StaffRole(role)), {}) for role in ShopRole
    ]
    callers.append((Browser(bot, ""), {"Authorization": f"Bearer {key}"}))
    walked = [one for one in _routes(bot) if (one[3] or "").startswith("installation.")]
    assert len(walked) == sum((need or "").startswith("installation.") for need in NEEDED.values()) == 5
    for browser, more in callers:
        for method, path, function, _ in walked:
            found = browser.call(method, path.replace("999", str(cast.shop)), BODIES.get(function), **ONCE, **more)
            assert found.status_code == 403, f"{method} {path}"
    scopes = {"name": "x", "scopes": ["installation.read"]}
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert owner.call("POST", "/api-keys", scopes).status_code in (403, 422)
    assert owner.call("POST", "/staff", {"email": "x@y.in", "role": "operator"}).status_code == 422
    with bot.database.writing.begin() as db, pytest.raises(ValueError, match="operators"):
        accounts.add_member(db, cast.shop, "x@y.in", "", StaffRole.OPERATOR, bot.now())


def test_a_row_that_was_tampered_with_is_let_in_nowhere(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    with bot.database.writing.begin() as db:
        db.query(StaffMember).update({"role": StaffRole.OPERATOR})
    assert owner.call("GET", ALL).status_code == 403


def test_it_shows_shops_and_health_and_nothing_of_anybody(bot: Bot, cast: Cast) -> None:
    browser_of(bot, cast.shop, StaffRole.OWNER)
    post(bot, whatsapp_form("my secret words"))
    told = _operator(bot).call("GET", ALL)
    seen = {one["slug"]: (one["state"], one["people"]) for one in told.get_json()["shops"]}
    assert seen == {"rangoli": ("live", 1), "other": ("live", 0)}
    assert told.get_json()["storage"]["database"] > 0
    assert {part["name"] for part in told.get_json()["parts"]}
    assert not [word for word in ("Asha", ASHA[3:], "secret words", "@example") if word in told.text]


def test_a_shop_is_opened_and_its_first_owner_comes_in_by_the_link(bot: Bot, cast: Cast) -> None:
    operator = _operator(bot)
    made = operator.call("POST", "/installation/shops", {"name": "Zari House", "email": "o@zari.example"}).get_json()
    assert (made["shop"]["slug"], made["shop"]["state"]) == ("zari-house", "open")
    again = operator.call("POST", f"/installation/shops/{made['shop']['id']}/link").get_json()
    client = app_of(bot).test_client()
    for url, status in ((made["url"], 404), (again["url"], 204)):  # the first link is over
        sent = {"token": url.rpartition("#")[2], "password": PASSWORD}
        assert client.post("/api/v1/password", json=sent).status_code == status
    logged_in = client.post("/api/v1/session", json={"email": "o@zari.example", "password": PASSWORD})
    assert (logged_in.get_json()["shop"], logged_in.get_json()["staff"]["role"]) == ("Zari House", "owner")
    assert operator.call("POST", f"/installation/shops/{made['shop']['id']}/link").status_code == 409
    wrong = operator.call("POST", "/installation/shops", {"name": "X", "email": "o", "slug": "rangoli"})
    assert wrong.get_json()["errors"][0]["pointer"] == "/email"
    taken = operator.call("POST", "/installation/shops", {"name": "X", "email": "o@x.in", "slug": "rangoli"})
    assert taken.get_json()["errors"][0]["pointer"] == "/slug"


def test_a_closed_shop_is_shut_and_opens_as_it_was(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    operator, owner = _operator(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    with bot.database.writing.begin() as db:
        key = api_keys.add(db, cast.shop, "x", "k" * 40, bot.now())[1]
    shelf = stock(bot, cast)
    close, reopen = (f"/installation/shops/{cast.shop}/{what}" for what in ("close", "reopen"))
    assert operator.call("POST", close, {"name": "rangoli"}).status_code == 422
    assert operator.call("POST", close, {"name": "Rangoli Handlooms"}).get_json()["state"] == "closed"
    assert operator.call("POST", close, {"name": "Rangoli Handlooms"}).status_code == 409
    assert owner.call("GET", "/session").status_code == 401
    assert Browser(bot, "").call("GET", "/audit", Authorization=f"Bearer {key}").status_code == 401
    tell(bot, cast, shelf, "parcel.shipped")
    assert post(bot, whatsapp_form("hello?")).status_code == 200  # what comes in is kept
    run(bot)
    assert messenger.letters == []
    assert ("held", "shop_closed") in held(bot)
    with bot.database.reading.begin() as db:
        assert [one.state for one in shops.list_shops(db)] == ["closed", "live"]
    assert operator.call("POST", reopen).get_json()["state"] == "live"
    run(bot)
    assert len(messenger.letters) == 1
    assert browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/audit").get_json()["entries"]


def test_the_installation_is_no_shop(bot: Bot, cast: Cast) -> None:
    _operator(bot)
    _operator(bot)
    assert {shop.slug for shop in rows(bot, Merchant)} == {"rangoli", "other"}
    assert rows(bot, OutgoingMessage) == []

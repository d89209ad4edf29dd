"""Keys, the log of what was done, and how long things are kept, by the API."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.caller import ask
from tests.api.people import browser_of
from tests.cast import Cast


def test_a_key_is_shown_once_and_does_what_its_scopes_say(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    made = owner.call("POST", "/api-keys", {"name": "till", "scopes": ["orders.read"]}).get_json()
    key, key_id = made["key"], made["api_key"]["id"]
    assert ask(bot, key, "/orders?unconfirmed=true").status_code == 200
    assert ask(bot, key, "/api-keys").status_code == 403
    [told] = owner.call("GET", "/api-keys").get_json()["keys"]
    assert (told["name"], told["scopes"], told["hint"] in key, told["used_at"] is None) == (
        "till",
        ["orders.read"],
        True,
        False,
    )
    assert key not in str(told)
    wrong = owner.call("POST", "/api-keys", {"name": "x", "scopes": ["account"]})
    assert (wrong.status_code, wrong.get_json()["errors"][0]["pointer"]) == (422, "/scopes")
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("DELETE", f"/api-keys/{key_id}").status_code == 404
    assert owner.call("DELETE", f"/api-keys/{key_id}").status_code == 204
    assert ask(bot, key, "/orders?unconfirmed=true").status_code == 401
    assert owner.call("DELETE", f"/api-keys/{key_id}").status_code == 404


def test_the_log_is_looked_through_and_taken_along(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    me = owner.call("GET", "/session").get_json()["staff"]["id"]
    owner.call("POST", "/api-keys", {"name": "till", "scopes": ["orders.read"]})
    owner.call("PATCH", "/rules/late", {"version": 1, "active": False})
    for asked, actions in (
        ("action=rule.", ["rule.change"]),
        (f"staff_id={me}", ["rule.change", "api_key.add"]),
        ("subject=rule:late", ["rule.change"]),
        ("action=nothing", []),
    ):
        found = owner.call("GET", f"/audit?{asked}").get_json()["entries"]
        assert [one["action"] for one in found] == actions, asked
    table = owner.call("GET", "/audit/export?action=api_key").text
    assert table.startswith("\ufeffat,who,action,subject,detail")
    assert "api_key.add" in table
    assert "rule.change" not in table
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/audit/export").status_code == 403


def test_it_says_how_long_what_is_kept(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    changed = owner.call("PATCH", "/settings/shop", {"changes": {"keep_days": ["messages=180"]}})
    assert changed.status_code == 200, changed.text
    kept = {one["kind"]: one for one in owner.call("GET", "/settings/privacy").get_json()["kept"]}
    assert (kept["messages"]["days"], kept["messages"]["by"], kept["files"]["by"]) == (180, "shop", "default")
    assert kept["dialogue"]["shared"] is True
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/settings/privacy").status_code == 403

"""Every route of the API as everybody: each role, a key, another shop, whoever has no good session, and nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.api.access import NEEDED, find_need
from bot.bootstrap import Bot
from bot.domain.access import FIRST_SCOPES, PERMISSIONS, Permission, ShopRole, StaffRole
from bot.services.shop import api_keys
from bot.services.staff import sessions
from tests.api.bodies import BODIES, ONCE, QUERIES
from tests.api.people import Browser, browser_of
from tests.apps import app_of
from tests.cast import Cast
from tests.fakes import Watch

Routes = list[tuple[str, str, str, Permission | None]]


@pytest.fixture
def routes(bot: Bot) -> Routes:
    """(method, path, function, permission) of each route, with an id that nobody has."""
    return list(_walk(bot))


def _walk(bot: Bot) -> Iterator[tuple[str, str, str, Permission | None]]:
    for rule in app_of(bot).url_map.iter_rules():
        if rule.rule.startswith("/api/v1/"):
            chosen = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)  # the first of what may stand there
            path = re.sub(r"<[^>]+>", "999", chosen).removeprefix("/api/v1")
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                function = rule.endpoint.rpartition(".")[2]
                yield method, path + QUERIES.get(function, ""), function, find_need(rule.endpoint)


def _status(browser: Browser, method: str, path: str, function: str, **headers: str) -> int:
    return browser.call(method, path, BODIES.get(function), **ONCE, **headers).status_code


def test_every_route_names_what_it_needs(routes: Routes) -> None:
    assert {function for _, _, function, _ in routes} == set(NEEDED)
    open_ones = {function for _, _, function, permission in routes if permission is None}
    assert open_ones == {
        "ask_for_passkey",
        "choose_password",
        "description",
        "docs",
        "enter_demo",
        "log_in",
        "log_in_by_passkey",
        "make_first_owner",
        "read_entrance",
    }


@pytest.mark.parametrize("role", [StaffRole(role) for role in ShopRole])
def test_each_role_is_let_in_where_it_may(bot: Bot, cast: Cast, routes: Routes, role: StaffRole) -> None:
    browser_of(bot, cast.shop, StaffRole.OWNER)  # so that nobody is the last
    browser = browser_of(bot, cast.shop, role)
    for method, path, function, permission in routes:
        status = _status(browser, method, path, function)
        if method != "GET" and status != 403:  # it may have changed who they are, or closed their session
            browser = browser_of(bot, cast.shop, role)
        if permission is not None:
            assert (status == 403) == (permission not in PERMISSIONS[role]), f"{role} {method} {path}: {status}"
            assert status not in (401, 500)


def test_a_key_may_what_its_scopes_say(bot: Bot, cast: Cast, routes: Routes) -> None:
    for scopes in (FIRST_SCOPES, (Permission.STAFF_READ,)):
        with bot.database.writing.begin() as db:
            key = api_keys.add(db, cast.shop, "x", f"{scopes[0]:_<40}".replace(".", "_"), bot.now(), scopes)[1]
        for method, path, function, permission in routes:
            status = _status(Browser(bot, ""), method, path, function, Authorization=f"Bearer {key}")
            if permission is not None:
                assert (status == 403) == (permission not in scopes), f"{method} {path}: {status}"


def test_nobody_is_let_in(bot: Bot, cast: Cast, routes: Routes, watch: Watch) -> None:
    over = browser_of(bot, cast.shop, StaffRole.OWNER)
    watch.advance(seconds=(sessions.IDLE + timedelta(seconds=1)).total_seconds())
    gone = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert gone.call("DELETE", "/session").status_code == 204
    gone.client.set_cookie("__Host-dastak", "token", secure=True)
    for browser in (Browser(bot, ""), Browser(bot, "forged"), Browser(bot, "' OR 1=1 --"), over, gone):
        for method, path, function, permission in routes:
            if permission is not None:
                assert _status(browser, method, path, function) == 401, f"{method} {path}"


def test_a_change_needs_what_only_our_page_knows(bot: Bot, cast: Cast, routes: Routes) -> None:
    browser, other = (browser_of(bot, cast.shop, StaffRole.OWNER) for _ in range(2))
    for csrf in ("", "x", other.csrf, "²"):
        browser.csrf = csrf
        for method, path, function, permission in routes:
            if permission is not None and method != "GET":
                assert _status(browser, method, path, function) == 403, f"{method} {path}"
    assert browser.call("GET", "/session").status_code == 200


def test_another_shop_has_nothing_of_it(bot: Bot, cast: Cast, routes: Routes) -> None:
    theirs = browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/session").get_json()["staff"]["id"]
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    for method, path, function, permission in routes:
        if "/999" in path and permission in PERMISSIONS[StaffRole.OWNER]:
            found = stranger.call(method, path.replace("/999", f"/{theirs}"), BODIES.get(function), **ONCE)
            assert found.status_code == 404, f"{method} {path}"
    listed = stranger.call("GET", "/staff").get_json()["staff"]
    assert theirs not in [one["id"] for one in listed]


def test_what_is_cut_off_is_shut(bot: Bot, cast: Cast) -> None:
    browser = browser_of(bot, cast.shop, StaffRole.OWNER)
    for header in ("", "Bearer", "Bearer dk_x", "Basic ZGs6ZGs="):  # a key that is no good is no session either
        assert browser.call("GET", "/session", Authorization=header).status_code == 401

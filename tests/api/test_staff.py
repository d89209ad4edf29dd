"""People of a shop: invited by a link, changed as they were seen, let go at once; and who did it is written down."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.people import PASSWORD, Browser, browser_of
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import PUBLIC_URL

NEW = {"email": "Ravi@Example.in", "name": "Ravi", "role": "agent"}


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """The browser of the shop's one owner."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def test_it_lets_in_whom_an_owner_invites(bot: Bot, owner: Browser) -> None:
    link = owner.call("POST", "/staff", NEW)
    told = link.get_json()
    assert (link.status_code, told["kind"], told["staff"]["state"]) == (201, "invitation", "invited")
    assert told["url"] == f"{PUBLIC_URL}/console/password#{told['token']}"
    ravi, choice = Browser(bot, ""), {"token": told["token"], "password": PASSWORD}
    assert ravi.call("POST", "/password", choice).status_code == 204
    assert ravi.call("POST", "/password", choice).status_code == 404  # once
    inside = ravi.call("POST", "/session", {"email": "ravi@example.in", "password": PASSWORD})
    assert inside.get_json()["staff"]["name"] == "Ravi"
    done = [(entry.action, entry.subject, entry.detail) for entry in rows(bot, AuditEntry)]
    subject = f"staff:{told['staff']['id']}"
    assert done == [
        ("staff.invite", subject, "agent"),
        ("staff.password", subject, ""),
        ("session.open", subject, "password"),
    ]


def test_it_invites_an_address_once(owner: Browser) -> None:
    assert owner.call("POST", "/staff", NEW).status_code == 201
    assert owner.call("POST", "/staff", NEW | {"email": "ravi@example.in"}).status_code == 409


def test_a_new_link_ends_the_one_before_and_what_was_open(bot: Bot, cast: Cast, owner: Browser) -> None:
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    staff_id = agent.call("GET", "/session").get_json()["staff"]["id"]
    first, second = (owner.call("POST", f"/staff/{staff_id}/link").get_json() for _ in range(2))
    assert first["kind"] == "reset"
    choose = [
        Browser(bot, "").call("POST", "/password", {"token": one["token"], "password": PASSWORD})
        for one in (first, second)
    ]
    assert [one.status_code for one in choose] == [404, 204]
    assert agent.call("GET", "/session").status_code == 401


def test_a_weak_password_uses_no_link_up(bot: Bot, owner: Browser) -> None:
    token = owner.call("POST", "/staff", NEW).get_json()["token"]
    answer = Browser(bot, "").call("POST", "/password", {"token": token, "password": "short"})
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/password")
    assert Browser(bot, "").call("POST", "/password", {"token": token, "password": PASSWORD}).status_code == 204


def test_it_changes_what_was_seen(bot: Bot, cast: Cast, owner: Browser) -> None:
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    staff_id = agent.call("GET", "/session").get_json()["staff"]["id"]
    path, promoted = f"/staff/{staff_id}", {"version": 1, "role": "owner"}
    assert owner.call("PATCH", path, promoted).get_json()["version"] == 2
    stale = owner.call("PATCH", path, promoted)
    assert (stale.status_code, "version 2" in stale.get_json()["detail"]) == (409, True)
    assert agent.call("GET", "/audit").status_code == 200  # at once, without logging in again
    assert owner.call("PATCH", path, {"version": 2, "state": "inactive"}).status_code == 200
    assert agent.call("GET", "/session").status_code == 401
    assert owner.call("POST", f"{path}/link").status_code == 409


def test_the_last_owner_stays(owner: Browser) -> None:
    mine = owner.call("GET", "/session").get_json()["staff"]
    for change in ({"role": "agent"}, {"state": "inactive"}):
        answer = owner.call("PATCH", f"/staff/{mine['id']}", {"version": mine["version"]} | change)
        assert (answer.status_code, answer.get_json()["title"]) == (409, "The last owner")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/email"),
        (NEW | {"email": "nowhere"}, "/email"),
        (NEW | {"role": "king"}, "/role"),
        (NEW | {"role": 1}, "/role"),
        (NEW | {"name": "a\x00b"}, "/name"),
        (NEW | {"password": "mine"}, "/password"),
        (NEW | {"merchant_id": 2}, "/merchant_id"),
        ([], ""),
    ],
)
def test_it_names_what_is_wrong(owner: Browser, body: object, pointer: str) -> None:
    answer = owner.call("POST", "/staff", body)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.get_json()["errors"][0]["pointer"] == pointer
    assert answer.get_json()["errors"][0]["remedy"]


def test_the_log_is_read_by_pages(bot: Bot, cast: Cast, owner: Browser) -> None:
    for number in range(3):
        owner.call("POST", "/staff", NEW | {"email": f"{number}@example.in"})
    browser_of(bot, cast.other_shop, StaffRole.OWNER).call("POST", "/staff", NEW)
    first = owner.call("GET", "/audit?limit=2").get_json()
    rest = owner.call("GET", f"/audit?limit=2&before={first['next']}").get_json()
    assert [len(page["entries"]) for page in (first, rest)] == [2, 1]
    assert rest["next"] is None
    assert first["entries"][0]["staff_name"].startswith("Owner")

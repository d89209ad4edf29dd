"""The pages for the shop's own people: open to this machine and to the token, closed to all else."""

from __future__ import annotations

import base64

import pytest

from bot.bootstrap import Bot
from tests.apps import app_of
from tests.cast import Cast

PAGES = ["/console/health", "/metrics"]
PROXIES = [
    "X_Forwarded_For",
    "X_Forwarded_Proto",
    "X_Forwarded_Host",
    "Forwarded",
    "Via",
    "X_Real_IP",
    "CF_Connecting_IP",
]
NAMES = ["care.example.in", "evil.example:8000", "localhost.evil.example", "127.0.0.1.nip.io", "["]
WRONG = ["Bearer x", "Bearer", "Bearer ", "Basic", "Basic !!", "Basic YXNoYTo=", "Digest x", "é"]
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
THERE = {"REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "care.example.in"}


def _status(bot: Bot, page: str, environ: dict[str, str], **headers: str) -> int:
    client = app_of(bot).test_client()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(page, environ_overrides=environ, headers=named).status_code


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_it_is_open_to_this_machine(bot: Bot, cast: Cast, page: str, peer: str, host: str) -> None:
    assert _status(bot, page, {"REMOTE_ADDR": peer, "HTTP_HOST": host}) == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "peer", ["203.0.113.9", "10.0.0.7", "192.168.1.2", "::ffff:10.0.0.7", "", "localhost.evil.example"]
)
def test_it_is_closed_to_others(bot: Bot, cast: Cast, page: str, peer: str) -> None:
    assert _status(bot, page, {**HERE, "REMOTE_ADDR": peer}) == 401


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", PROXIES)
def test_it_is_closed_to_who_comes_through_a_proxy_of_this_machine(bot: Bot, cast: Cast, page: str, name: str) -> None:
    for value in ("203.0.113.9", "127.0.0.1", ""):
        assert _status(bot, page, HERE, **{name: value}) == 401


@pytest.mark.parametrize("host", NAMES)
def test_it_is_closed_to_a_page_whose_name_leads_here(bot: Bot, cast: Cast, host: str) -> None:
    assert _status(bot, "/console/health", {**HERE, "HTTP_HOST": host}) in (400, 401)


@pytest.mark.parametrize("page", PAGES)
def test_it_is_open_to_who_has_the_token_wherever_they_are(bot: Bot, cast: Cast, page: str) -> None:
    token = bot.settings.staff_token
    typed = base64.b64encode(f"asha:{token}".encode()).decode()
    for right in (f"Bearer {token}", f"bearer {token}", f"Basic {typed}"):
        assert _status(bot, page, THERE, Authorization=right, X_Forwarded_For="203.0.113.9") == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("wrong", WRONG)
def test_it_is_closed_to_a_wrong_token(bot: Bot, cast: Cast, page: str, wrong: str) -> None:
    assert _status(bot, page, THERE, Authorization=wrong) == 401
    assert _status(bot, page, THERE, Authorization=f"Basic {bot.settings.staff_token}") == 401


def test_it_says_how_to_get_in(bot: Bot, cast: Cast) -> None:
    refused = app_of(bot).test_client().get("/console/health", environ_overrides=THERE)
    assert "STAFF_TOKEN" in refused.text
    assert refused.headers["WWW-Authenticate"].startswith("Basic")
    assert bot.settings.staff_token not in refused.text

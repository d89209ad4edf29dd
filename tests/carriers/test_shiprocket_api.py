"""Shiprocket's API: logging in, asking, and what is said when it does not go well."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from werkzeug import Request, Response

from bot.carriers.shiprocket.api import ShiprocketApi
from bot.outside import Outside
from bot.ports import ApiError
from tests.carriers.bodies import KNOWN, SHIPROCKET, fixture
from tests.http_server import HangUp, Server, serving

DAY = 24 * 3600.0
FOUND = Response(json.dumps(fixture("shiprocket_pull")).encode())


class Account:
    """Shiprocket's side: gives numbered tokens, and takes the ones it has not withdrawn."""

    def __init__(self, found: Response = FOUND) -> None:
        self.found, self.tokens, self.withdrawn = found, 0, set[str]()

    def __call__(self, asked: Request) -> Response:
        if asked.path.endswith("/auth/login"):
            if json.loads(asked.data) != {"email": "api@shop.example", "password": "p"}:
                return Response(status=401)
            self.tokens += 1
            return Response(json.dumps({"token": f"t{self.tokens}", "company_id": 25149}).encode())
        return Response(status=401) if asked.headers["authorization"] in self.withdrawn else self.found


def _api(server: Server, password: str = "p", clock: Callable[[], float] = lambda: 0.0) -> ShiprocketApi:
    return ShiprocketApi(Outside(frozenset({server.netloc})), "api@shop.example", password, server.url, clock)


def _paths(server: Server) -> list[str]:
    return [f"{asked.method} {asked.path.rsplit('/', 1)[1]}" for asked in server.asked]


def test_it_brings_what_its_source_reads() -> None:
    with serving(Account()) as server:
        delivery = _api(server).track("77120011225")
    assert delivery is not None
    assert delivery.topic == "pull"
    assert len(SHIPROCKET.read(delivery, KNOWN)) == 2
    assert server.asked[1].path == "/v1/external/courier/track/awb/77120011225"
    assert server.asked[1].headers["authorization"] == "Bearer t1"


def test_it_logs_in_once_for_ten_days() -> None:
    now = [0.0]
    with serving(Account()) as server:
        api = _api(server, clock=lambda: now[0])
        for day in (0, 5, 9, 10):
            now[0] = day * DAY
            api.track("1")
    assert _paths(server) == ["POST login", "GET 1", "GET 1", "GET 1", "POST login", "GET 1"]


def test_it_logs_in_again_when_a_token_dies_early() -> None:
    account = Account()
    with serving(account) as server:
        api = _api(server)
        api.track("1")
        account.withdrawn.add("Bearer t1")
        assert api.track("2") is not None
    assert _paths(server) == ["POST login", "GET 1", "GET 2", "POST login", "GET 2"]


def test_it_gives_up_when_a_new_token_is_refused_too() -> None:
    account = Account()
    account.withdrawn |= {f"Bearer t{number}" for number in range(1, 9)}
    with serving(account) as server, pytest.raises(ApiError) as caught:
        _api(server).track("1")
    assert caught.value.kind == "credentials"
    assert _paths(server) == ["POST login", "GET 1"]


@pytest.mark.parametrize(
    "data",
    [{"track_status": 0, "error": "no activities"}, {"track_status": 1, "shipment_track": []}, {}, None],
)
def test_it_brings_nothing_when_nothing_is_known(data: object) -> None:
    with serving(Account(Response(json.dumps({"tracking_data": data}).encode()))) as server:
        assert _api(server).track("1") is None


@pytest.mark.parametrize("number", ["", "..", "a/b", "1?x=1", "૧૨", "1" * 101, "1\n"])
def test_it_asks_for_nothing_but_a_number(number: str) -> None:
    with serving(Account()) as server:
        assert _api(server).track(number) is None
    assert server.asked == []


def test_it_checks_the_credentials() -> None:
    with serving(Account()) as server:
        api = _api(server)
        assert [api.check(), api.check()] == ["company 25149"] * 2
        assert _paths(server) == ["POST login"] * 2
        with pytest.raises(ApiError) as caught:
            _api(server, "wrong").check()
    assert caught.value.kind == "credentials"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Response(status=429, headers={"Retry-After": "7"}), "later"),
        (Response(status=500), "later"),
        (HangUp(), "later"),
        (Response(status=404), "broken"),
        (Response(b"<html>"), "broken"),
        (Response(b"[]"), "broken"),
        (Response(b'{"tracking_data": {"shipment_track": "x"}}'), "broken"),
    ],
)
def test_it_says_what_went_wrong(reply: Response, kind: str) -> None:
    with serving(Account(reply)) as server, pytest.raises(ApiError) as caught:
        _api(server).track("1")
    assert caught.value.kind == kind


def test_it_says_that_a_login_without_a_token_is_refused() -> None:
    with serving(lambda asked: Response(b'{"message": "Wrong"}')) as server, pytest.raises(ApiError) as caught:
        _api(server).track("1")
    assert caught.value.kind == "credentials"
    assert "shop.example" not in str(caught.value)

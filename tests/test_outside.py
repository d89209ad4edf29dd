"""Requests to hosts that merchants name: never into our own network, never endless."""

from __future__ import annotations

import gzip
import socket
from datetime import timedelta
from typing import Any

import pytest
from werkzeug import Response

import bot.outside
from bot.outside import LONGEST_WAIT, MAX_BYTES, WAIT, Answer, Outside
from bot.ports import ApiError
from tests.http_server import HangUp, serving

PRIVATE = """
    127.0.0.1 10.1.2.3 192.168.0.1 172.16.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 192.0.0.192 255.255.255.255
    2130706433 0x7f000001 017700000001 127.1 localhost
    [::1] [::] [fe80::1] [fd00::1] [::ffff:127.0.0.1] [::127.0.0.1] [::ffff:8.8.8.8] [ff0e::1] [fec0::1]
    [64:ff9b::a9fe:a9fe] [2002:7f00:1::] [2001:0:4136::1]
"""
NO_SHOPS = """
    http://shop.example/ ftp://shop.example/ file:///etc/passwd shop.example https:// https:///x
    https://user:pass@shop.example/ https://shop.example\\@127.0.0.1/ https://दुकान.example/ https://a\x00b/
    https://shop.example:99999/ https://shop.example:0/ https://shop.example:x/ https://[::1/ https://a%20b/
"""
KINDS = {
    "credentials": (401, 403),
    "later": (408, 425, 429, 500, 502, 503, 504),
    "broken": (300, 304, 307, 400, 404, 410, 501),
}
WAITS = {
    "7": timedelta(seconds=7),
    "0": timedelta(seconds=1),
    "-5": timedelta(seconds=1),
    "1e9": LONGEST_WAIT,
    **dict.fromkeys(("nan", "inf", "soon", "", "Wed, 21 Oct 2026 07:28:00 GMT"), WAIT),
}


def _kind(url: str) -> str:
    with pytest.raises(ApiError) as error:
        Outside().request("GET", url)
    return error.value.kind


def _resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name has these addresses."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def _ask(reply: Response, **options: Any) -> Answer:
    with serving(lambda asked: reply) as server:
        return Outside(trusted=frozenset({server.netloc})).request("GET", f"{server.url}/a?b=1", **options)


@pytest.mark.parametrize("host", PRIVATE.split())
def test_it_asks_no_private_address_however_written(host: str) -> None:
    assert _kind(f"https://{host}/") == "broken"


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "64:ff9b::7f00:1"])
def test_it_asks_no_name_with_a_private_address(monkeypatch: pytest.MonkeyPatch, private: str) -> None:
    _resolving(monkeypatch, "93.184.216.34", private)
    assert _kind("https://shop.example/") == "broken"


def test_it_says_later_when_a_name_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert _kind("https://shop.example/") == "later"


@pytest.mark.parametrize("url", ["", "https://a b/", *NO_SHOPS.split()])
def test_it_refuses_what_is_no_address_of_a_shop(url: str) -> None:
    assert _kind(url) == "broken"


def test_it_trusts_no_host_that_only_looks_like_a_trusted_one() -> None:
    with serving(lambda asked: Response()) as server:
        outside = Outside(trusted=frozenset({server.netloc}))
        for url in (f"http://{server.netloc}@127.0.0.1/", f"http://x@{server.netloc}/", "http://127.0.0.1:1/"):
            with pytest.raises(ApiError):
                outside.request("GET", url)
        assert not server.asked


def test_it_brings_the_answer_back() -> None:
    answer = _ask(Response(b"\x00body", 201, {"X-WP-TotalPages": "3"}))
    assert (answer.status, answer.body, answer.headers["x-wp-totalpages"]) == (201, b"\x00body", "3")


def test_it_unpacks_a_packed_answer() -> None:
    assert _ask(Response(gzip.compress(b"x" * 300_000), 200, {"Content-Encoding": "gzip"})).body == b"x" * 300_000


def test_it_follows_no_redirect() -> None:
    with serving(lambda asked: Response(status=302, headers={"Location": "/elsewhere"})) as server:
        with pytest.raises(ApiError) as error:
            Outside(trusted=frozenset({server.netloc})).request("GET", server.url)
        assert (error.value.kind, len(server.asked)) == ("broken", 1)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "a small one that unpacks to it"])
def test_it_reads_no_endless_answer(packed: bool) -> None:
    body = bytes(MAX_BYTES + 1)
    reply = Response(gzip.compress(body), 200, {"Content-Encoding": "gzip"}) if packed else Response(body)
    with pytest.raises(ApiError) as error:
        _ask(reply)
    assert error.value.kind == "broken"


def test_it_waits_for_no_answer_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.outside, "LONGEST", -1.0)
    with pytest.raises(ApiError) as error:
        _ask(Response(b"slow"))
    assert error.value.kind == "later"


@pytest.mark.parametrize(("status", "kind"), [(status, kind) for kind in KINDS for status in KINDS[kind]])
def test_it_says_what_a_status_calls_for(status: int, kind: str) -> None:
    with pytest.raises(ApiError) as error:
        _ask(Response(status=status))
    assert (error.value.kind, str(status) in error.value.reason) == (kind, True)


@pytest.mark.parametrize(("header", "wait"), WAITS.items())
def test_it_waits_as_long_as_it_is_asked_to_within_reason(header: str, wait: timedelta) -> None:
    with pytest.raises(ApiError) as error:
        _ask(Response(status=429, headers={"Retry-After": header}))
    assert error.value.wait == wait


@pytest.mark.parametrize("reply", [HangUp(), Response([b"half"], 200, {"Content-Length": "100"})])
def test_it_says_later_when_the_line_is_cut(reply: Response) -> None:
    with pytest.raises(ApiError) as error:
        _ask(reply, headers={"Connection": "close"})
    assert error.value.kind == "later"


@pytest.mark.parametrize("options", [{"headers": {"X-Token": "shpat_…"}}, {"auth": ("ck_1", "cs_२")}])
def test_it_says_that_a_key_was_copied_badly(options: dict[str, Any]) -> None:
    with pytest.raises(ApiError) as error:
        _ask(Response(), **options)
    assert error.value.kind == "credentials"

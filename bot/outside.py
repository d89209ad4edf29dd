"""Requests to addresses that merchants name: only public hosts, nothing followed, nothing endless.

A merchant's address could point into our own network (SSRF). So the host is looked up first, every address it has
must be public, and the connection goes to the address that was checked, not to whatever a second lookup gives.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from bot.ports import ApiError

TIMEOUT = (5.0, 20.0)  # seconds to connect, and between bytes
LONGEST = 60.0  # seconds for a body: a byte every few seconds would keep a worker for good
MAX_BYTES = 20 * 1024 * 1024
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")  # no name and password before it
LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
# Python calls these global, but they lead elsewhere: IPv4 inside IPv6 (to any private address, by a gateway),
# protocol assignments (among them a cloud's metadata server), old site-local ones.
_IPV6_PUBLIC = ipaddress.ip_network("2000::/3")
_ELSEWHERE = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2002::/16", "2001::/23")))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (case-insensitive) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Pinned(HTTPAdapter):
    """Connects to one address that was checked, while certificate and Host header are those of the name."""

    def __init__(self, host: str) -> None:
        self._host = host
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, server_hostname=self._host, assert_hostname=self._host)


class Outside:
    """HTTP to hosts we don't choose. `trusted` hosts ("127.0.0.1:8123") may be private and without TLS (tests)."""

    def __init__(self, trusted: frozenset[str] = frozenset()) -> None:
        self._trusted = trusted

    def request(self, method: str, url: str, **options: Any) -> Answer:
        """One request; `options` as for requests (params, json, auth, headers).

        Raises:
            ApiError: the host may not be asked, could not be reached, or answers 401/403 (credentials), 429 or 5xx
                (later), another 4xx or a redirect (broken).
        """
        parts = _parts(url)
        try:
            with requests.Session() as session:
                session.trust_env = False
                target = self._prepare(session, parts.netloc, parts.scheme, parts.hostname or "")
                whole = parts._replace(netloc=target).geturl()
                headers = {"Host": parts.netloc, "User-Agent": "Dastak"} | dict(options.pop("headers", {}))
                with session.request(
                    method, whole, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True, **options
                ) as response:
                    answer = Answer(response.status_code, response.headers, _whole(response))
        except UnicodeError:
            raise ApiError("a key or token has letters that no key has: copy it again", "credentials") from None
        except (requests.RequestException, HTTPError) as error:
            raise ApiError(f"{parts.hostname} could not be reached ({type(error).__name__})", "later", WAIT) from error
        _check(answer, parts.hostname or "")
        return answer

    def _prepare(self, session: requests.Session, netloc: str, scheme: str, host: str) -> str:
        """The host and port to connect to: the address that was looked up and found public."""
        if netloc in self._trusted:
            return netloc
        if scheme != "https":
            raise ApiError("only https:// addresses are asked", "broken")
        port = urlsplit(f"//{netloc}").port or 443
        address = _public_address(host, port)
        session.mount("https://", _Pinned(host))
        return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = _HOST.fullmatch(parts.netloc) is not None and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ApiError("this is not the address of a host (one in another script is written xn--…)", "broken")
    return parts


def _public_address(host: str, port: int) -> str:
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, ValueError) as error:
        raise ApiError(f"{host} has no address (is it spelt right?)", "later", WAIT) from error
    if not found or not all(map(_is_public, found)):
        raise ApiError(f"{host} is not a public address", "broken")
    return min(found, key=lambda address: (":" in address, address))


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    if not ip.is_global or ip.is_multicast or any(ip in network for network in _ELSEWHERE):
        return False
    return ip.version == 4 or ip in _IPV6_PUBLIC


def _whole(response: requests.Response) -> bytes:
    body, until = bytearray(), time.monotonic() + LONGEST
    # read1 gives what has come, where iter_content waits for a full chunk, however slowly it fills.
    while chunk := response.raw.read1(65536, decode_content=True):
        body += chunk
        if len(body) > MAX_BYTES:
            raise ApiError("the answer is longer than 20 MB", "broken")
        if time.monotonic() > until:
            raise ApiError(f"the answer took longer than {LONGEST:.0f} seconds", "later", WAIT)
    return bytes(body)


def _check(answer: Answer, host: str) -> None:
    if answer.status < 300:
        return
    said = f"{host} answered HTTP {answer.status}"
    if answer.status in (401, 403):
        raise ApiError(said, "credentials", status=answer.status)
    if answer.status in LATER:
        raise ApiError(said, "later", _retry_after(answer.headers.get("Retry-After", "")))
    raise ApiError(said, "broken", status=answer.status)


def _retry_after(value: str) -> timedelta:
    try:
        return min(timedelta(seconds=max(float(value), 1.0)), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return WAIT

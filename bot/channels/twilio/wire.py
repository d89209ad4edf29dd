"""The official SDK's HTTP with our address and timeout, and its failures in our words."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import requests
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NewConnectionError

from bot.ports import SendError

DATE_LENGTH = len("Sat, 28 Nov 2026 14:00:00 GMT")
HANDS = 64  # messages held out to Twilio at once, which takes its time for each
USER_TIMEOUT: int | None = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux alone has it
TIMEOUT = 8.0  # seconds to connect, and again to read; the SDK has none of its own
# At INFO the SDK prints addresses with phone numbers in them.
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)
logging.getLogger("urllib3").setLevel(logging.INFO)
T = TypeVar("T")


class Forgetting(HTTPAdapter):
    """Connections on which nothing arrives late: what the other side has not got by the timeout is thrown away.

    Else a request that we have given up would lie in this machine's sockets, and reach Twilio once the network is
    back: minutes later, when it was sent again already.
    """

    def __init__(self, timeout: float, **options: Any) -> None:
        self._options = list(HTTPConnection.default_socket_options)
        if USER_TIMEOUT is not None:
            self._options.append((socket.IPPROTO_TCP, USER_TIMEOUT, int(timeout * 1000)))
        super().__init__(**options)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, socket_options=self._options)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, **kwargs, socket_options=self._options)


class Http(TwilioHttpClient):  # type: ignore[misc]  # the SDK has no types
    """The SDK's HTTP with every product at one address (a simulator, a proxy) and a timeout in seconds.

    `ahead`: by how much Twilio's clock was ahead of this machine's at the last answer that told its time.
    """

    def __init__(self, api_url: str | None, timeout: float) -> None:
        super().__init__(timeout=timeout)
        # A connection for each hand is kept; the SDK keeps as many as there are processors, and shuts the others.
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, Forgetting(timeout, pool_maxsize=HANDS))
        self.ahead = timedelta()
        self._ways: dict[str, dict[str, Any]] = {}  # proxies and certificates that the environment names, by host
        self._at = urlsplit(api_url) if api_url else None
        if self._at and self._at.hostname in ("127.0.0.1", "localhost", "::1"):
            self.session.trust_env = False  # a neighbour, never behind a proxy

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        if self._at:
            url = urlunsplit(urlsplit(url)._replace(scheme=self._at.scheme, netloc=self._at.netloc))
        answer = (
            self._post(url, **kwargs) if _is_form(method, args, kwargs) else self._ask(method, url, *args, **kwargs)
        )
        told = _told_at(str((answer.headers or {}).get("Date", "")))
        if told is not None:
            self.ahead = told - datetime.now(UTC)
        return answer

    def _ask(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        answer: Response = super().request(method, url, *args, **kwargs)
        return answer

    def _post(
        self, url: str, *, data: Mapping[str, Any], headers: Mapping[str, str], auth: tuple[str, str], **_: Any
    ) -> Response:
        """Post a form as the SDK does, but for what it looks at anew each time: proxies, cookies, hooks, redirects.

        Of a message's way out that was a third of the processor's time.
        """
        asked = PreparedRequest()
        asked.method, asked.url, asked.hooks = "POST", url, {}
        asked.headers = CaseInsensitiveDict(headers)
        asked.prepare_body({name: value for name, value in data.items() if value is not None}, None)
        asked.prepare_auth(auth)
        host = urlsplit(url).netloc
        if host not in self._ways:
            self._ways[host] = self.session.merge_environment_settings(url, {}, False, None, None)
        answer = self.session.get_adapter(url).send(asked, timeout=self.timeout, **self._ways[host])
        return Response(int(answer.status_code), answer.text, answer.headers)


def _is_form(method: str, args: Sequence[object], kwargs: Mapping[str, Any]) -> bool:
    is_json = "json" in str((kwargs.get("headers") or {}).get("Content-Type", ""))
    return method.upper() == "POST" and not args and bool(kwargs.get("data") and kwargs.get("auth")) and not is_json


def translated(call: Callable[[], T], *, idempotent: bool = False) -> T:
    """The call's result.

    Raises:
        SendError: for every failure; it says whether the call may be repeated.
    """
    in_doubt = "not_sent" if idempotent else "unknown"
    try:
        return call()
    except (TwilioRestException, TwilioServiceException) as error:
        status = int(error.status or 0)
        if status == 429:
            raise SendError("too many requests", "not_sent", 20429) from error
        if status >= 500 or status < 400:
            raise SendError(f"HTTP {status}", in_doubt) from error
        raise SendError(f"HTTP {status}", "refused", int(error.code or 0) or None) from error
    except requests.RequestException as error:
        outcome = "not_sent" if _before_anything_was_sent(error) else in_doubt
        raise SendError(type(error).__name__, outcome) from error
    except (TwilioException, ValueError) as error:  # an answer the SDK could not read
        raise SendError("unreadable answer", in_doubt) from error


def _before_anything_was_sent(error: requests.RequestException) -> bool:
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


def _told_at(date: str) -> datetime | None:
    """The time that an answer's Date header says, the last where it says two; None where it says none."""
    try:
        told = parsedate_to_datetime(date[-DATE_LENGTH:])
    except ValueError:
        return None
    # It names the second that has begun.
    return (told if told.tzinfo else told.replace(tzinfo=UTC)) + timedelta(seconds=0.5)

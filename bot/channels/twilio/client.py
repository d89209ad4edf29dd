"""Sends through the official SDK and translates what comes back."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from urllib3.exceptions import NewConnectionError

from bot.channels.twilio.content import shape_of, variables_of
from bot.ports import Accepted, Letter, Logged, SendError

TIMEOUT = 8.0  # seconds to connect, and again to read; the SDK has none of its own
TYPING_TIMEOUT = 2.0
LOG_PAGE = 50  # messages of one receiver looked through when a send is in doubt
# At INFO the SDK prints addresses with phone numbers in them.
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)
logging.getLogger("urllib3").setLevel(logging.INFO)
T = TypeVar("T")
_SID = re.compile(r"(SM|MM)[0-9a-zA-Z]{32}")


class _Http(TwilioHttpClient):  # type: ignore[misc]  # the SDK has no types
    """The SDK's HTTP with every product at one address (a simulator, a proxy) and a timeout."""

    def __init__(self, api_url: str | None, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._at = urlsplit(api_url) if api_url else None
        if self._at and self._at.hostname in ("127.0.0.1", "localhost", "::1"):
            self.session.trust_env = False  # a neighbour, never behind a proxy

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        if self._at:
            url = urlunsplit(urlsplit(url)._replace(scheme=self._at.scheme, netloc=self._at.netloc))
        return super().request(method, url, *args, **kwargs)


class TwilioMessenger:
    """The Messenger of bot.ports. Safe to share between threads."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None, status_url: str) -> None:
        self._client = Client(account_sid, auth_token, http_client=_Http(api_url, TIMEOUT))
        self._typing = Client(account_sid, auth_token, http_client=_Http(api_url, TYPING_TIMEOUT))
        self._status_url = status_url

    def send(self, letter: Letter) -> Accepted:
        """POST Messages. Our token in the callback's address ties its status to our row whatever happens here."""
        values: dict[str, Any] = {
            "to": _address(letter.channel, letter.receiver),
            "status_callback": f"{self._status_url}?m={letter.token}",
        }
        if letter.messaging_service_sid:
            values["messaging_service_sid"] = letter.messaging_service_sid
        if letter.sender:
            values["from_"] = _address(letter.channel, letter.sender)
        if letter.content_sid:
            values["content_sid"] = letter.content_sid
            values["content_variables"] = json.dumps(variables_of(letter), ensure_ascii=False)
        else:
            values["body"] = letter.text
        message = _translated(lambda: self._client.messages.create(**values))
        if not _SID.fullmatch(str(message.sid)):
            raise SendError("an answer without a message id", "unknown")
        return Accepted(str(message.sid), str(message.status))

    def make_content(self, letter: Letter) -> str:
        """POST /v1/Content for the letter's shape. A repeat makes a second, unused resource: harmless."""
        shape = shape_of(letter)
        request = ContentList.ContentCreateRequest(
            {
                "friendly_name": "dastak_shape",
                "language": "en",
                "variables": shape.variables,
                "types": ContentList.Types(shape.types),
            }
        )
        content = _translated(lambda: self._client.content.v1.contents.create(request), idempotent=True)
        return str(content.sid)

    def sent_to(self, receiver: str, channel: str, sender: str, since: datetime) -> list[Logged]:
        """GET Messages by To, newest first; those of other senders and of before `since` are left out.

        With a Messaging Service Twilio chooses the sender late, so that a message may have none yet.
        """
        # Twilio's own filter is by whole days of DateSent, which a message still queued there has not.
        ours = ("", _address(channel, sender)) if sender else None
        messages = _translated(
            lambda: self._client.messages.list(to=_address(channel, receiver), limit=LOG_PAGE, page_size=LOG_PAGE),
            idempotent=True,
        )
        return [
            Logged(str(m.sid), str(m.status), m.body or "", m.date_created, m.error_code)
            for m in messages
            if str(m.direction).startswith("outbound")
            and (ours is None or str(m.from_ or "") in ours)
            and (m.date_created or since) >= since.replace(microsecond=0)
        ]

    def show_typing(self, inbound_sid: str) -> None:
        """The typing indicator; also marks the message as read (FACTS 5). Never in the way of an answer."""
        try:
            self._typing.messaging.v2.typing_indicator.create(channel="whatsapp", message_id=inbound_sid)
        except (TwilioException, requests.RequestException) as error:
            logging.getLogger(__name__).debug("typing indicator not shown: %s", type(error).__name__)


def _translated(call: Callable[[], T], *, idempotent: bool = False) -> T:
    """The call's result; every failure becomes a SendError that says whether it may be repeated."""
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


def _address(channel: str, address: str) -> str:
    return address if channel == "sms" else f"{channel}:{address}"

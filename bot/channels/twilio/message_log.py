"""Twilio's own list of messages, asked for what customers wrote while nobody took their webhooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import requests
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from werkzeug.datastructures import MultiDict

from bot.channels.twilio.inbound import parse_message
from bot.channels.twilio.wire import TIMEOUT, Http
from bot.domain.channels import Channel
from bot.ports import ApiError, MediaLink, Received

PAGE, BILLS = 200, 1000
MOST_PAID = 1000  # of its currency, for one message: what is more is no price
MOST_FILES = 10  # of one message
_API = "https://api.twilio.com"
_UNIT = re.compile(r"[A-Z]{3}")
_WAIT = timedelta(seconds=30)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that came in, as Twilio lists it: when, how many files, and its fields as a webhook names them."""

    sid: str
    at: datetime
    files: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class HeardPage:
    """A page of them, newest first; `cursor` goes on, None after the last that is young enough."""

    messages: tuple[Heard, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Bill:
    """What Twilio has billed for a message: millionths of its currency."""

    sid: str
    micros: int
    unit: str


@dataclass(frozen=True, slots=True)
class BillPage:
    """A page of bills, newest messages first; `cursor` goes on, None after the last one."""

    bills: tuple[Bill, ...]
    cursor: str | None


class MessageLog:
    """The list of one account. Safe to share between threads."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None) -> None:
        self._client = Client(account_sid, auth_token, http_client=Http(api_url, TIMEOUT))
        self._api = (api_url or _API).rstrip("/")

    def received_by(self, number: str, channel: str, since: datetime, cursor: str | None) -> HeardPage:
        """A page of what customers wrote to one of our numbers since then.

        Raises:
            ApiError: as the APIs of shops do.
        """
        address = number if channel == Channel.SMS else f"{channel}:{number}"
        # By whole days: Twilio's filter knows no hours.
        day = since.astimezone(UTC).date().isoformat()
        messages = self._client.messages
        page = _asked(
            lambda: (
                messages.get_page(cursor) if cursor else messages.page(to=address, date_sent_after=day, page_size=PAGE)
            )
        )
        found = _asked(lambda: [_heard(one) for one in page if one.direction == "inbound"])
        # Newest first: what follows an old one is older still.
        ended = any(one.at < since for one in found)
        return HeardPage(
            tuple(one for one in found if one.at >= since), None if ended else _asked(lambda: page.next_page_url)
        )

    def billed_to(self, number: str, channel: str, since: date, cursor: str | None) -> BillPage:
        """A page of what Twilio has billed for what one of our numbers has sent since a day; not all has a price yet.

        Raises:
            ApiError: as the APIs of shops do.
        """
        address = number if channel == Channel.SMS else f"{channel}:{number}"
        messages = self._client.messages
        page = _asked(
            lambda: (
                messages.get_page(cursor)
                if cursor
                else messages.page(from_=address, date_sent_after=since.isoformat(), page_size=BILLS)
            )
        )
        bills = _asked(lambda: tuple(filter(None, map(_bill, page))))
        return BillPage(bills, _asked(lambda: page.next_page_url))

    def files_of(self, sid: str) -> tuple[MediaLink, ...]:
        """The files of a message, at the addresses its webhook would have named. Raises ApiError."""
        listed = _asked(lambda: self._client.messages(sid).media.list(limit=MOST_FILES))
        return tuple(
            MediaLink(f"{self._api}{str(one.uri).removesuffix('.json')}", str(one.content_type)) for one in listed
        )


def as_received(heard: Heard, files: Sequence[MediaLink]) -> Received:
    """The message as its webhook would have brought it; raises bot.channels.twilio.inbound.UnreadableMessage."""
    form = MultiDict(heard.fields | {"NumMedia": str(len(files))})
    for place, file in enumerate(files):
        form[f"MediaUrl{place}"], form[f"MediaContentType{place}"] = file.url, file.content_type
    return parse_message(form)


def _bill(message: Any) -> Bill | None:
    """The bill of a message, None while it has no price. Twilio tells what we pay as a negative number."""
    try:
        price = Decimal(str(message.price))
    except InvalidOperation:
        return None
    unit = str(message.price_unit or "")
    if not price.is_finite() or not _UNIT.fullmatch(unit) or abs(price) >= MOST_PAID:
        return None
    return Bill(str(message.sid), int(abs(price) * 1_000_000), unit)


def _heard(message: Any) -> Heard:
    files = str(message.num_media or "0")
    fields = {"MessageSid": message.sid, "From": message.from_, "To": message.to, "Body": message.body}
    return Heard(
        sid=str(message.sid),
        at=(message.date_sent or message.date_created).astimezone(UTC),
        files=int(files) if files.isascii() and files.isdigit() else 0,
        fields={name: _storable(str(value or "")) for name, value in fields.items()},
    )


def _storable(text: str) -> str:
    """Without NUL and halves of letters, which no database takes."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def _asked(call: Callable[[], T]) -> T:
    """The call's result; every failure as ApiError."""
    try:
        return call()
    except requests.RequestException as error:
        raise ApiError(f"Twilio could not be reached ({type(error).__name__})", "later", _WAIT) from error
    except (TwilioException, ValueError, AttributeError) as error:
        status = _status(error)
        if status in (401, 403):
            raise ApiError(f"Twilio answered HTTP {status}: check TWILIO_AUTH_TOKEN", "credentials") from error
        if status == 429 or status >= 500:
            raise ApiError(f"Twilio answered HTTP {status}", "later", _WAIT) from error
        raise ApiError(f"Twilio's message list cannot be read (HTTP {status})", "broken") from error


def _status(error: Exception) -> int:
    """The SDK hides the status of a page it could not fetch in the exception's arguments."""
    answer = error.args[1] if len(error.args) > 1 else error
    status = getattr(answer, "status_code", None) or getattr(answer, "status", None)
    return status if isinstance(status, int) else 0

"""Sends through the official SDK and translates what comes back."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import requests
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

from bot.channels.twilio.content import shape_of, variables_of
from bot.channels.twilio.wire import TIMEOUT, Http, translated
from bot.domain.channels import Channel
from bot.logs import get_logger
from bot.ports import Accepted, Letter, Logged, SendError

log = get_logger(__name__)
TYPING_TIMEOUT = 2.0
LOG_PAGE = 50  # messages of one receiver looked through when a send is in doubt
_SID = re.compile(r"(SM|MM)[0-9a-zA-Z]{32}")


class TwilioMessenger:
    """The Messenger of bot.ports. Safe to share between threads."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None, status_url: str) -> None:
        self._http = Http(api_url, TIMEOUT)
        self._client = Client(account_sid, auth_token, http_client=self._http)
        self._typing = Client(account_sid, auth_token, http_client=Http(api_url, TYPING_TIMEOUT))
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
            variables = variables_of(letter) if letter.variables is None else dict(letter.variables)
            values["content_variables"] = json.dumps(variables, ensure_ascii=False)
        else:
            values["body"] = letter.text
            if letter.picture_url:
                values["media_url"] = [letter.picture_url]
        message = translated(lambda: self._client.messages.create(**values))
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
        content = translated(lambda: self._client.content.v1.contents.create(request), idempotent=True)
        return str(content.sid)

    def sent_to(self, receiver: str, channel: str, sender: str, since: datetime) -> list[Logged]:
        """GET Messages by To, newest first, dated by our clock, without those of other senders and of before `since`.

        With a Messaging Service Twilio chooses the sender late, so that a message may have none yet.
        """
        # Twilio's own filter is by whole days of DateSent, which a message still queued there has not.
        ours = ("", _address(channel, sender)) if sender else None
        messages = translated(
            lambda: self._client.messages.list(to=_address(channel, receiver), limit=LOG_PAGE, page_size=LOG_PAGE),
            idempotent=True,
        )
        ahead = self._http.ahead
        logged = [
            Logged(str(m.sid), str(m.status), m.body or "", m.date_created and m.date_created - ahead, m.error_code)
            for m in messages
            if str(m.direction).startswith("outbound") and (ours is None or str(m.from_ or "") in ours)
        ]
        return [one for one in logged if one.created_at is None or one.created_at >= since]

    def show_typing(self, inbound_sid: str) -> None:
        """The typing indicator; also marks the message as read (FACTS 5). Never in the way of an answer."""
        try:
            self._typing.messaging.v2.typing_indicator.create(channel=Channel.WHATSAPP, message_id=inbound_sid)
        except (TwilioException, requests.RequestException) as error:
            log.debug("typing indicator not shown", error=type(error).__name__)


def _address(channel: str, address: str) -> str:
    return address if channel == Channel.SMS else f"{channel}:{address}"

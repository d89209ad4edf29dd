"""Twilio's list of WhatsApp senders: how good each is thought to be, and to how many new people it may write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from twilio.rest import Client

from bot.channels.twilio.wire import TIMEOUT, Http, translated
from bot.domain.channels import Channel

MOST = 1000  # senders of one account that are looked at


@dataclass(frozen=True, slots=True)
class ListedSender:
    """A number as Twilio lists it, with its words for quality and limit; "" where it says nothing."""

    number: str
    status: str
    quality: str
    limit: str
    webhook: str = ""  # where its messages go


class TwilioSenders:
    """The Senders API (v2) of one account."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None) -> None:
        self._senders = Client(
            account_sid, auth_token, http_client=Http(api_url, TIMEOUT)
        ).messaging.v2.channels_senders

    def listed(self) -> list[ListedSender]:
        """Every WhatsApp sender of the account. Raises SendError."""
        found = translated(lambda: self._senders.list(channel=str(Channel.WHATSAPP), limit=MOST), idempotent=True)
        return [_read(one) for one in found]


def _read(one: Any) -> ListedSender:
    """Twilio documents neither what may be missing nor all words there are."""
    properties = one.properties if isinstance(one.properties, dict) else {}
    return ListedSender(
        number=str(one.sender_id or "").removeprefix(f"{Channel.WHATSAPP}:")[:40],
        status=str(one.status or "")[:40],
        quality=str(properties.get("quality_rating") or "")[:40],
        limit=str(properties.get("messaging_limit") or "")[:60],
        webhook=str((one.webhook if isinstance(one.webhook, dict) else {}).get("callback_url") or "")[:1000],
    )

"""An account at Twilio: whether it lets us in, and the senders it has."""

from __future__ import annotations

from twilio.rest import Client

from bot.channels.twilio.senders import TwilioSenders
from bot.channels.twilio.wire import TIMEOUT, Http, translated
from bot.domain.channels import Channel
from bot.ports.accounts import ACTIVE, AccountFound, SenderFound

MOST = 200  # numbers read of an account


class TwilioAccount:
    """The SenderAccount of bot.ports. Safe to share between threads."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str | None) -> None:
        self._sid = account_sid
        self._client = Client(account_sid, auth_token, http_client=Http(api_url, TIMEOUT))
        self._senders = TwilioSenders(account_sid, auth_token, api_url)

    def look(self) -> AccountFound:
        """GET the account, its WhatsApp senders and its numbers.

        Raises:
            SendError: it does not let us in, or does not answer.
        """
        account = translated(lambda: self._client.api.v2010.accounts(self._sid).fetch(), idempotent=True)
        name, state, kind = (str(value or "") for value in (account.friendly_name, account.status, account.type))
        senders = self._list_senders() if state == ACTIVE else ()
        return AccountFound(name, state, senders, kind)

    def _list_senders(self) -> tuple[SenderFound, ...]:
        numbers = translated(lambda: self._client.incoming_phone_numbers.list(limit=MOST), idempotent=True)
        found = [
            SenderFound(Channel.WHATSAPP, one.number, one.status.lower(), one.quality, one.limit, one.webhook)
            for one in self._senders.listed()
        ]
        found += [
            SenderFound(Channel.SMS, str(one.phone_number), "online", webhook=str(one.sms_url or ""))
            for one in numbers
            if (one.capabilities or {}).get("sms")
        ]
        return tuple(found)

"""The ways to Twilio: one for each account, made of its sid and token; the one place that opens a shop's own token."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.datastructures import MultiDict

from bot.channels.twilio.account import TwilioAccount
from bot.channels.twilio.client import TwilioMessenger
from bot.channels.twilio.message_log import MessageLog
from bot.channels.twilio.senders import TwilioSenders
from bot.channels.twilio.signature import Signature
from bot.channels.twilio.templates import TwilioTemplates
from bot.db.engine import Database
from bot.ports import Messenger
from bot.ports.accounts import SenderAccount
from bot.services.accounts import own
from bot.services.connections.vault import Sealed, Vault

MOST = 256  # ways kept open in a process
SID = re.compile(r"AC[0-9a-fA-F]{32}")


@dataclass(frozen=True, slots=True)
class Way:
    """One account at Twilio, and everything that is asked of it."""

    sid: str
    token: str = field(repr=False)
    api_url: str | None
    messenger: Messenger
    message_log: MessageLog
    account: SenderAccount

    def templates(self) -> TwilioTemplates:
        """The Content API of the account."""
        return TwilioTemplates(self.sid, self.token, self.api_url)

    def senders(self) -> TwilioSenders:
        """The Senders API of the account."""
        return TwilioSenders(self.sid, self.token, self.api_url)


class Forgotten(Exception):
    """An account's token is not kept any more: nothing can be asked of it."""

    def __init__(self) -> None:
        super().__init__("its token is not kept any more")


class Ways:
    """The ways of shops' own accounts. Safe to share between threads.

    A row of an account is never changed (bot.db.accounts), so that what was made of one holds in every process.
    """

    def __init__(self, door: Database, vault: Vault, api_url: str | None, status_url: str) -> None:
        self._door, self._vault = door, vault
        self._api_url, self._status_url = api_url, status_url
        self._made: OrderedDict[int, Way] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, sid: str, token: str) -> Way:
        """A way by this sid and token, which nobody has tried yet."""
        account = (sid, token, self._api_url)
        messenger = TwilioMessenger(*account, self._status_url)
        return Way(*account, messenger, MessageLog(*account), TwilioAccount(*account))

    def of(self, account_id: int) -> Way:
        """The way of a shop's own account, by its row.

        Raises:
            Sealed: none of the keys opens its token.
            Forgotten: it was left, and its token let go.
        """
        with self._lock:
            if account_id in self._made:
                self._made.move_to_end(account_id)
                return self._made[account_id]
        with self._door.reading.begin() as db:
            found = own.find_token(db, account_id)
        if found is None:
            raise Forgotten
        way = self.make(found[0], str(self._vault.open(found[1])))
        with self._lock:
            self._made[account_id] = way
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        return way

    def has(self, sid: str, now: datetime) -> bool:
        """Whether an account by this sid is a shop's own, or was until lately.

        Raises:
            DatabaseError: nobody can say now.
        """
        return bool(self._keys(sid, now))

    def is_signed(self, sid: str, url: str, form: MultiDict[str, str], signature: str, now: datetime) -> bool | None:
        """Whether a request was signed with a token of the account that it names, None: which no shop has.

        The name only chooses the key.

        Raises:
            Sealed: a token that might be right cannot be opened.
            DatabaseError: the tokens cannot be read now.
        """
        keys = self._keys(sid, now)
        if not keys:
            return None
        tokens, sealed = self._open(keys)
        if Signature(tokens).is_right(url, form, signature):
            return True
        if sealed is not None and signature:
            raise sealed
        return False

    def _keys(self, sid: str, now: datetime) -> Sequence[own.AccountKey]:
        if not SID.fullmatch(sid):
            return ()
        with self._door.reading.begin() as db:
            return own.list_keys(db, sid, now)

    def _open(self, keys: Sequence[own.AccountKey]) -> tuple[list[str], Sealed | None]:
        tokens, shut = [], None
        for key in keys:
            try:
                tokens.append(str(self._vault.open(key.sealed)))
            except Sealed as error:
                shut = error
        return tokens, shut

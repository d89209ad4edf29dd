"""Lets a shop's messages leave by a Twilio account of its own, tried and kept sealed; or by the installation's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.db.changes import ChangeKind, note_change
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.ports import SendError
from bot.ports.accounts import ACTIVE, AccountFound
from bot.services.accounts import own, senders
from bot.services.accounts.senders import BadSender
from bot.services.connections import pulls
from bot.services.connections.vault import Sealed
from bot.services.desk import alerts
from bot.services.sending.shut import ACCOUNT_ALERT
from bot.services.setup import going_live, notes
from bot.services.staff import audit
from bot.services.staff.audit import Actor

if TYPE_CHECKING:
    from bot.bootstrap import Bot

TRIAL = "Trial"
_SHUT = frozenset({20005, 20006, 10001})  # Twilio's codes of an account that is suspended or closed


class BadAccount(ValueError):
    """An account that cannot be the shop's: the field, what is wrong with it, and what to do."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field} {problem}: {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


def try_account(bot: Bot, sid: str, token: str) -> AccountFound:
    """What an account is and has, asked at Twilio with what is given; nothing is kept.

    Raises:
        BadAccount: it does not let us in, or cannot be used.
        SendError: Twilio does not answer now.
    """
    from bot.ways import SID

    if sid.startswith("SK"):
        raise BadAccount("account_sid", "is that of an API key", "write the Account SID, which begins with AC")
    if not SID.fullmatch(sid):
        raise BadAccount("account_sid", "is no Account SID", "copy it from the Twilio console: AC and 32 of 0-9, a-f")
    if sid == bot.settings.twilio_account_sid:
        raise BadAccount("account_sid", "is the installation's own account", "leave both empty: it is used as it is")
    if not token.isascii() or not token.isalnum():
        raise BadAccount("auth_token", "is no Auth Token", "copy it from the Twilio console: 32 of 0-9, a-f")
    try:
        found = bot.ways.make(sid, token).account.look()
    except SendError as error:
        raise _explained(error) from error
    if found.state != ACTIVE:
        raise BadAccount("account_sid", f"is {found.state} at Twilio", "have it opened again there, or give another")
    return found


def _explained(error: SendError) -> Exception:
    if error.outcome != "refused":
        return error
    if error.code in _SHUT:
        return BadAccount("account_sid", "is suspended or closed", "see the Twilio console, or give another account")
    return BadAccount(
        "auth_token",
        "does not open this account",
        "copy SID and Auth Token from the same page of the Twilio console; an API key's secret is no Auth Token",
    )


@dataclass(frozen=True, slots=True)
class AccountWanted:
    """An account that was tried: its sid and token, None for the installation's; what was found; which numbers.

    `numbers`: by field; None: as it was, or the only one there is.
    """

    given: tuple[str, str] | None = field(repr=False)
    found: AccountFound
    numbers: Mapping[str, str | None]


def use_account(db: Session, bot: Bot, actor: Actor, wanted: AccountWanted) -> None:
    """Let a shop's messages leave by an account, and from its numbers.

    Raises:
        BadSender: a number that it cannot be.
    """
    now, merchant_id, given, found = bot.now(), actor.merchant_id, wanted.given, wanted.found
    shop = db.get_one(Merchant, merchant_id, with_for_update=True, populate_existing=True)
    chosen = senders.choose_senders(shop, found.senders, wanted.numbers, going_live.list_taken(db, merchant_id))
    has_changed = _keep(db, bot, merchant_id, given, found)
    if has_changed or any(getattr(shop, senders.FIELDS[one]) != (chosen[one] or None) for one in senders.FIELDS):
        senders.give_senders(db, shop, chosen)
    if has_changed:
        shop.messaging_service_sid = None  # of the account before
        pulls.begin_messages_anew(db, merchant_id, now)
    alerts.clear_alert(db, merchant_id, ACCOUNT_ALERT)
    notes.keep_note(db, merchant_id, notes.TWILIO, {"name": found.name, "state": found.state}, now)
    what = "installation" if given is None else "changed" if has_changed else "kept"
    audit.record(db, actor, "setup.account", "settings:twilio", now, what)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)


def _keep(db: Session, bot: Bot, merchant_id: int, given: tuple[str, str] | None, found: AccountFound) -> bool:
    """Keep an account unless it is the one there is with the token there is; True when the shop changed accounts."""
    if given is None:
        return own.keep_account(db, merchant_id, None, bot.now()) if own.find_own(db, merchant_id) else False
    before, (sid, token) = own.find_own(db, merchant_id), given
    if before is not None and before.sid == sid and _opened(bot, before.token) == token:
        return False
    new = own.NewAccount(sid, bot.vault.seal(token), found.name, found.kind)
    return own.keep_account(db, merchant_id, new, bot.now())


def _opened(bot: Bot, sealed: str) -> str | None:
    try:
        return str(bot.vault.open(sealed))
    except Sealed:
        return None


__all__ = ["TRIAL", "BadAccount", "BadSender", "try_account", "use_account"]

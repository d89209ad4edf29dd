"""The numbers that a shop's messages leave from, chosen of those an account has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.shop import Merchant
from bot.domain.channels import Channel
from bot.ports.accounts import SenderFound

FIELDS = {Channel.WHATSAPP: "whatsapp_from", Channel.SMS: "sms_from"}


class BadSender(ValueError):
    """A number that cannot be the shop's: the field, what is wrong with it, and what to do."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field} {problem}: {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


def choose_senders(
    shop: Merchant, found: Sequence[SenderFound], wanted: Mapping[str, str | None], taken: frozenset[str]
) -> dict[str, str]:
    """Return the number for each channel, "" for none.

    Args:
        wanted: by field; where it is None the shop keeps its number if the account has it, or gets the only one.

    Raises:
        BadSender: the account has it not, it is another shop's, there is none at all, or somebody has to choose.
    """
    chosen = {channel: _choose(channel, shop, found, wanted, taken) for channel in FIELDS}
    if not any(chosen.values()):
        remedy = "buy a number at Twilio, or register your WhatsApp number there, then try again"
        raise BadSender("account_sid", "has no number that this shop could use", remedy)
    return {str(channel): number for channel, number in chosen.items()}


def _choose(
    channel: Channel,
    shop: Merchant,
    found: Sequence[SenderFound],
    wanted: Mapping[str, str | None],
    taken: frozenset[str],
) -> str:
    field = FIELDS[channel]
    mine = [one.number for one in found if one.channel == channel and one.number not in taken]
    number = wanted.get(field)
    if number is None:
        kept = getattr(shop, field)
        if kept in mine:
            return str(kept)
        if len(mine) > 1:
            raise BadSender(field, "has to be chosen", f"send one of {', '.join(mine[:10])}")
        return mine[0] if mine else ""
    if number and number not in mine:
        raise BadSender(field, "is no number of this account that is free", f"send one of {', '.join(mine[:10])}")
    return number


def give_senders(db: Session, shop: Merchant, chosen: Mapping[str, str]) -> None:
    """Let a shop's messages leave from these numbers alone, those of conversations that are under way as well."""
    for channel, field in FIELDS.items():
        number = chosen.get(channel) or None
        setattr(shop, field, number)
        if number is not None:
            old = (Conversation.merchant_id == shop.id, Conversation.channel == channel)
            moved = update(Conversation).where(*old, Conversation.our_address != number)
            db.execute(moved.values(our_address=number))
    db.flush()

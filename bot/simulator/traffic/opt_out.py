"""Twilio's own handling of STOP, START and HELP on SMS (FACTS 6.1)."""

from __future__ import annotations

from bot.simulator.traffic import delivery
from bot.simulator.traffic.checks import MessageDraft
from bot.simulator.world.accounts import SimAccount
from bot.simulator.world.ledger import Message
from bot.simulator.world.world import World

STOP = frozenset(("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"))
START = frozenset(("START", "YES", "UNSTOP"))
HELP = frozenset(("HELP", "INFO"))
STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number."
    " Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number."
    " Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


def handle(world: World, message: Message) -> bool:
    """Act on an opt-out word; True when Twilio has answered it. The shop is told all the same."""
    word = message.body.strip().upper()
    pair = (message.phone, message.shop)
    if message.channel != "sms" and not world.account_of(message.shop).advanced_opt_out:
        return False
    if word in STOP:
        fresh = world.store.change("INSERT OR IGNORE INTO opt_outs (phone, shop) VALUES (?, ?)", pair)
        return _answer(world, message, STOPPED) if fresh else True
    if word in START:
        # YES from somebody who never opted out is an ordinary word.
        known = world.store.change("DELETE FROM opt_outs WHERE phone = ? AND shop = ?", pair)
        return _answer(world, message, STARTED) if known else False
    return _answer(world, message, HELPED) if word in HELP else False


def told(account: SimAccount, message: Message) -> dict[str, str]:
    """What the shop is told of an opt-out word: nothing, unless Advanced Opt-Out is on."""
    kinds = {"STOP": STOP, "START": START, "HELP": HELP}
    word = message.body.strip().upper()
    named = [kind for kind, words in kinds.items() if word in words]
    return {"OptOutType": named[0]} if named and account.advanced_opt_out else {}


def _answer(world: World, message: Message, body: str) -> bool:
    draft = MessageDraft(message.phone, message.channel, message.customer, message.shop, body, None, None)
    delivery.create(world, draft, "outbound-reply")
    return True

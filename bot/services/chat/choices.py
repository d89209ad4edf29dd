"""Which offered choice a message means (tapped, typed as a number or a title), and taps that need no model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Choice, Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.polarity import Act, Polarity, polarity
from bot.domain.sending import ROW_TITLE, TITLE, Author, Lane
from bot.domain.shortening import shortened_titles
from bot.domain.words import harmless, is_start
from bot.ports import Answered, Offered, Said
from bot.services.chat import newsletter_taps
from bot.services.chat.campaign_taps import LATER, SHOW, URL, say_later, show_link
from bot.services.chat.last_said import MAYBE_SAID, find_last_said
from bot.services.chat.second_wishes import SAY, WORDS
from bot.services.desk import consenting, requests, resolving
from bot.services.orders.cancelling import restore_order
from bot.services.orders.finding import find_order
from bot.services.people import consent
from lexicon.folding import bare

# A longer text is no title.
LONGEST_TITLE = 60
# How choices are shown below which a person has written since.
TITLES_ALONE = "titles alone"
UNDO_STOP, NO_OFFERS = "undo_stop", "no_offers"
_PURPOSE = "purpose"
PERSON = Offered("button.person", {}, "talk_to_person")
UNDO = Offered("button.undo", {}, UNDO_STOP)


def find_meant(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> Choice | None:
    """The choice this conversation was offered and that still holds, if the message is one."""
    if inbound.choice:
        return db.scalars(
            select(Choice).where(
                Choice.conversation_id == conversation.id, Choice.token == inbound.choice, Choice.expires_at > now
            )
        ).first()
    typed = bare(inbound.text)
    if not typed or len(typed) > LONGEST_TITLE:
        return None
    shown_as, offered = _latest(db, conversation, now)
    if shown_as == TITLES_ALONE:
        return next((choice for choice, titles in _titles(offered) if typed in titles), None)
    undo = next((choice for choice in offered if choice.intent == UNDO_STOP), None)
    if undo is not None and _takes_back_stop(conversation, inbound.text):
        return undo
    taken_up = next((choice for choice in offered if choice.intent == SAY), None)
    if taken_up is not None and polarity(inbound.text, _locale_of(conversation), Act.CONFIRM) is Polarity.YES:
        return taken_up
    by_title = (choice for choice, titles in _titles(offered) if typed in titles)
    by_number = (choice for choice in offered if shown_as == "numbered" and typed == str(choice.position))
    return next(by_title, None) or next(by_number, None)


def _takes_back_stop(conversation: Conversation, text: str) -> bool:
    """Whether words right below "you'll get no more messages" say that they are wanted: "no, keep them coming"."""
    return is_start(text) or polarity(text, _locale_of(conversation), Act.STOP) is Polarity.NO


def _locale_of(conversation: Conversation) -> str:
    return conversation.customer.locale or conversation.merchant.locale


def _titles(offered: Sequence[Choice]) -> Iterator[tuple[Choice, set[str]]]:
    """Each choice with its title as customers may type it: whole, or as far as WhatsApp showed it."""
    whole = [choice.title for choice in offered]
    shown = (whole, shortened_titles(whole, TITLE), shortened_titles(whole, ROW_TITLE))
    for choice, titles in zip(offered, zip(*shown, strict=True), strict=True):
        yield choice, set(map(bare, titles))


def write_meaning(choice: Choice) -> str:
    """What a choice means: in Rasa's own notation, which only we ever write, or the customer's words once more."""
    if choice.intent == SAY:
        return harmless(str(choice.entities.get(WORDS, "")))
    entities = json.dumps(choice.entities, ensure_ascii=False) if choice.entities else ""
    return f"/{choice.intent}{entities}"


def has_told_alert(db: Session, conversation: Conversation) -> bool:
    """Whether the last thing we said is an alert to the shop's own people."""
    row = find_last_said(db, conversation, MAYBE_SAID)
    return row is not None and row.lane == Lane.ALERT


def has_asked_for_detail(db: Session, conversation: Conversation) -> bool:
    """Whether the last thing we said asks for words of the customer's own: an address, a reason."""
    return _last_key(db, conversation).startswith("request.ask.")


def has_asked_for_address(db: Session, conversation: Conversation) -> bool:
    """Whether the last thing we said asks for an address, which may hold any words."""
    return _last_key(db, conversation) == "request.ask.address"


def _last_key(db: Session, conversation: Conversation) -> str:
    row = find_last_said(db, conversation, MAYBE_SAID)
    return (row.key or "") if row else ""


def _latest(db: Session, conversation: Conversation, now: datetime) -> tuple[str, list[Choice]]:
    """How the last thing we said showed its choices, and these: older questions are over.

    What is held or waits to leave was not said: nobody can have answered it.
    """
    latest = find_last_said(db, conversation, MAYBE_SAID)
    if latest is not None and latest.author == Author.AGENT:
        # A number or a yes answers the person; what is written on a button means the question put before.
        latest = find_last_said(db, conversation, MAYBE_SAID, by_a_person=False)
        return TITLES_ALONE, _offered(db, latest, now)
    return (latest.shown_as if latest else "text"), _offered(db, latest, now)


def _offered(db: Session, latest: OutgoingMessage | None, now: datetime) -> list[Choice]:
    if latest is None or latest.shown_as == "text":
        return []
    offered = select(Choice).where(Choice.outgoing_id == latest.id, Choice.expires_at > now)
    return list(db.scalars(offered.order_by(Choice.position)))


def answer(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Answered | None:
    """What a tap is answered with; None when the model has to answer it."""
    act = _ACTS.get(choice.intent)
    return Answered((act(db, conversation, choice, now),), choice.intent, None) if act else None


def confirm_stop(key: str) -> Answered:
    """The confirmation of a stop, with the way back below it."""
    return Answered((Said(key, {}, offers=(UNDO,)),), None, None)


def _undo_stop(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """What was stopped is welcome again: everything, or offers and news alone."""
    purpose = Purpose(choice.entities.get(_PURPOSE, Purpose.ANY))
    changed = consenting.grant(db, conversation.id, purpose, ConsentSource.BUTTON, choice.title, now)
    if purpose == Purpose.MARKETING:
        return Said("subscribe.again" if changed else "subscribe.already", {})
    return Said("start.done", {})


def _no_offers(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """Only what was agreed to can be given back: who had not agreed is offered no undoing."""
    agreed = consent.read_standing(db, conversation.customer_id, conversation.channel).granted
    changed = consenting.withdraw(db, conversation.id, Purpose.MARKETING, ConsentSource.BUTTON, choice.title, now)
    offers = (replace(UNDO, entities={_PURPOSE: Purpose.MARKETING}),) if Purpose.MARKETING in agreed else ()
    return Said("stop.done" if changed else "stop.already", {}, offers=offers)


def _problem(_db: Session, _conversation: Conversation, choice: Choice, _now: datetime) -> Said:
    """What is wrong with it? Each answer is a request the dialogue knows."""
    number = str(choice.entities.get("order_number", "-"))
    order = {"order_number": number}
    offers = (
        Offered("button.damaged", {}, "report_damaged", order),
        Offered("button.wrong_item", {}, "report_wrong_item", order),
        Offered("button.return", {}, "return_item", order),
    )
    return Said("problem.ask", {"number": number}, offers=offers)


def _undo_cancel(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """The order as it was, as long as that is in time and the shop has not acted."""
    number = str(choice.entities.get("order_number", ""))
    # The button was made for this conversation when it cancelled the order: whose it is was settled then.
    order = find_order(db, conversation.merchant_id, number, now)
    restored = order is not None and restore_order(db, conversation.merchant_id, order.id, now)
    return Said(
        "cancel.undone" if restored else "cancel.undo_late", {"number": number}, offers=() if restored else (PERSON,)
    )


def _withdraw_request(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """A request taken back before the team took it up."""
    reference = str(choice.entities.get("reference", ""))
    gone = requests.withdraw(db, conversation.merchant_id, conversation.id, reference, now)
    return Said(
        "request.withdrawn" if gone else "request.taken_up", {"reference": reference}, offers=() if gone else (PERSON,)
    )


def _rate_help(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """What the customer thought of a person's help; few stars put the conversation before one again."""
    stars = _note_stars(db, conversation, choice, now)
    return Said(resolving.THANKED if stars > resolving.UNHAPPY else resolving.SORRY, {})


def _note_stars(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> int:
    stars = int(choice.entities[resolving.STARS])
    resolving.take_rating(db, conversation, int(choice.entities[resolving.STRETCH]), stars, now)
    return stars


def obey_silently(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> None:
    """Do what a tap asks for even while a person answers: keep stars, stop offers."""
    choice = find_meant(db, conversation, inbound, now) if inbound.choice else None
    if choice is not None and choice.intent == resolving.RATE:
        _note_stars(db, conversation, choice, now)
    if choice is not None and choice.intent == newsletter_taps.LEAVE:
        newsletter_taps.leave(db, conversation, choice, now)
    if choice is not None and choice.intent == NO_OFFERS:
        consenting.withdraw(db, conversation.id, Purpose.MARKETING, ConsentSource.BUTTON, choice.title, now)


_ACTS: Mapping[str, Callable[[Session, Conversation, Choice, datetime], Said]] = {
    UNDO_STOP: _undo_stop,
    newsletter_taps.JOIN: newsletter_taps.join,
    newsletter_taps.LEAVE: newsletter_taps.leave,
    NO_OFFERS: _no_offers,
    "report_problem": _problem,
    "undo_cancel": _undo_cancel,
    "withdraw_request": _withdraw_request,
    resolving.RATE: _rate_help,
    SHOW: lambda _db, _conversation, choice, _now: show_link(str(choice.entities.get(URL, ""))),
    LATER: lambda _db, _conversation, _choice, _now: say_later(),
}

"""A conversation is done: its stretch ends, and the customer is asked once how that was; opened again by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.domain.consent import Purpose
from bot.domain.conversations import Owner, PersonWhy, Status
from bot.domain.sending import Author
from bot.domain.timeline import TimelineKind
from bot.ports import Offered, Said
from bot.services.desk import stretches
from bot.services.desk.composer import is_one_way, is_shut
from bot.services.desk.handoff import ask_for_person
from bot.services.desk.inbox_settings import read_settings
from bot.services.desk.revising import MovedOn, lock_conversation
from bot.services.desk.taking import check_bound, give_back, take_over
from bot.services.desk.timeline import note_event
from bot.services.desk.waking import wake
from bot.services.desk.withholding import ASKED, REOPENED
from bot.services.messages.writing import Envelope, utter
from bot.services.people import consent

# For so long resolving can be taken back, before the customer hears of it.
SECOND_THOUGHTS = timedelta(seconds=10)
# A person's help is asked about that long after it was handed back.
HELPED_WITHIN = timedelta(hours=24)
RATE = "rate_help"  # the meaning of the buttons: no model reads them
THANKED, SORRY = "helped.thanks", "helped.sorry"
STRETCH, STARS = "stretch", "stars"  # of a button
_GRADES = (("button.helped.good", 5), ("button.helped.okay", 3), ("button.helped.bad", 1))
UNHAPPY = 2  # stars, with which a person looks at it once more


def resolve(
    db: Session, viewer: Viewer, conversation_id: int, version: int, ask_rating: bool, now: datetime
) -> tuple[Conversation, list[int]]:
    """Resolve a conversation, the assistant's from here on; returns it, and the messages that ask how it was.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it has changed since.
        bot.services.desk.taking.Bound: its assignee alone may do so.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.status == Status.RESOLVED:
        return row, []
    if row.version != version:
        raise MovedOn(row)
    check_bound(db, viewer, row)
    stretch = stretches.find_open(db, row.id) or stretches.find_handed_back(db, row.id, now - HELPED_WITHIN)
    give_back(db, row, viewer.staff_id, now)
    row.status, row.waiting_since, row.snoozed_until, row.snoozed_for = Status.RESOLVED, None, None, None
    note_event(db, row, TimelineKind.RESOLVED, now, viewer.staff_id)
    if stretch is None or not ask_rating or not _may_be_asked(db, row, now):
        return row, []
    return row, _ask_rating(db, row, stretch, now)


def reopen(db: Session, viewer: Viewer, conversation_id: int, version: int, now: datetime) -> Conversation:
    """Open a resolved conversation again, for whoever opens it; the customer is not asked about it if there is time.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it has changed since.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.status != Status.RESOLVED:
        return row
    if row.version != version:
        raise MovedOn(row)
    stretches.reopen_last(db, row, REOPENED, now)
    note_event(db, row, TimelineKind.REOPENED, now, viewer.staff_id, by="hand")
    return take_over(db, viewer, row.id, None, now)


def take_rating(db: Session, conversation: Conversation, stretch_id: int, stars: int, now: datetime) -> bool:
    """Note what a customer thought of a stretch of this conversation, the newest word counting; False when it is none.

    Few stars put the conversation before a person.
    """
    stretch = db.get(Stretch, stretch_id)
    if stretch is None or stretch.conversation_id != conversation.id:
        return False
    if stretch.stars != stars:
        stretch.stars = stars
        note_event(db, conversation, TimelineKind.RATED, now, stars=stars, stretch=stretch_id)
        note_change(db, conversation.merchant_id, ChangeKind.CUSTOMER, conversation.customer_id, now)
        if stars <= UNHAPPY and conversation.owner != Owner.AGENT:
            wake(db, conversation, now, by="message")
            ask_for_person(db, conversation.id, PersonWhy.LOW_RATING, now)
    return True


def _may_be_asked(db: Session, row: Conversation, now: datetime) -> bool:
    """A customer's no is obeyed, and nobody is asked who cannot answer."""
    if is_one_way(row) or is_shut(row, now) or not read_settings(db, row.merchant_id).rating_on_resolve:
        return False
    return Purpose.ANY not in consent.list_withdrawn(db, row.customer_id, row.channel)


def _ask_rating(db: Session, row: Conversation, stretch: Stretch, now: datetime) -> list[int]:
    key = f"stretch:{stretch.id}:rating"
    if db.scalars(select(OutgoingMessage.id).where(OutgoingMessage.dedupe_key == key)).first() is not None:
        return []
    offers = tuple(Offered(title, {}, RATE, {STRETCH: stretch.id, STARS: stars}) for title, stars in _GRADES)
    locale = row.customer.locale or row.merchant.locale
    asked = utter(db, row, [Said(ASKED, {}, offers=offers)], locale, now, Envelope(author=Author.SYSTEM))
    for question in asked:
        question.send_at = question.not_before = now + SECOND_THOUGHTS
    asked[-1].dedupe_key = key
    return [question.id for question in asked]

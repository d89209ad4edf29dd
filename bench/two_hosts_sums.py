"""What came of the messages and events of two hosts: answered and told once each, by the rows and Twilio's own list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bench.exchange import Exchange
from bench.journeys import ORDER, Said
from bot.db.conversations import Conversation
from bot.db.engine import Database
from bot.db.notices import Moment
from bot.db.orders import Order
from bot.db.outgoing import Alert, OutgoingMessage
from bot.domain.delivery import DeliveryState
from bot.domain.sending import Author

# Said while nobody can answer, and no answer.
NO_ANSWERS = ("holding.moment", "holding.line", "trouble.sorry")
_D = DeliveryState
LEFT = (_D.ACCEPTED, _D.SENT, _D.DELIVERED, _D.READ)


@dataclass(frozen=True, slots=True)
class Sums:
    """How far it is from one answer and one notice each.

    `doubled`: messages that Twilio has more than once; `lost`: customers without an answer; `twice`: customers with
    more than one; `untold`: what an event said that nobody here knows; `notices_twice`: of one moment; `vanished`:
    rows that are called sent and are not in Twilio's list. `sorry`: customers who heard that it takes a moment.
    """

    answered: int
    notices: int
    doubled: int
    lost: int
    twice: int
    untold: int
    notices_twice: int
    vanished: int
    sorry: int
    alerts: Sequence[str]

    @property
    def hold(self) -> bool:
        """Whether each has got one."""
        return not (self.doubled or self.lost or self.twice or self.untold or self.notices_twice or self.vanished)


def add_up(database: Database, exchange: Exchange, customers: Collection[str], said: Collection[Said]) -> Sums:
    """Compare what these customers (E.164) and events are owed with what left, and with what we call sent."""
    with database.reading.begin() as db:
        rows = db.execute(
            select(
                OutgoingMessage.token,
                OutgoingMessage.key,
                OutgoingMessage.state,
                OutgoingMessage.notice_id,
                OutgoingMessage.author,
                Conversation.address,
            ).join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        ).all()
        told = db.execute(select(Order.external_id, Moment.kind).join(Moment, Moment.order_id == Order.id))
        known = {(order, kind) for order, kind in told}
        known |= {(order, ORDER) for order in db.scalars(select(Order.external_id))}
        alerts = sorted(f"{alert.cause} ({alert.count})" for alert in db.scalars(select(Alert)))
    gone = [row for row in rows if row.token in exchange.sids]
    answers = Counter(
        row.address
        for row in gone
        for _ in exchange.sids[row.token]
        if row.author == Author.ASSISTANT and row.notice_id is None and row.key not in NO_ANSWERS
    )
    notices = Counter(row.notice_id for row in gone if row.notice_id is not None)
    return Sums(
        answered=sum(1 for customer in customers if answers[customer]),
        notices=len(notices),
        doubled=sum(len(sids) - 1 for sids in exchange.sids.values()),
        lost=sum(1 for customer in customers if not answers[customer]),
        twice=sum(1 for customer in customers if answers[customer] > 1),
        untold=len(set(said) - known),
        notices_twice=sum(1 for count in notices.values() if count > 1),
        vanished=sum(1 for row in rows if row.state in LEFT and row.token not in exchange.sids),
        sorry=len({row.address for row in gone if row.key in NO_ANSWERS}),
        alerts=alerts,
    )


def find_answers(database: Database, exchange: Exchange) -> Mapping[str, float]:
    """When (time.perf_counter) the first answer to each customer was at Twilio's door."""
    with database.reading.begin() as db:
        query = select(OutgoingMessage.token, OutgoingMessage.key, Conversation.address).join(
            Conversation, Conversation.id == OutgoingMessage.conversation_id
        )
        mine = (OutgoingMessage.author == Author.ASSISTANT, OutgoingMessage.notice_id.is_(None))
        found = [row for row in db.execute(query.where(*mine)) if row.key not in NO_ANSWERS]
    first: dict[str, float] = {}
    for row in found:
        for at in exchange.told.get(row.token, [])[:1]:
            first[row.address] = min(at, first.get(row.address, at))
    return first

"""What a conversation was told last, whoever said it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState
from bot.domain.sending import Author

SAID = (DeliveryState.SENDING, DeliveryState.ACCEPTED, DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ)
MAYBE_SAID = (*SAID, DeliveryState.UNKNOWN)
# That an answer takes a moment: it asks nothing and tells nothing that a customer's words could be about.
MOMENT = "holding.moment"
_What = tuple[int, tuple[str, ...], bool]  # conversation, states, by a person too
REMEMBERED = "what was last said"  # in Session.info
# Built once: putting a statement together costs more than running it.
_NEWEST = (
    select(OutgoingMessage)
    .where(
        OutgoingMessage.conversation_id == bindparam("conversation"),
        OutgoingMessage.state.in_(bindparam("states", expanding=True)),
        OutgoingMessage.key.is_distinct_from(MOMENT),
    )
    .order_by(OutgoingMessage.id.desc())
    .limit(1)
)
_NOT_BY_A_PERSON = _NEWEST.where(OutgoingMessage.author != Author.AGENT)


def find_last_said(
    db: Session, conversation: Conversation, states: tuple[str, ...], *, by_a_person: bool = True
) -> OutgoingMessage | None:
    """The newest message of a conversation in one of these states, but for what only asks for patience.

    `by_a_person`: whether one of the shop's people counts. Within `remember_last_said` the same is looked for once.
    """
    known: dict[_What, OutgoingMessage | None] | None = db.info.get(REMEMBERED)
    if known is None:
        return _find_last_said(db, conversation.id, states, by_a_person)
    for (conversation_id, of, whoever), row in known.items():
        # The newest of more states is that of fewer as well, where its own is one of these.
        same = (conversation_id, whoever) == (conversation.id, by_a_person) and set(states) <= set(of)
        if same and (row is None or row.state in states):
            return row
    # What is not written yet is the customer's own message: nothing that was said.
    with db.no_autoflush:
        found = _find_last_said(db, conversation.id, states, by_a_person)
    known[conversation.id, states, by_a_person] = found
    return found


@contextmanager
def remember_last_said(db: Session) -> Iterator[None]:
    """Look for what was last said once, as long as nothing is sent in this transaction."""
    db.info[REMEMBERED] = {}
    try:
        yield
    finally:
        del db.info[REMEMBERED]


def _find_last_said(
    db: Session, conversation_id: int, states: tuple[str, ...], by_a_person: bool
) -> OutgoingMessage | None:
    newest = _NEWEST if by_a_person else _NOT_BY_A_PERSON
    return db.scalars(newest, {"conversation": conversation_id, "states": states}).first()

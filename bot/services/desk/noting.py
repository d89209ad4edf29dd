"""Notes: what the shop's people write for each other in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once
from bot.db.conversations import Conversation
from bot.db.desk import Note
from bot.db.inbox import NoteMention
from bot.services.desk.assigning import NoColleague, find_colleagues


@dataclass(frozen=True, slots=True)
class Written:
    """A note, and whether it was there before by the same key."""

    note: Note
    again: bool


class OtherNote(Exception):
    """The key was used for another note."""


def write_note(
    db: Session, row: Conversation, staff_id: int | None, text: str, mentions: Sequence[int], key: str, now: datetime
) -> Written:
    """Write a note into a conversation, once for each key; those it names are told.

    Args:
        staff_id: who writes it; None: a program.
        mentions: ids of the people it names.
        key: of the request, unique among those of its writer.

    Raises:
        NoColleague: it names an id that nobody of the shop has.
        OtherNote: the key was used for another note.
    """
    named = list(dict.fromkeys(mentions))
    if missing := set(named) - find_colleagues(db, row.merchant_id, named):
        raise NoColleague(min(missing))
    dedupe_key = f"{row.merchant_id}:{staff_id or ''}:{key}"
    of = {"merchant_id": row.merchant_id, "conversation_id": row.id}
    values = {**of, "staff_id": staff_id, "text": text, "mentions": named}
    note_id = insert_once(db, Note, dedupe_key=dedupe_key, at=now, **values)
    if note_id is None:
        kept = db.scalars(select(Note).where(Note.dedupe_key == dedupe_key)).one()
        if any(getattr(kept, name) != value for name, value in values.items()):
            raise OtherNote(key)
        return Written(kept, again=True)
    db.add_all(NoteMention(**of, note_id=note_id, staff_id=one, at=now) for one in named if one != staff_id)
    note_change(db, row.merchant_id, ChangeKind.CONVERSATION, row.id, now)
    return Written(db.get_one(Note, note_id), again=False)

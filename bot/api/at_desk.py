"""What changes of a conversation by whoever calls have in common: who sees it, and what is said where it is not so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import Response, current_app

from bot.api.access import caller
from bot.api.answers import sent
from bot.api.inbox_told import find_moved_on, tell_conversations
from bot.api.thread import no_such
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Viewer
from bot.services.desk.inbox import find_conversation
from bot.services.desk.last_deed import keep_for_undo
from bot.services.desk.revising import Gone, MovedOn
from bot.services.staff.audit import Actor
from bot.services.staff.viewing import find_view


@dataclass(frozen=True, slots=True)
class Desk:
    """A transaction in which whoever calls changes a conversation they see."""

    db: Session
    viewer: Viewer
    actor: Actor
    now: datetime

    @property
    def staff_id(self) -> int:
        """Who calls, where a route is for people alone."""
        assert self.viewer.staff_id is not None  # no key has the permission such routes need
        return self.viewer.staff_id

    def see(self, conversation_id: int) -> Conversation:
        """Return a conversation that is not itself changed.

        Raises:
            Problem: 404 where whoever calls sees none by this id.
        """
        row = find_conversation(self.db, self.viewer, conversation_id)
        if row is None:
            raise no_such()
        return row

    def keep_for_undo(self, conversation_id: int) -> AbstractContextManager[None]:
        """Return the block in which a conversation is changed so that whoever calls may undo it."""
        return keep_for_undo(self.db, self.viewer, conversation_id)

    def tell(self, row: Conversation) -> Response:
        """Return a conversation as the answer."""
        self.db.flush()
        return sent(tell_conversations(self.db, [row], self.viewer, self.now)[0])


@contextmanager
def at_desk() -> Iterator[Desk]:
    """Open a change by whoever calls; it is there when the block ends.

    Raises:
        Problem: 404 for a conversation that they do not see, 409 with it as it is now where it has moved on.
    """
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        try:
            yield Desk(db, viewer, me.actor, now)
        except Gone as error:
            raise no_such() from error
        except MovedOn as error:
            raise find_moved_on(db, error.present, viewer, now) from error

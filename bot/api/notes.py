"""Notes that the shop's people write for each other in a conversation."""

from __future__ import annotations

from flask import Response
from flask_openapi3.types import ResponseDict

from bot.api.access import needs
from bot.api.answers import sent
from bot.api.asked import Numbered, Once
from bot.api.at_desk import at_desk
from bot.api.declared import answers, reference
from bot.api.desk_shapes import NoteWritten
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.thread import ONE
from bot.api.thread_shapes import NoteItem
from bot.domain.access import Permission
from bot.services.desk import noting
from bot.services.desk.assigning import NoColleague

notes = Group("notes", __name__, "conversations")
_AGAIN: ResponseDict = {200: reference("NoteItem", "Written before, by the same key")}


@notes.post(
    f"{ONE}/notes",
    responses=answers(NoteItem, 400, 401, 403, 404, 409, 413, 415, 422, 429, 503, status=201) | _AGAIN,
)
@needs(Permission.CONVERSATIONS_WRITE)
def write_note(path: Numbered, header: Once, body: NoteWritten) -> Response:
    """Write a note for the shop's people: the customer never sees it"""
    with at_desk() as desk:
        row = desk.see(path.id)
        said = (row, desk.viewer.staff_id, body.text, body.mentions)
        try:
            written = noting.write_note(desk.db, *said, header.idempotency_key, desk.now)
        except NoColleague as error:
            raise wrong_field("mentions", f"{error} is of nobody who works here", "GET /staff lists them") from error
        except noting.OtherNote as error:
            detail = "This Idempotency-Key was sent before with another note. Use a new one for each."
            raise Problem(409, "Key used before", detail) from error
        note = written.note
        told = NoteItem(
            what="note",
            id=f"note-{note.id}",
            at=note.at,
            text=note.text,
            staff_id=note.staff_id,
            mentions=tuple(note.mentions),
        )
    answer = sent(told, 200 if written.again else 201)
    if written.again:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer

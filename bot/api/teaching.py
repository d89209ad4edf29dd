"""What the assistant got wrong, and what it is taught."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, current_app
from flask_openapi3.types import ResponseDict

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.at_desk import Desk, at_desk
from bot.api.declared import answers, reference
from bot.api.group import Group
from bot.api.problems import Problem, wrong_field
from bot.api.reply_shapes import MessageNamed
from bot.api.teaching_shapes import (
    ConflictList,
    ConflictTold,
    ExampleList,
    ExampleTold,
    Marking,
    MarkTold,
    MeaningsTold,
    Teaching,
    WrongGroup,
    WrongList,
    WrongTold,
)
from bot.api.thread import ONE
from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.engine import Session
from bot.domain.access import Permission
from bot.domain.teaching.masking import mask
from bot.faq.likeness import group_messages
from bot.services.catalogue.answers import list_entries
from bot.services.staff import audit
from bot.services.staff.viewing import find_view
from bot.services.teaching import examples, wrong
from bot.services.teaching.examples import Lesson
from bot.services.teaching.known import list_intents
from bot.services.teaching.wrong import WrongMessage

teaching = Group("teaching", __name__, "teaching")
_MARK = f"{ONE}/messages/in-<int(min=1,max={LARGEST_ID}):message>/mark"
_EXAMPLES = "/teaching/examples"
_THERE: ResponseDict = {
    200: reference("ExampleTold", "The same words were taught already: what they mean now is what is said last")
}


@teaching.get("/teaching/wrong", responses=answers(WrongList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_wrong() -> Response:
    """What the assistant got wrong lately, put together by likeness, without numbers and names"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        found = wrong.list_wrong(db, find_view(db, me.actor, me.role), bot.now())
    grouped = group_messages([one.text for one in found], bot.settings.var_dir / "teaching_vectors")
    return sent(WrongList(groups=tuple(_group([found[place] for place in places]) for places in grouped)))


@teaching.get("/teaching/meanings", responses=answers(MeaningsTold, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_meanings() -> Response:
    """What words can be taught to mean"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        topics = dict.fromkeys(entry.slug for entry in list_entries(db, caller().merchant_id))
    return sent(MeaningsTold(intents=tuple(sorted(list_intents())), topics=tuple(topics)))


@teaching.put(_MARK, responses=answers(MarkTold, 401, 403, 404, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def mark_message(path: MessageNamed, body: Marking) -> Response:
    """Say that a message was answered wrongly, or that nothing is to be taught by it; the last word counts"""
    with at_desk() as desk:
        message = _message(desk, path)
        wrong.mark_message(desk.db, message, desk.viewer.staff_id, desk.now, is_wrong=body.wrong)
        audit.record(desk.db, desk.actor, "message.mark", f"message:{message.id}", desk.now)
    return sent(MarkTold(message=f"in-{path.message}", wrong=body.wrong))


@teaching.delete(_MARK, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.CONVERSATIONS_WRITE)
def unmark_message(path: MessageNamed) -> Response:
    """Take the mark of a message back"""
    with at_desk() as desk:
        message = _message(desk, path)
        wrong.drop_mark(desk.db, message)
        audit.record(desk.db, desk.actor, "message.unmark", f"message:{message.id}", desk.now)
    return Response(status=204)


@teaching.get(_EXAMPLES, responses=answers(ExampleList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_examples() -> Response:
    """What the shop has taught, the newest first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = examples.list_examples(db, caller().merchant_id)
        told = tuple(map(ExampleTold.model_validate, found))
    return sent(ExampleList(examples=told))


@teaching.post("/teaching/conflicts", responses=answers(ConflictList, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def find_conflicts(body: Teaching) -> Response:
    """What the words of a lesson are kept as, and what else they mean already; nothing is stored"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        lesson = _lesson(db, body)
        found = examples.find_conflicts(db, caller().merchant_id, lesson)
    return sent(ConflictList(text=lesson.text, conflicts=tuple(map(ConflictTold.model_validate, found))))


@teaching.post(_EXAMPLES, responses=answers(ExampleTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201) | _THERE)
@needs(Permission.CONVERSATIONS_WRITE)
def teach(body: Teaching) -> Response:
    """Teach what words mean: a topic of the shop's answers hears them at once, an intent with the next training"""
    with at_desk() as desk:
        lesson = _lesson(desk.db, body)
        add = (desk.db, desk.viewer.merchant_id, lesson, desk.viewer.staff_id, desk.now)
        try:
            row, is_new = examples.add_example(*add, anyway=body.anyway)
        except examples.BadLesson as error:
            raise wrong_field(*error.args) from error
        except examples.Contradicted as error:
            raise Problem(
                409, "Taught otherwise", f"{_told(error.conflicts)}. Send anyway: true where yours shall count."
            ) from error
        audit.record(desk.db, desk.actor, "example.add", f"example:{row.id}", desk.now)
        told = ExampleTold.model_validate(row)
    return sent(told, 201 if is_new else 200)


@teaching.delete(
    f"{_EXAMPLES}/<int(min=1,max={LARGEST_ID}):id>", responses=answers(None, 401, 403, 404, 429, 503, status=204)
)
@needs(Permission.CONVERSATIONS_WRITE)
def unteach(path: Numbered) -> Response:
    """Take back what was taught"""
    with at_desk() as desk:
        row = examples.find_example(desk.db, desk.viewer.merchant_id, path.id)
        if row is None:
            raise Problem(404, "No such example", "GET /teaching/examples lists what the shop has taught.")
        examples.drop_example(desk.db, row)
        audit.record(desk.db, desk.actor, "example.delete", f"example:{path.id}", desk.now)
    return Response(status=204)


def _message(desk: Desk, path: MessageNamed) -> InboundMessage:
    found = wrong.find_message(desk.db, desk.see(path.id).merchant_id, path.message)
    if found is None or found[0].conversation_id != path.id:
        raise Problem(404, "No such message", "Mark one of the customer's in this conversation.")
    return found[0]


def _lesson(db: Session, body: Teaching) -> Lesson:
    """The lesson without what tells of a person; where it comes from a message, also without the name of its sender."""
    found = wrong.find_message(db, caller().merchant_id, body.message_id) if body.message_id else None
    text = mask(body.text, [found[1]] if found else ())
    return Lesson(text, body.locale, body.intent, body.topic, found[0].id if found else None)


def _told(conflicts: Sequence[examples.TaughtConflict]) -> str:
    return "; ".join(f'"{one.text}" means {one.topic or one.intent} ({one.kind})' for one in conflicts[:5])


def _group(messages: Sequence[WrongMessage]) -> WrongGroup:
    named = ("id", "conversation_id", "text", "locale", "intent", "confidence", "why", "at")
    told = tuple(
        WrongTold(message=f"in-{one.id}", **{name: getattr(one, name) for name in named}) for one in messages[:20]
    )
    locales = tuple(dict.fromkeys(one.locale for one in messages))
    return WrongGroup(times=len(messages), last_at=max(one.at for one in messages), locales=locales, messages=told)

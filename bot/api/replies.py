"""Messages of the shop's people: written, taken back, sent once more."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered, Once
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.inbox_told import find_moved_on
from bot.api.problems import Problem, wrong_field
from bot.api.reply_shapes import MessageNamed, NewReply, TakenBack
from bot.api.taking import refusal
from bot.api.thread import ONE, no_such, see
from bot.api.thread_shapes import MessageTold
from bot.api.thread_told import tell_row
from bot.bootstrap import Bot
from bot.channels.twilio.explained import explain
from bot.db.engine import Session
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Permission, Viewer
from bot.ports import Said
from bot.services.accounts import own
from bot.services.desk import enclosing, files
from bot.services.desk import replies as written
from bot.services.desk.revising import Gone
from bot.services.desk.taking import Bound
from bot.services.sending import offered, once_more
from bot.services.staff import accounts
from bot.services.staff.viewing import find_view
from bot.services.templates.choosing import BadVariables
from bot.tasks.names import SEND

replies = Group("replies", __name__, "conversations")
_MESSAGE = f"{ONE}/messages/out-<int(min=1,max={LARGEST_ID}):message>"
_SHUT = "WhatsApp's 24 hours are over by then: send a template (GET /templates/offered), or sooner."


@replies.post(
    f"{ONE}/messages", responses=answers(MessageTold, 400, 401, 403, 404, 409, 413, 415, 422, 429, 503, status=201)
)
@needs(Permission.CONVERSATIONS_WRITE)
def write_message(path: Numbered, header: Once, body: NewReply) -> Response:
    """Write to a customer; it leaves after the time to take it back, or later. The assistant is silent from here on"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    _check(body, now)
    with bot.database.writing.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        done = _write(bot, db, viewer, path.id, header.idempotency_key, body, now)
        told, wait = tell_row(db, done.row), (done.row.not_before or now) - now
    if done.is_new and wait < timedelta(minutes=1):  # what is to leave later is found when it is due
        bot.bells.ring(SEND, done.row.id, after=wait)
    return _done(told, done.is_new)


@replies.delete(_MESSAGE, responses=answers(TakenBack, 401, 403, 404, 409, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def take_back_message(path: MessageNamed) -> Response:
    """Take a message back that has not left; its words go back into the box"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        try:
            text = written.cancel_reply(db, find_view(db, me.actor, me.role), path.id, path.message, bot.now())
        except Gone as error:
            raise no_such() from error
        except written.NotInTime as error:
            raise Problem(409, "It has left", "A message can be taken back until it leaves; this one has.") from error
    return sent(TakenBack(text=text))


@replies.post(f"{_MESSAGE}/retry", responses=answers(MessageTold, 401, 403, 404, 409, 422, 429, 503, status=201))
@needs(Permission.CONVERSATIONS_WRITE)
def retry_message(path: MessageNamed) -> Response:
    """Send once more what failed, or at once what is held because the customer wrote first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.writing.begin() as db:
        conversation, _ = see(db, path.id)
        row = written.find_reply(db, conversation, path.message)
        if row is None:
            raise Problem(404, "No such message", "None of your shop's people wrote this one.")
        try:
            again = once_more.send_once_more(db, row, explain(row.error_code).may_retry, bot.now())
        except written.WindowShut as error:
            raise wrong_field("message", "cannot leave now", _SHUT) from error
        except once_more.NoSense as error:
            raise Problem(409, "Not sent once more", "It has not failed, or it would fail again.") from error
        told, row_id = tell_row(db, again.row), again.row.id
    if again.is_new:
        bot.bells.ring(SEND, row_id)
    return _done(told, again.is_new)


def _done(told: MessageTold, is_new: bool) -> Response:
    answer = sent(told, 201 if is_new else 200)
    if not is_new:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _check(body: NewReply, now: datetime) -> None:
    """Make sure that there is something to send, and a time that is to come."""
    if not (body.text.strip() or body.template or body.attachments):
        raise wrong_field("text", "is empty", "write something, choose a template, or attach a file")
    if body.template and (body.text.strip() or body.attachments):
        raise wrong_field("template", "stands beside words or a file", "send it by itself")
    if body.send_at is not None and not now < body.send_at <= now + written.FARTHEST:
        raise wrong_field("send_at", "is not a time to come", "choose one within the next 30 days")


def _write(
    bot: Bot, db: Session, viewer: Viewer, conversation_id: int, key: str, body: NewReply, now: datetime
) -> written.WrittenReply:
    conversation, _ = see(db, conversation_id)
    reply = written.Reply(
        text=body.text,
        seen=body.seen,
        key=key,
        anyway=body.anyway,
        send_at=body.send_at,
        attachment_id=next(iter(body.attachments), None),
        said=_template(bot, db, conversation_id, body),
        locale=body.template.locale if body.template else None,
    )
    try:
        return written.write_reply(db, viewer, conversation.id, reply, bot.settings.public_url + files.PUBLIC, now)
    except written.AnsweredSince as error:
        raise tell_answered(db, error, viewer, now) from error
    except Bound as error:
        raise refusal(db, error, viewer, now) from error
    except written.NobodyThere as error:
        raise nobody_there() from error
    except written.WindowShut as error:
        raise wrong_field("send_at" if body.send_at else "text", "cannot leave then", _SHUT) from error
    except written.KeyUsed as error:
        raise Problem(409, "The key was used", "Another message was written with this Idempotency-Key.") from error
    except enclosing.NoSuchFile as error:
        raise wrong_field("attachments", "is no file that waits here", "attach it once more") from error
    except enclosing.NoWords as error:
        raise wrong_field("text", "does not go with this file", "send the words in a message of their own") from error


def _template(bot: Bot, db: Session, conversation_id: int, body: NewReply) -> Said | None:
    if body.template is None:
        return None
    conversation, _ = see(db, conversation_id)
    chosen, account = body.template, own.choose_account(conversation.merchant, bot.settings.twilio_account_sid)
    try:
        return offered.fill_template(db, conversation, account, chosen.name, chosen.locale, chosen.values)
    except offered.NoSuchTemplate as error:
        raise wrong_field("template", str(error), "choose another: GET /templates/offered lists them") from error
    except BadVariables as error:
        raise wrong_field("template", f"lacks {error.field}", "give each of its fields a value") from error


def nobody_there() -> Problem:
    """Return the problem of a conversation whose customer was forgotten."""
    return Problem(409, "Nobody to write to", "This customer was forgotten: nothing is known of them any more.")


def tell_answered(db: Session, error: written.AnsweredSince, viewer: Viewer, now: datetime) -> Problem:
    """Who answered, when and what; asked before this one is sent as well."""
    row: OutgoingMessage = error.row
    member = accounts.find_member(db, row.merchant_id, row.staff_id or 0)
    who = (member.name or member.email) if member else "The assistant"
    seconds = int((now - row.queued_at).total_seconds())
    detail = f"{who} answered {seconds} s ago: {row.text} Send yours anyway with anyway: true."
    problem = find_moved_on(db, error.present, viewer, now, detail)
    problem.present = dict(problem.present or {}) | {"answered": tell_row(db, row).model_dump(mode="json")}
    return problem

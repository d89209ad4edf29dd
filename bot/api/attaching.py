"""A file for a customer: looked at, kept until it goes with a message."""

from __future__ import annotations

from flask import Response, current_app, request

from bot.api.access import needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.reply_shapes import AttachmentTold
from bot.api.thread import ONE, see
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.channels import Channel
from bot.domain.file_kinds import MOST_BYTES, kind_of
from bot.services.desk import enclosing

attaching = Group("attaching", __name__, "conversations")


@attaching.post(
    f"{ONE}/attachments",
    responses=answers(AttachmentTold, 401, 403, 404, 409, 413, 415, 429, 503, status=201),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.CONVERSATIONS_WRITE)
def attach_file(path: Numbered) -> Response:
    """Attach a picture (JPEG, PNG), a PDF or a recording: the body is the file, or a form with it as `file`"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        conversation, _ = see(db, path.id)
        by_sms = conversation.channel == Channel.SMS
    if by_sms:
        raise Problem(409, "No files by SMS", "An SMS carries words alone: send an address where the file is.")
    content = read_file()
    kind = kind_of(content)
    if kind is None:
        detail = "Send a JPEG, a PNG, a PDF or a recording (OGG, MP3, AMR, M4A): what stands in the file counts."
        raise Problem(415, "Not a file that WhatsApp takes", detail)
    kept = bot.media.keep(content, kind.ending)
    with bot.database.writing.begin() as db:
        conversation, viewer = see(db, path.id)
        new = enclosing.NewFile(kept, len(content), kind.content_type, kind.ending)
        attachment_id = enclosing.keep_file(db, conversation, viewer.staff_id, new, bot.now())
    return sent(AttachmentTold(id=attachment_id, type=kind.content_type, size=len(content)), 201)


def read_file() -> bytes:
    """Return the file that a request brings, as its body or in a form.

    Raises:
        Problem: 415, there is none.
    """
    request.max_content_length = MOST_BYTES
    if request.mimetype == "multipart/form-data":
        given = request.files.get("file")
        content = given.read() if given else b""
    else:
        content = request.get_data(cache=False)
    if not content:
        raise Problem(415, "No file", "Send the file itself as the body, or a form with it as `file`.")
    return content

"""Files of conversations: those customers sent, and those the shop's people send them."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, send_from_directory

from bot.api.access import caller, needs
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.declared import answers_file
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk import files
from bot.services.staff.viewing import find_view
from bot.tasks.media import bring_here

media = Group("media", __name__, "conversations")
_ONE = f"<int(min=1,max={LARGEST_ID}):id>"
# What a browser shows or plays and cannot run; everything else is a download.
_SHOWN = ("image/jpeg", "image/png", "image/webp", "audio/", "video/")


@media.get(f"/media/{_ONE}", responses=answers_file(401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def show_media(path: Numbered) -> Response:
    """A file that a customer sent"""
    kept = _find(files.find_received, path.id)
    bot: Bot = current_app.extensions["bot"]
    # It lies on the disk of the host that fetched it. Twilio keeps it as well, and this one fetches it for itself.
    if not bot.media.has(kept.path) and (why := bring_here(bot, path.id)):
        raise Problem(404, "Not on this machine", f"Another machine had the file, and Twilio does not give it: {why}.")
    return serve_file(bot.settings.media_dir, kept)


@media.get(f"/attachments/{_ONE}", responses=answers_file(401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def show_attachment(path: Numbered) -> Response:
    """A file that somebody of the shop sends"""
    kept = _find(files.find_attached, path.id)
    bot: Bot = current_app.extensions["bot"]
    if not bot.media.has(kept.path):
        raise Problem(404, "Not on this machine", "Another machine had the file, which is nowhere else.")
    return serve_file(bot.settings.media_dir, kept)


def serve_file(folder: Path, kept: files.KeptFile) -> Response:
    """Return a kept file so that nothing in it can run, wherever it is opened."""
    as_download = not kept.content_type.startswith(_SHOWN)
    answer: Response = send_from_directory(
        folder, kept.path, mimetype=kept.content_type, as_attachment=as_download, download_name=kept.path
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _find(find: files.FindFile, file_id: int) -> files.KeptFile:
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        kept = find(db, find_view(db, me.actor, me.role), file_id)
    if kept is None:
        raise Problem(404, "No such file", "It is not there, not yet fetched, or not for you: the message says which.")
    return kept

"""Pictures, voice notes and documents, as stored files with a type."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulator.world.ledger import new_sid
from bot.simulator.world.store import Store

LIMIT = 16 * 1024 * 1024
# Shown in the page itself; anything else is only offered as a download, so that nothing active runs there.
INLINE = ("image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/", "application/pdf")


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """One stored file."""

    sid: str
    message_sid: str
    content_type: str
    filename: str
    content: bytes
    created: float

    @property
    def inline(self) -> bool:
        return self.content_type.startswith(INLINE)

    @property
    def kind(self) -> str:
        """How WhatsApp calls it: image, audio, video or document."""
        kind = self.content_type.partition("/")[0]
        return kind if kind in ("image", "audio", "video") else "document"


def keep(store: Store, message_sid: str, content_type: str, filename: str, content: bytes, now: float) -> StoredMedia:
    """Store a file of a message."""
    media = StoredMedia(new_sid("ME"), message_sid, content_type.partition(";")[0].strip(), filename, content, now)
    store.change(
        "INSERT INTO media (sid, message_sid, content_type, filename, content, created) VALUES (?,?,?,?,?,?)",
        (media.sid, message_sid, media.content_type, filename, content, now),
    )
    return media


def find(store: Store, sid: str) -> StoredMedia | None:
    """A file with its content."""
    row = store.row("SELECT * FROM media WHERE sid = ?", (sid,))
    return StoredMedia(**dict(row)) if row else None


def of_message(store: Store, message_sid: str) -> list[StoredMedia]:
    """The files of a message, without their content."""
    rows = store.rows(
        "SELECT sid, message_sid, content_type, filename, x'' AS content, created FROM media"
        " WHERE message_sid = ? ORDER BY rowid",
        (message_sid,),
    )
    return [StoredMedia(**dict(row)) for row in rows]


def forget(store: Store, message_sid: str, sid: str = "") -> int:
    """Delete one file of a message, or all."""
    return store.change("DELETE FROM media WHERE message_sid = ? AND (? = '' OR sid = ?)", (message_sid, sid, sid))

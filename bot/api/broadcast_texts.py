"""The receipt of a broadcast by what people were told."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import needs
from bot.api.answers import Shown, sent
from bot.api.asked import Numbered
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast
from bot.api.declared import answers
from bot.api.group import Group
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.variants import Variant
from bot.services.broadcasts.by_text import count_by_text
from bot.services.broadcasts.outcomes import ReceiptPart

broadcast_texts = Group("broadcast_texts", __name__, "broadcasts")


class TextCounted(Shown):
    """What became of those who were told one text in one language; both are "" of those who were told nothing.

    `key`: of the text; `clicked`: people who followed its link.
    """

    variant: Variant
    key: str
    locale: str
    people: int
    parts: dict[ReceiptPart, int]
    clicked: int
    cost_micros: int


class TextsCounted(Shown):
    """A receipt by text and language: the people add up to the receipt's audience."""

    texts: tuple[TextCounted, ...]


@broadcast_texts.get(f"{ONE_BROADCAST}/receipt/texts", responses=answers(TextsCounted, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_receipt_by_text(path: Numbered) -> Response:
    """What became of everybody, by which text they were told in which language"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row = find_broadcast(db, path.id)
        second = row.second["key"] if row.second else ""
        told = tuple(
            TextCounted(
                variant=one.variant,
                key=(second if one.variant == Variant.B else row.key) if one.locale else "",
                locale=one.locale,
                people=one.parts.total(),
                parts={part: one.parts[part] for part in ReceiptPart},
                clicked=one.clicked,
                cost_micros=one.cost_micros,
            )
            for one in count_by_text(db, row.id)
        )
    return sent(TextsCounted(texts=told))

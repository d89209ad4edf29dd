"""The search: what was written and conversations by words and operators; customers by what one begins to type."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.inbox_told import tell_conversations
from bot.api.places import read_search_place, write_search_place
from bot.api.search_shapes import (
    FoundText,
    HitTold,
    PaletteEntryTold,
    PalettePage,
    SearchAsked,
    SearchPage,
    TypedAsked,
    UnderstoodTold,
)
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.domain.access import Permission, Viewer
from bot.domain.masking import mask_numbers
from bot.domain.search_query import read_query
from bot.services.search import palette
from bot.services.search.conditions import Seeker, find_seeker
from bot.services.search.filling import Hit, list_hits
from bot.services.search.finding import find_page
from bot.services.staff import audit
from bot.services.staff.viewing import find_view

search = Group("search", __name__, "search")
MOST_EXPORTED, EXPORT_SECONDS = 10_000, 20.0
_COLUMNS = ("conversation", "customer", "address", "at", "author", "text")
_CUT = "There is more: narrow the search."
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@search.get("/search", responses=answers(SearchPage, 400, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def search_inbox(query: SearchAsked) -> Response:
    """What was written, in any script, and conversations, by words and operators"""
    bot: Bot = current_app.extensions["bot"]
    me, asked = caller(), read_query(query.q)
    after = read_search_place(query.after) if query.after else None
    with bot.database.reading.begin() as db:
        seeker = find_seeker(db, find_view(db, me.actor, me.role), bot.now())
        page = find_page(db, seeker, asked, after, query.limit)
        hits = _told(db, seeker.viewer, list_hits(db, me.merchant_id, page.found), bot.now())
    return sent(
        SearchPage(
            hits=hits,
            next=write_search_place(page.next) if page.next else None,
            narrow=page.is_cut,
            understood=tuple(UnderstoodTold.model_validate(one) for one in asked.understood),
        )
    )


@search.get(
    "/search/export.csv",
    responses=answers(None, 400, 401, 403, 429, 503)
    | {200: {"description": "A row for each hit", "content": {"text/csv": {"schema": {"type": "string"}}}}},
)
@needs(Permission.CUSTOMERS_EXPORT)
def export_search(query: TypedAsked) -> Response:
    """What a search finds as a table, at most 10 000 rows"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.writing.begin() as db:
        audit.record(db, me.actor, "search.exported", "search", bot.now())
    with bot.database.reading.begin() as db:
        seeker = find_seeker(db, find_view(db, me.actor, me.role), bot.now())
        page = find_page(db, seeker, read_query(query.q), None, MOST_EXPORTED, EXPORT_SECONDS)
        table = _table(list_hits(db, me.merchant_id, page.found), seeker, page.is_cut or page.next is not None)
    headers = {"Content-Disposition": 'attachment; filename="search.csv"', "X-Content-Type-Options": "nosniff"}
    return Response(table, content_type="text/csv; charset=utf-8", headers=headers)


@search.get("/palette", responses=answers(PalettePage, 400, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def search_palette(query: TypedAsked) -> Response:
    """Customers by name, order or phone, for jumping to them"""
    bot: Bot = current_app.extensions["bot"]
    me = caller()
    with bot.database.reading.begin() as db:
        viewer = find_view(db, me.actor, me.role)
        found = palette.list_entries(db, viewer, query.q)
    shown = str if viewer.sees_numbers else mask_numbers
    entries = (PaletteEntryTold.model_validate(one) for one in found)
    told = tuple(one.model_copy(update={"name": shown(one.name), "address": shown(one.address)}) for one in entries)
    return sent(PalettePage(found=told))


def _told(db: Session, viewer: Viewer, hits: list[Hit], now: datetime) -> tuple[HitTold, ...]:
    """Hits, each with its conversation, which is told once however often it was hit."""
    talks = {hit.conversation.id: hit.conversation for hit in hits}
    known = {one.id: one for one in tell_conversations(db, list(talks.values()), viewer, now)}
    return tuple(HitTold(conversation=known[hit.conversation.id], message=_text(hit)) for hit in hits)


def _text(hit: Hit) -> FoundText | None:
    if hit.text is None:
        return None
    one = hit.text
    return FoundText(
        id=one.name, at=one.at, author=one.author, staff_id=one.staff_id, text=one.marked.text, marks=one.marked.marks
    )


def _table(hits: Iterable[Hit], seeker: Seeker, is_cut: bool) -> str:
    """A table for spreadsheets: with the mark by which they know UTF-8, and no cell that one would calculate."""
    shown = str if seeker.viewer.sees_numbers else mask_numbers
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for hit in hits:
        talk, text = hit.conversation, hit.text
        who = (talk.id, shown(talk.customer.name), shown(talk.address))
        what = (_time(text.at, seeker.zone), text.author, text.whole) if text else (_time(talk.active_at, seeker.zone),)
        table.writerow([_cell(str(one)) for one in (*who, *what)])
    if is_cut:
        table.writerow([_CUT])
    return "\ufeff" + written.getvalue()


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text

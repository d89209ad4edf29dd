"""What uses an answer kept ready, a label or a saved search: told before it is taken away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.canned import Macro
from bot.db.inbox import ConversationLabel, Label, SavedView, ViewPin
from bot.domain.bulk import BulkAction
from bot.domain.search_query import Operator, read_query
from lexicon.folding import bare

MOST_COUNTED = 10_000  # conversations: beyond it nobody needs the number


@dataclass(frozen=True, slots=True)
class Uses:
    """What names or says a thing: by name what whoever asks sees of it, and how many things of their colleagues' own.

    `conversations` is counted up to MOST_COUNTED; `people` open a saved search by a digit.
    """

    macros: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    others: int = 0
    conversations: int = 0
    people: int = 0


def find_uses_of_canned(db: Session, merchant_id: int, staff_id: int | None, canned_id: int) -> Uses:
    """Return which macros say an answer: they go on without it."""
    rows = db.scalars(select(Macro).where(Macro.merchant_id == merchant_id, Macro.canned_id == canned_id))
    return _told(list(rows), [], staff_id)


def find_uses_of_label(db: Session, staff_id: int | None, label: Label) -> Uses:
    """Return how many conversations have a label, and which macros and saved searches name it."""
    having = select(ConversationLabel.id).where(ConversationLabel.label_id == label.id).limit(MOST_COUNTED)
    count = db.scalar(select(func.count()).select_from(having.subquery())) or 0
    macros = [one for one in db.scalars(select(Macro).filter_by(merchant_id=label.merchant_id)) if _has(one, label.id)]
    asked = select(SavedView).where(SavedView.merchant_id == label.merchant_id, SavedView.query.icontains("label:"))
    views = [one for one in db.scalars(asked) if _asks(one.query, label.name)]
    return _told(macros, views, staff_id, count)


def find_uses_of_view(db: Session, view: SavedView, staff_id: int) -> Uses:
    """Return how many other people open a saved search by a digit of theirs."""
    pinned = select(func.count()).select_from(ViewPin).where(ViewPin.view_id == view.id)
    return Uses(people=db.scalar(pinned.where(ViewPin.staff_id != staff_id)) or 0)


def _told(macros: list[Macro], views: list[SavedView], staff_id: int | None, conversations: int = 0) -> Uses:
    seen = [one.name for one in macros if one.staff_id in (None, staff_id)]
    shown = [one.name for one in views if one.shared or one.staff_id == staff_id]
    others = len(macros) + len(views) - len(seen) - len(shown)
    return Uses(tuple(sorted(seen)), tuple(sorted(shown)), others, conversations)


def _has(macro: Macro, label_id: int) -> bool:
    given = [one["values"] for one in macro.actions if one["action"] == BulkAction.LABEL]
    return any(label_id in (*values.get("add", ()), *values.get("remove", ())) for values in given)


def _asks(query: str, name: str) -> bool:
    wanted = bare(name)
    asked = [one for one in read_query(query).conditions if one.operator == Operator.LABEL]
    return any(bare(str(one.value)) == wanted for one in asked)

"""Which of a shop's stored words promise what its settings no longer keep."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Sentence
from bot.domain.promises import Promised, find_faults
from bot.services.catalogue.answers import list_entries


def list_unkept(db: Session, merchant_id: int, kept: Promised) -> list[str]:
    """Return a line for each stored answer or sentence that the settings and rules contradict now, with the remedy.

    They were checked when they were stored; what they promise may have been switched off since.
    """
    told = [(f"{entry.slug} ({entry.locale})", entry.answer) for entry in list_entries(db, merchant_id)]
    own = select(Sentence).where(Sentence.merchant_id == merchant_id).order_by(Sentence.key, Sentence.locale)
    told += [(f"{row.key} ({row.locale})", row.text) for row in db.scalars(own)]
    return [f"{where}: {fault}" for where, text in told for fault in find_faults(text, kept)]

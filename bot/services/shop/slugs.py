"""Which shop is meant, by the short name it was opened with."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant

LONGEST_STEM = 36


class WhichShop(LookupError):
    """No shop, or several and none named: says which there are."""


def find_by_slug(db: Session, slug: str | None) -> int:
    """The id of the shop with this slug; without one, of the only shop there is.

    Raises:
        WhichShop: names the shops to choose from.
    """
    known = {name: shop_id for name, shop_id in db.execute(select(Merchant.slug, Merchant.id).order_by(Merchant.slug))}
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    if slug in known:
        return known[slug]
    if not known:
        raise WhichShop("there is no shop yet: `dastak seed` makes the demo shop")
    raise WhichShop(f"name one with --shop: {', '.join(known)}{'' if slug is None else f' (there is no {slug})'}")


def make_slug(name: str, taken: Collection[str]) -> str:
    """Make the short name of a shop from its name: of Latin letters and digits, and of nobody else's."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM].strip("-")
    stem = stem if len(stem) > 1 else "shop"
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain((stem,), numbered) if slug not in taken)

"""Answers a new shop begins with, in every locale, put together for this shop out of what it has decided."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain.faq import FaqWords
from bot.domain.locale import CODES
from bot.domain.promises import Promised
from bot.services.catalogue.faq.fields import ShopFacts
from bot.services.catalogue.faq.topics import FaqDeed, Texts, TopicsWritten, list_topics, write_topics

FOLDER = Path(__file__).parent.parent / "starter"
# Topics that say nothing without something of the shop's: what, and the setting that tells it.
NEEDS: Mapping[str, tuple[str, str]] = {
    "invoice": ("invoices", "invoice_hours"),
    "return_policy": ("returns", "return_days"),
    "exchange_policy": ("returns", "return_days"),
    "cancel_policy": ("returns", "return_days"),
    "contact": ("reach", "contact_phone"),
    "hours": ("hours", "hours"),
    "how_to_order": ("site", "site_url"),
    "restock": ("back", "back_in_stock"),
    "loyalty": ("points", "points_worth"),
    "privacy": ("email", "contact_email"),
}


@dataclass(frozen=True, slots=True)
class StarterTopic:
    """A topic of the starter set as it would be for this shop; `missing`: the setting it can't do without.

    `state`: "new", "there" (the shop's own words, which stay), "same", or "old": ours, and put together for settings
    that have changed since.
    """

    slug: str
    texts: Texts
    missing: str
    state: str


def list_starters(db: Session, shop: Merchant, kept: Promised) -> list[StarterTopic]:
    """List the starter set for a shop, in the order in which it is read."""
    facts = _list_facts(ShopFacts(db, shop), kept)
    there = {topic.slug: topic.texts for topic in list_topics(db, shop.id, list(_read("en")))}
    offered = []
    for slug in _read("en"):
        need, setting = NEEDS.get(slug, ("", ""))
        texts = _put_together(slug, facts)
        missing = setting if need and need not in facts else ""
        offered.append(StarterTopic(slug, texts, missing, _state(slug, there.get(slug, {}), texts)))
    return offered


def start_answers(
    db: Session, shop: Merchant, slugs: Collection[str] | None, locales: Collection[str], kept: Promised, deed: FaqDeed
) -> TopicsWritten:
    """Write topics of the starter set (None: all) in these locales where the shop has no words of its own yet."""
    there = {topic.slug: topic.texts for topic in list_topics(db, shop.id)}
    topics: dict[str, Texts] = {}
    for one in list_starters(db, shop, kept):
        if one.missing or (slugs is not None and one.slug not in slugs):
            continue
        own = there.get(one.slug, {})
        wanted = {code: words for code, words in one.texts.items() if code in locales and _may_write(one, own, code)}
        if wanted:
            topics[one.slug] = wanted
    return write_topics(db, shop.id, topics, deed)


def _may_write(one: StarterTopic, own: Texts, code: str) -> bool:
    return code not in own or _is_ours(one.slug, code, own[code])


def _state(slug: str, own: Texts, texts: Texts) -> str:
    if not own:
        return "new"
    if any(not _is_ours(slug, code, words) for code, words in own.items()):
        return "there"
    return "same" if all(texts[code] == words for code, words in own.items()) else "old"


def _is_ours(slug: str, code: str, words: FaqWords) -> bool:
    """Whether words are those of the set, put together in any way: nobody has touched them."""
    ours = _read(code)[slug]
    if words.question != ours["question"] or list(words.asked_as) != ours["asked_as"]:
        return False
    left = words.answer
    for _, text in ours["answer"]:
        left = left.replace(text, "", 1)
    return not left.strip()


def _put_together(slug: str, facts: Collection[str]) -> Texts:
    texts = {}
    for code in CODES:
        one = _read(code)[slug]
        pieces: Sequence[str] = [text for needs, text in one["answer"] if set(needs.split()) <= set(facts)]
        texts[code] = FaqWords(one["question"], " ".join(pieces), tuple(one["asked_as"]))
    return texts


def _list_facts(facts: ShopFacts, kept: Promised) -> frozenset[str]:
    shop, has_areas, has_hours = facts.shop, facts.days[1] > 0, any(facts.week.values())
    told = {
        "phone": bool(shop.contact_phone),
        "email": bool(shop.contact_email),
        "reach": bool(shop.contact_phone or shop.contact_email),
        "site": bool(shop.site_url),
        "hours": has_hours,
        "no_hours": not has_hours,
        "cash": facts.takes_cash,
        "no_cash": not facts.takes_cash,
        "cod_limit": shop.cod_limit > 0,
        "no_cod_limit": shop.cod_limit == 0,
        "areas": has_areas,
        "days": has_areas,
        "no_days": not has_areas,
        "returns": shop.return_days > 0,
        "invoices": kept.invoice_hours > 0,
        "points": all((kept.points_per_100, kept.review_points, kept.points_worth)),
        "back": kept.tells_back,
    }
    return frozenset(name for name, is_so in told.items() if is_so)


@cache
def _read(code: str) -> Mapping[str, Any]:
    with (FOLDER / f"{code}.toml").open("rb") as file:
        return tomllib.load(file)

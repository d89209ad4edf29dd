"""Whether a rule can stand at a shop: that what it names is the shop's, and that segments end somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.inbox import Label
from bot.db.shop import Product
from bot.domain.segments.expanding import DEEPEST, MOST_EXPANDED, Endless, check_ends
from bot.domain.segments.faults import RuleFault, WrongRule
from bot.domain.segments.fields import FIELDS, Kind
from bot.domain.segments.rules import Rule, Saved, Trait, list_leaves

_SHOPS: Mapping[Kind, type[Product | Label]] = {Kind.PRODUCTS: Product, Kind.LABELS: Label}
UNSAVED = 0  # the id of a rule that is no segment yet


def check_rule(db: Session, merchant_id: int, rule: Rule, saved: Mapping[int, Rule], segment_id: int = UNSAVED) -> None:
    """Check that a rule can stand at a shop, as the segment of this id or as none yet.

    Raises:
        WrongRule: names what is not the shop's, or what leads back or too far.
    """
    faults = [*_find_strangers(db, merchant_id, rule), *_find_gone(rule, saved)]
    if not faults:
        faults = [*_find_endless(rule, saved, segment_id)]
    if faults:
        raise WrongRule(tuple(faults))


def _find_strangers(db: Session, merchant_id: int, rule: Rule) -> Iterator[RuleFault]:
    for path, leaf in list_leaves(rule):
        table = _SHOPS.get(FIELDS[leaf.field].kind) if isinstance(leaf, Trait) else None
        if table is None or not isinstance(leaf, Trait):
            continue
        listed: Sequence[int | str] = leaf.value if isinstance(leaf.value, tuple) else ()
        ours = set(db.scalars(select(table.id).where(table.merchant_id == merchant_id, table.id.in_(listed))))
        missing = [one for one in listed if one not in ours]
        if missing:
            problem = f"has {missing[0]}, which is none of the shop's (any more)"
            yield RuleFault((*path, "value"), problem, "take it out, or choose another")


def _find_gone(rule: Rule, saved: Mapping[int, Rule]) -> Iterator[RuleFault]:
    for path, leaf in list_leaves(rule):
        if isinstance(leaf, Saved) and leaf.segment_id not in saved:
            yield RuleFault((*path, "segment"), "is no segment of yours", "choose one of the list of segments")


def _find_endless(rule: Rule, saved: Mapping[int, Rule], segment_id: int) -> Iterator[RuleFault]:
    """Also of the others, which may use this one."""
    known = {**saved, segment_id: rule}
    for path, leaf in list_leaves(rule):
        if isinstance(leaf, Saved):
            yield from _endless(known, leaf, (segment_id,), (*path, "segment"))
    yield from _endless(known, Saved(segment_id), (), ())
    for other in saved if segment_id != UNSAVED else ():
        yield from _endless(known, Saved(other), (), ())


def _endless(
    known: Mapping[int, Rule], leaf: Saved, inside: tuple[int, ...], path: tuple[str | int, ...]
) -> Iterator[RuleFault]:
    try:
        check_ends(leaf, known, inside)
    except Endless as error:
        remedy = f"let segments use each other at most {DEEPEST} deep, with {MOST_EXPANDED} conditions in all"
        yield RuleFault(path, str(error), remedy)

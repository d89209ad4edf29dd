"""A macro as it is found for whoever calls, and told."""

from __future__ import annotations

from bot.api.access import caller
from bot.api.macro_shapes import EffectTold, MacroTold
from bot.api.problems import Problem
from bot.db.canned import Macro
from bot.db.engine import Session
from bot.services.canned import keeping
from bot.services.canned.macros import list_effects


def find_macro(db: Session, macro_id: int) -> Macro:
    """Return a macro that the caller sees; raises Problem, 404, where there is none by this id."""
    me = caller()
    row = keeping.find_kept(db, Macro, me.merchant_id, me.actor.staff_id, macro_id)
    if row is None:
        raise Problem(404, "No such macro", "You have none by this id: GET /macros lists them.")
    return row


def tell_macro(db: Session, row: Macro) -> MacroTold:
    """Return a macro as the API tells it."""
    effects = tell_effects(db, row)
    told = {name: getattr(row, name) for name in ("id", "name", "canned_id", "uses", "version")}
    return MacroTold(effects=effects, mine=row.staff_id is not None, **told)


def tell_effects(db: Session, row: Macro) -> tuple[EffectTold, ...]:
    """Return what a macro does, in its order."""
    effects = list_effects(db, row)
    return tuple(EffectTold.model_validate({"kind": kind, "values": values}) for kind, values in effects)

"""Trainings of the assistant: one at a time for the whole installation, taken up again or told failed, and judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once, won
from bot.db.teaching import KeptTest, ModelTraining, TaughtExample
from bot.domain.teaching.judging import TrainingState, Verdict, judge
from bot.domain.teaching.masking import fill_in
from bot.services.teaching import serving

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
INTERRUPTED = "The training was interrupted three times; everything is as it was. Look at the log and begin anew."
_TABLE = table_of(ModelTraining)
_UNDER_WAY = (TrainingState.QUEUED, TrainingState.TRAINING)


class AlreadyTraining(Exception):
    """Another training is under way, of whichever shop."""


class NothingTaught(Exception):
    """No shop has taught anything, and the model in force is that of the sources."""


class NotToSwitch(Exception):
    """This training has no model that could be put in force by this shop; says why."""


@dataclass(frozen=True, slots=True)
class ClaimedTraining:
    """A training to be done by whoever has its token, with what it is trained and tried with."""

    id: int
    token: str
    taught: list[dict[str, Any]]
    kept: list[dict[str, Any]]
    running: str  # the archive in force, "" for that of the sources


def begin_training(db: Session, merchant_id: int, staff_id: int | None, now: datetime) -> ModelTraining:
    """Queue a training.

    Raises:
        AlreadyTraining: one is under way.
        NothingTaught: there is nothing to train.
    """
    nothing = db.scalar(select(TaughtExample.id).limit(1)) is None
    if nothing and not serving.find_served(db):
        raise NothingTaught
    of = {"merchant_id": merchant_id, "staff_id": staff_id, "alone": 1, "state": TrainingState.QUEUED, "began_at": now}
    row_id = insert_once(db, ModelTraining, **of, phase="", share=0.0, attempts=0, model="", archive="", **_UNJUDGED)
    if row_id is None:
        raise AlreadyTraining
    return db.get_one(ModelTraining, row_id)


_UNJUDGED: Mapping[str, Any] = {"sources": "", "found": {}, "why": ""}


def is_under_way(db: Session) -> bool:
    """Whether a training is under way, of whichever shop."""
    return db.scalar(select(ModelTraining.id).where(ModelTraining.alone == 1)) is not None


def find_waiting(db: Session, now: datetime) -> int | None:
    """Return the training that nobody is at: queued, or left by whoever was."""
    free = or_(_TABLE.c.lease_until.is_(None), _TABLE.c.lease_until < now)
    return db.scalar(select(ModelTraining.id).where(ModelTraining.alone == 1, free))


def claim_training(db: Session, training_id: int, token: str, now: datetime) -> ClaimedTraining | None:
    """Claim a training; None when somebody else is at it, or it was begun too often: then it is told failed."""
    free = or_(_TABLE.c.lease_until.is_(None), _TABLE.c.lease_until < now)
    mine = update(_TABLE).where(_TABLE.c.id == training_id, _TABLE.c.alone == 1, free)
    taken = {"lease_token": token, "lease_until": now + LEASE, "attempts": _TABLE.c.attempts + 1}
    if not won(db, mine.values(state=TrainingState.TRAINING, **taken)):
        return None
    training = db.get_one(ModelTraining, training_id)
    if training.attempts > ATTEMPTS:
        _end(training, TrainingState.FAILED, INTERRUPTED, now)
        return None
    served = serving.find_served(db)
    running = served.archive if served else ""
    return ClaimedTraining(training.id, token, _taught(db), _kept(db), running)


def note_progress(db: Session, claimed: ClaimedTraining, share: float, phase: str, now: datetime) -> bool:
    """Write down how far it is and go on having it; False when it was cancelled or is somebody else's."""
    mine = update(_TABLE).where(_TABLE.c.id == claimed.id, _TABLE.c.lease_token == claimed.token, _TABLE.c.alone == 1)
    return won(db, mine.values(share=share, phase=phase[:120], lease_until=now + LEASE))


def fail_training(db: Session, claimed: ClaimedTraining, why: str, now: datetime) -> None:
    """Tell that it failed; everything is as it was."""
    training = _mine(db, claimed)
    if training is not None:
        _end(training, TrainingState.FAILED, why, now)


def conclude_training(
    db: Session, claimed: ClaimedTraining, model: tuple[str, str, str], found: Mapping[str, Any], now: datetime
) -> TrainingState | None:
    """Judge what was found of a new model (its name, archive and sources): put it in force, or hold it back.

    None when it was cancelled meanwhile.
    """
    training = _mine(db, claimed)
    if training is None:
        return None
    training.model, training.archive, training.sources = model
    training.found = dict(found)
    verdict = judge(found, training.merchant_id)
    state = TrainingState.SWITCHED if verdict.is_fit else TrainingState.HELD
    _end(training, state, ", ".join([*verdict.worse, *(["others"] if verdict.others else [])]), now)
    if verdict.is_fit:
        serving.put_in_force(db, training, now)
    return state


def cancel_training(db: Session, merchant_id: int, training_id: int, now: datetime) -> bool:
    """Cancel a training of the shop's that is under way; False when none is."""
    mine = update(_TABLE).where(_TABLE.c.id == training_id, _TABLE.c.merchant_id == merchant_id, _TABLE.c.alone == 1)
    return won(db, mine.values(alone=None, state=TrainingState.CANCELLED, ended_at=now, lease_token=None))


def resolve_held(db: Session, training: ModelTraining, now: datetime) -> None:
    """Put a model in force that was held back, by an owner's word.

    Raises:
        NotToSwitch: it was not held back, or it harms what other shops keep: that is not this owner's to say.
    """
    if training.state != TrainingState.HELD or not training.archive:
        raise NotToSwitch("It was not held back, or it has no model.")
    if find_verdict(training).others:
        raise NotToSwitch("It would read messages otherwise that another shop keeps or has taught.")
    training.state = TrainingState.SWITCHED
    serving.put_in_force(db, training, now)


def find_verdict(training: ModelTraining) -> Verdict:
    """Return how a training was judged, anew from what was found."""
    return judge(training.found, training.merchant_id) if training.found else Verdict((), others=False)


def list_trainings(db: Session, merchant_id: int, limit: int = 20) -> list[ModelTraining]:
    """List the trainings that were begun at the shop, the newest first."""
    mine = select(ModelTraining).where(ModelTraining.merchant_id == merchant_id)
    return list(db.scalars(mine.order_by(ModelTraining.id.desc()).limit(limit)))


def find_training(db: Session, merchant_id: int, training_id: int) -> ModelTraining | None:
    """Return a training that was begun at the shop."""
    of = (ModelTraining.merchant_id == merchant_id, ModelTraining.id == training_id)
    return db.scalar(select(ModelTraining).where(*of).with_for_update())


def _mine(db: Session, claimed: ClaimedTraining) -> ModelTraining | None:
    of = (ModelTraining.id == claimed.id, ModelTraining.lease_token == claimed.token, ModelTraining.alone == 1)
    return db.scalar(select(ModelTraining).where(*of).with_for_update())


def _end(training: ModelTraining, state: TrainingState, why: str, now: datetime) -> None:
    training.state, training.why, training.ended_at = state, why, now
    training.alone, training.lease_token, training.lease_until = None, None, None


def _taught(db: Session) -> list[dict[str, Any]]:
    """What every shop has taught: one model answers for all of them. Ids begin with the shop's."""
    rows = db.scalars(select(TaughtExample).order_by(TaughtExample.id))
    return [
        {"id": f"{row.merchant_id}:{row.id}", "text": fill_in(row.text), "locale": row.locale, "wanted": [row.intent]}
        for row in rows
    ]


def _kept(db: Session) -> list[dict[str, Any]]:
    rows = db.scalars(select(KeptTest).order_by(KeptTest.id))
    return [
        {"id": f"{row.merchant_id}:{row.id}:{place}", "text": fill_in(text), "locale": locale, "wanted": [intent]}
        for row in rows
        for place, (text, locale, intent) in enumerate(row.steps.get("steps", ()))
    ]

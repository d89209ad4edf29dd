"""Which model is in force: the newest of a row of them, so that the former one is a click away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.teaching import ModelTraining, ServedModel


def find_served(db: Session) -> ServedModel | None:
    """Return the model in force; None where none was ever taught: that of the sources answers."""
    return db.scalar(select(ServedModel).order_by(ServedModel.id.desc()).limit(1))


def find_former(db: Session) -> ServedModel | None:
    """Return the model that was in force before the present one; None where that of the sources was."""
    return db.scalar(select(ServedModel).order_by(ServedModel.id.desc()).offset(1).limit(1))


def put_in_force(db: Session, training: ModelTraining, now: datetime) -> ServedModel:
    """Put a trained model in force; every Rasa server is given it within seconds (bot/tasks/models.py)."""
    of = {"training_id": training.id, "model": training.model, "archive": training.archive}
    row = ServedModel(**of, sources=training.sources, at=now)
    db.add(row)
    db.flush()
    return row


def restore_former(db: Session, now: datetime) -> ServedModel | None:
    """Put the former model in force again; None where none was taught. Twice is there and back."""
    present = find_served(db)
    if present is None:
        return None
    former = find_former(db)
    row = ServedModel(
        training_id=former.training_id if former else None,
        model=former.model if former else "",
        archive=former.archive if former else "",
        sources=former.sources if former else present.sources,
        at=now,
    )
    db.add(row)
    db.flush()
    return row

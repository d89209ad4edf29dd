"""Trainings of the assistant, what they change, and the model in force."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.at_desk import Desk, at_desk
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.played_dialogues import tell_dialogues
from bot.api.problems import Problem
from bot.api.teaching_shapes import (
    ChangedTold,
    InForce,
    Overruling,
    ReadAs,
    RollingBack,
    ScoreTold,
    TrainingList,
    TrainingTold,
    TrainingWhole,
)
from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.db.teaching import ModelTraining
from bot.domain.access import Permission
from bot.services.staff import audit
from bot.services.teaching import kept, serving, trainings

model_trainings = Group("model_trainings", __name__, "teaching")
_ALL = "/teaching/trainings"
_ONE = f"{_ALL}/<int(min=1,max={LARGEST_ID}):id>"
_LINES = 12  # of the log
_OWN = ("kept", "taught")


@model_trainings.get(_ALL, responses=answers(TrainingList, 401, 403, 429, 503))
@needs(Permission.SETTINGS_READ)
def list_trainings() -> Response:
    """The trainings begun at the shop, the newest first, and the model in force"""
    bot: Bot = current_app.extensions["bot"]
    me = caller().merchant_id
    with bot.database.reading.begin() as db:
        rows = trainings.list_trainings(db, me)
        served, former = serving.find_served(db), serving.find_former(db)
        told = TrainingList(
            trainings=tuple(map(_told, rows)),
            in_force=served.model if served else "",
            former=(former.model if former else "") if served else None,
            elsewhere=trainings.is_under_way(db) and all(row.alone is None for row in rows),
        )
    return sent(told)


@model_trainings.get(_ONE, responses=answers(TrainingWhole, 401, 403, 404, 429, 503))
@needs(Permission.SETTINGS_READ)
def show_training(path: Numbered) -> Response:
    """A training with what its model changes: by locale, and message by message"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row = _find(db, caller().merchant_id, path.id)
        names = {f"{one.merchant_id}:{one.id}": one.name for one in kept.list_tests(db, row.merchant_id)}
        log = bot.settings.var_dir / "teaching" / str(row.id) / "log"
        told = TrainingWhole(
            **_told(row).model_dump(),
            scores=tuple(_scores(row)),
            changed=tuple(_changed(row, names)),
            dialogues=tell_dialogues(row.found, row.merchant_id, names),
            log=tuple(_tail(log)),
        )
    return sent(told)


@model_trainings.post(_ALL, responses=answers(TrainingTold, 401, 403, 409, 429, 503, status=202))
@needs(Permission.SETTINGS_WRITE)
def begin_training() -> Response:
    """Train with what is taught, beside the model that answers; it is put in force only if it is no worse"""
    with at_desk() as desk:
        try:
            row = trainings.begin_training(desk.db, desk.viewer.merchant_id, desk.viewer.staff_id, desk.now)
        except trainings.AlreadyTraining as error:
            raise Problem(409, "Under way", "One training at a time: wait for the one that is under way.") from error
        except trainings.NothingTaught as error:
            raise Problem(409, "Nothing taught", "Teach something first: POST /teaching/examples.") from error
        audit.record(desk.db, desk.actor, "model.train", f"training:{row.id}", desk.now)
        told = _told(row)
    return sent(told, 202)


@model_trainings.delete(_ONE, responses=answers(None, 401, 403, 404, 409, 429, 503, status=204))
@needs(Permission.SETTINGS_WRITE)
def cancel_training(path: Numbered) -> Response:
    """Cancel a training that is under way"""
    with at_desk() as desk:
        _find(desk.db, desk.viewer.merchant_id, path.id)
        if not trainings.cancel_training(desk.db, desk.viewer.merchant_id, path.id, desk.now):
            raise Problem(409, "Over", "This training is not under way any more.")
        audit.record(desk.db, desk.actor, "model.cancel", f"training:{path.id}", desk.now)
    return Response(status=204)


@model_trainings.post(f"{_ONE}/switch", responses=answers(InForce, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def overrule_training(path: Numbered, body: Overruling) -> Response:
    """Put a model in force that was held back; the reason stands in the audit log"""
    with at_desk() as desk:
        row = _find(desk.db, desk.viewer.merchant_id, path.id)
        try:
            trainings.resolve_held(desk.db, row, desk.now)
        except trainings.NotToSwitch as error:
            raise Problem(409, "Not to be switched", str(error)) from error
        audit.record(desk.db, desk.actor, "model.overrule", f"training:{row.id}", desk.now, body.reason)
    return sent(InForce(in_force=row.model))


@model_trainings.post("/teaching/rollback", responses=answers(InForce, 401, 403, 409, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def roll_back(body: RollingBack) -> Response:
    """Put the former model in force again in the place of the one that is named"""
    with at_desk() as desk:
        row = _roll_back(desk, body.in_force)
        told = InForce(in_force=row)
    return sent(told)


def _roll_back(desk: Desk, present: str) -> str:
    served = serving.find_served(desk.db)
    if served is None or served.model != present:
        name = served.model if served else ""
        raise Problem(409, "Moved on", f"In force is {name or 'the model of the sources'}: look again.")
    row = serving.restore_former(desk.db, desk.now)
    assert row is not None  # one is served
    audit.record(desk.db, desk.actor, "model.rollback", f"model:{row.id}", desk.now)
    return row.model


def _find(db: Session, merchant_id: int, training_id: int) -> ModelTraining:
    row = trainings.find_training(db, merchant_id, training_id)
    if row is None:
        raise Problem(404, "No such training", "GET /teaching/trainings lists those of the shop.")
    return row


def _told(row: ModelTraining) -> TrainingTold:
    verdict = trainings.find_verdict(row)
    named = ("id", "state", "phase", "share", "began_at", "ended_at", "staff_id", "why", "model")
    return TrainingTold(
        worse=tuple(verdict.worse), others=verdict.others, **{name: getattr(row, name) for name in named}
    )


def _scores(row: ModelTraining) -> Iterator[ScoreTold]:
    for name, locales in row.found.get("counts", {}).items():
        for locale, (messages, before, after) in sorted(locales.items()):
            yield ScoreTold(of=name, locale=locale, messages=messages, before=before, after=after)


def _changed(row: ModelTraining, names: dict[str, str]) -> Iterator[ChangedTold]:
    """Everybody's messages and this shop's; of another shop's nothing."""
    for one in row.found.get("changed", ()):
        if one["set"] in _OWN and not str(one["id"]).startswith(f"{row.merchant_id}:"):
            continue
        before, after = (ReadAs(intent=one[side][0], confidence=one[side][1]) for side in ("before", "after"))
        test = names.get(str(one["id"]).rpartition(":")[0], "") if one["set"] == "kept" else ""
        same = {name: one[name] for name in ("text", "locale", "gained")}
        yield ChangedTold(of=one["set"], wanted=tuple(one["wanted"]), before=before, after=after, test=test, **same)


def _tail(log: Path) -> list[str]:
    if not log.exists():
        return []
    with log.open(encoding="utf-8", errors="replace") as lines:
        return [line.rstrip() for line in deque(lines, _LINES)]

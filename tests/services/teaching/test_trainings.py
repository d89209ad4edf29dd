"""One training at a time; one that is left is taken up again, at last told failed; and the former model is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.teaching import ModelTraining, ServedModel, TaughtExample
from bot.domain.teaching.judging import TrainingState
from bot.services.teaching import serving, trainings
from bot.services.teaching.trainings import ATTEMPTS, LEASE, ClaimedTraining
from bot.tasks.models import keep_models
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeServers

GOOD: dict[str, Any] = {"counts": {}, "changed": [], "acting": [0, 0], "disobeyed": [0, 0]}
BAD = GOOD | {"acting": [0, 9]}
OTHERS = GOOD | {"changed": [{"set": "kept", "id": "2:1:0", "gained": False, "acts": False}]}


def begin(bot: Bot, cast: Cast) -> int:
    """A queued training, with something taught in both shops."""
    with bot.database.writing.begin() as db:
        for shop in (cast.shop, cast.other_shop):
            if not db.query(TaughtExample).filter_by(merchant_id=shop).count():
                of = {"merchant_id": shop, "text": "order {order}?", "key": "order", "locale": "en"}
                db.add(TaughtExample(**of, intent="order_status", at=bot.now()))
        db.flush()
        return trainings.begin_training(db, cast.shop, None, bot.now()).id


def claim(bot: Bot, training_id: int, token: str = "t", after: timedelta = timedelta()) -> ClaimedTraining | None:
    """Claim it as a process would."""
    with bot.database.writing.begin() as db:
        return trainings.claim_training(db, training_id, token, bot.now() + after)


def conclude(bot: Bot, claimed: ClaimedTraining | None, found: dict[str, Any], archive: str) -> TrainingState | None:
    """Tell what was found of a model."""
    assert claimed is not None
    with bot.database.writing.begin() as db:
        model = (f"taught-{claimed.id}", archive, "s")
        return trainings.conclude_training(db, claimed, model, found, bot.now())


def test_two_at_once_are_refused_and_each_shops_lessons_are_in_it(bot: Bot, cast: Cast) -> None:
    first = begin(bot, cast)
    with pytest.raises(trainings.AlreadyTraining), bot.database.writing.begin() as db:
        trainings.begin_training(db, cast.other_shop, None, bot.now())
    claimed = claim(bot, first)
    assert claimed is not None
    assert [(one["id"][:2], one["text"]) for one in claimed.taught] == [("1:", "order 1042?"), ("2:", "order 1042?")]
    assert claim(bot, first, "other") is None
    assert conclude(bot, claimed, GOOD, "/m") == TrainingState.SWITCHED
    assert begin(bot, cast) > first


def test_one_that_is_left_is_taken_up_again_and_at_last_told_failed(bot: Bot, cast: Cast) -> None:
    training = begin(bot, cast)
    former = claim(bot, training, "0")
    for attempt in range(1, ATTEMPTS):
        with bot.database.reading.begin() as db:
            assert trainings.find_waiting(db, bot.now() + attempt * LEASE * 1.5) == training
        assert claim(bot, training, str(attempt), attempt * LEASE * 1.5) is not None
    assert former is not None
    with bot.database.writing.begin() as db:
        assert not trainings.note_progress(db, former, 0.5, "late", bot.now())
    assert conclude(bot, former, GOOD, "/m") is None
    assert claim(bot, training, "x", LEASE * 9) is None
    [row] = rows(bot, ModelTraining)
    assert (row.state, row.alone, rows(bot, ServedModel)) == ("failed", None, [])


def test_a_worse_one_is_held_back_until_the_owner_says_so_and_never_against_another_shop(bot: Bot, cast: Cast) -> None:
    for found, may in ((BAD, True), (OTHERS, False)):
        training = begin(bot, cast)
        assert conclude(bot, claim(bot, training), found, "/m") == TrainingState.HELD
        assert len(rows(bot, ServedModel)) == (not may)
        with bot.database.writing.begin() as db:
            row = db.get_one(ModelTraining, training)
            if may:
                trainings.resolve_held(db, row, bot.now())
            else:
                with pytest.raises(trainings.NotToSwitch):
                    trainings.resolve_held(db, row, bot.now())


def test_every_server_takes_it_and_the_former_one_comes_back(bot: Bot, cast: Cast) -> None:
    servers = FakeServers()
    bot = replace(bot, models=servers)
    folder = bot.settings.run_dir
    folder.mkdir(parents=True, exist_ok=True)
    base, taught = folder / "s.tar.gz", folder / "taught.tar.gz"
    base.write_bytes(b"base")
    (folder / "model").write_text(str(base))
    assert keep_models(bot) == 0
    training = begin(bot, cast)
    taught.write_bytes(f"taught-{training}".encode())
    conclude(bot, claim(bot, training), GOOD, str(taught))
    servers.away.add("http://two")
    assert (keep_models(bot), servers.has) == (1, {"http://one": f"taught-{training}", "http://two": "base"})
    servers.away.clear()
    assert (keep_models(bot), keep_models(bot), servers.has["http://two"]) == (1, 0, f"taught-{training}")
    servers.has["http://one"] = "base"  # it started again
    assert keep_models(bot) == 1
    for model in ("base", f"taught-{training}"):
        with bot.database.writing.begin() as db:
            assert serving.restore_former(db, bot.now()) is not None
        assert (keep_models(bot), set(servers.has.values())) == (2, {model})
    (folder / "model").write_text(str(taught))  # made of other sources: after an upgrade
    servers.has["http://one"] = "base"
    assert keep_models(bot) == 0

"""`dastak train --with-taught`: a training with what the shops have taught, done here with its progress shown."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.commands.opening import Office, opened
from bot.config import Settings
from bot.domain.teaching.dialogues import PlayedDialogues, group_by_dialogue
from bot.domain.teaching.judging import TrainingState
from bot.logs import get_logger
from bot.ports.models import ModelRefused
from bot.running import ROOT, CannotRun, launch, processes, training
from bot.running.rasa_alone import rasa_alone
from bot.running.teaching import Interrupted, prune_folders, train_taught
from bot.services.staff import audit
from bot.services.teaching import serving, trainings
from bot.services.teaching.trainings import ClaimedTraining
from bot.tasks.playing import PlayEnded, play_both

log = get_logger(__name__)

Say = Callable[[str], None]
SAID_EVERY = 10.0  # seconds in which the row is told anew though nothing has changed


def work(office: Office, training_id: int, say: Say) -> TrainingState | None:
    """Do a training that waits, to the end; None where somebody else is at it, or nobody wants it any more."""
    with office.database.writing.begin() as db:
        claimed = trainings.claim_training(db, training_id, secrets.token_hex(8), office.now())
    if claimed is None:
        return None
    try:
        return _work(office, claimed, say)
    except Interrupted:
        return None
    except (CannotRun, OSError, ValueError) as error:
        with office.database.writing.begin() as db:
            trainings.fail_training(db, claimed, str(error)[:1000], office.now())
        say(str(error))
        return TrainingState.FAILED


def run_job(training_id: int) -> None:
    """Do one training as the scheduler asks for it, and end when that does: the row is then taken up by the next."""
    launch.follow_parent()
    work(Office(Settings.from_env()), training_id, click.echo)


def train_now(slug: str | None) -> None:
    """Queue a training of a shop and do it here; exit 1 where its model is not put in force."""
    with opened(slug) as shop:
        now = shop.office.now()
        try:
            with shop.database.writing.begin() as db:
                row = trainings.begin_training(db, shop.merchant_id, None, now)
                audit.record(db, audit.Actor(shop.merchant_id), "model.train", f"training:{row.id}", now)
                training_id = row.id
        except trainings.AlreadyTraining as error:
            raise click.ClickException("A training is under way: `dastak taught trainings` shows it.") from error
        except trainings.NothingTaught as error:
            raise click.ClickException("Nothing is taught yet: `dastak taught add` does that.") from error
        state = work(shop.office, training_id, click.echo)
        with shop.database.reading.begin() as db:
            found = trainings.find_training(db, shop.merchant_id, training_id)
            why = found.why if found else ""
    if state == TrainingState.SWITCHED:
        click.echo(f"Training {training_id}: no worse, and in force. Rasa servers take it within seconds.")
        return
    told = "Held back" if state == TrainingState.HELD else "Not done"
    raise click.ClickException(f"{told} ({why}). `dastak taught training {training_id}` shows what would change.")


def _work(office: Office, claimed: ClaimedTraining, say: Say) -> TrainingState | None:
    folder = office.settings.var_dir / "teaching" / str(claimed.id)
    base = training.ensure_model(ROOT, office.settings.var_dir / "log" / "train.log", lambda _line: None)
    name = f"taught-{claimed.id}-{claimed.token}"
    order = {
        **{"base": str(base), "running": claimed.running or str(base), "name": name},
        **{"taught": claimed.taught, "kept": claimed.kept},
    }
    tell = _teller(office, claimed, say)
    found = train_taught(ROOT, folder, order, tell)
    found["dialogues"] = _play(office, folder, order, tell)
    model = (name, str(folder / "model.tar.gz"), base.name.partition(".")[0])
    with office.database.writing.begin() as db:
        state = trainings.conclude_training(db, claimed, model, found, office.now())
        keep = frozenset(row.archive for row in (serving.find_served(db), serving.find_former(db)) if row)
    prune_folders(folder.parent, keep)
    return state


def _play(office: Office, folder: Path, order: Mapping[str, Any], tell: Callable[[float, str], bool]) -> dict[str, Any]:
    """Where kept conversations go another way by the new model; none is played where no Rasa answers."""
    kept = group_by_dialogue(order["kept"])
    unplayed = asdict(PlayedDialogues([one.id for one in kept]))
    if not kept:
        return unplayed

    def go_on() -> bool:
        return tell(1.0, "playing kept conversations")

    try:
        environment = processes.shared_environment(office.settings)
        with rasa_alone(ROOT, folder, Path(order["running"]), environment, go_on) as address:
            return play_both(address, office.settings.rasa_token, folder / "model.tar.gz", kept, go_on)
    except PlayEnded as error:
        raise Interrupted from error
    except (CannotRun, ModelRefused) as error:
        log.warning("kept conversations were not played", error=type(error).__name__)
        return unplayed


def _teller(office: Office, claimed: ClaimedTraining, say: Say) -> Callable[[float, str], bool]:
    said, at = "", 0.0

    def tell(share: float, phase: str) -> bool:
        nonlocal said, at
        line = f"{share:4.0%}  {phase}"
        if line == said and time.monotonic() - at < SAID_EVERY:
            return True
        if line != said:
            say(line)
        said, at = line, time.monotonic()
        with office.database.writing.begin() as db:
            return trainings.note_progress(db, claimed, share, phase, office.now())

    return tell

"""Starts what is measured: our system or parts of it, and Rasa with its own Twilio channel."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.messages import phone, whatsapp_form
from bench.wire import form_request
from bot.config import PORTS, Settings
from bot.db.conversations import Conversation
from bot.db.engine import open_engine, sessions
from bot.db.migrate import upgrade
from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.demo.seed import seed
from bot.faq.search import FaqSearch
from bot.running import ROOT, processes, ready, training
from bot.running.processes import Process
from bot.running.supervisor import Supervisor
from bot.services.catalogue.answers import list_entries

SENDERS = 1100
# All that a message goes through on its way to an answer.
LANE = ("valkey", "web", "worker", "scheduler", "actions", "rasa")
VECTORS = "faq_vectors"
RASA_INIT = "bench/rasa-init"


@dataclass(frozen=True, slots=True)
class Running:
    """A started system."""

    settings: Settings
    supervisor: Supervisor


@contextmanager
def ours(
    var_dir: Path,
    sink_port: int,
    names: Sequence[str],
    database_url: str = "",
    *,
    redis_url: str = "",
    workers: int = 1,
    fill: Callable[[Settings], object] = lambda _settings: None,
    split: Callable[[Process], Iterable[Process]] = lambda worker: (worker,),
) -> Iterator[Running]:
    """Run our processes of these names, with a fresh seeded database that knows the customers, sending to the sink.

    Args:
        fill: writes more into the database before anything runs.
        split: makes several processes of the worker.
    """
    environ = {"PORT": str(free_ports()), "VAR_DIR": str(var_dir), "TWILIO_API_URL": f"http://127.0.0.1:{sink_port}"}
    if database_url:
        environ["DATABASE_URL"] = database_url
    if redis_url:
        environ["REDIS_URL"] = redis_url
    settings = Settings.from_env(environ)
    upgrade(settings.database_url)
    seed(settings)
    _know_senders(settings, "known")
    learn_answers(settings)
    fill(settings)
    # Who does not start Rasa needs no model, and must not wait for its training.
    model = training.ensure_model(ROOT, var_dir / "log" / "train.log") if "rasa" in names else training.archive(ROOT)
    table = [process for process in processes.table(settings, model, ROOT) if process.name in names]
    table += [
        replace(one, name=f"{one.name}{n}") for one in table if one.name == "worker" for n in range(2, workers + 1)
    ]
    table = [one for each in table for one in (split(each) if each.name == "worker" else (each,))]
    with supervised(settings, table, environ) as running:
        yield running


@contextmanager
def rasa_alone(var_dir: Path, sink_port: int, model: Path, endpoints: str | None) -> Iterator[Running]:
    """Rasa with its built-in Twilio channel and this model; with our action server if endpoints are given."""
    settings = Settings.from_env({"PORT": str(free_ports()), "VAR_DIR": str(var_dir)})
    upgrade(settings.database_url)
    seed(settings)
    _know_senders(settings, "whatsapp:")
    learn_answers(settings)
    table = [p for p in processes.table(settings, model, ROOT) if p.name in ("valkey", "actions", "rasa")]
    credentials = var_dir / "twilio_channel.yml"
    credentials.write_text(
        "bench.rasa_twilio.SinkTwilioInput:\n  account_sid: ACx\n  auth_token: x\n  twilio_number: '+917900000000'\n"
    )
    rasa = next(process for process in table if process.name == "rasa")
    # Whole, as its users start it: the channel and the other model need what our own start leaves out.
    given = rasa.command[len(processes.lean_rasa(ROOT)) :]
    words = [
        processes.rasa_command(ROOT),
        *(str(credentials) if word == "credentials.yml" else word for word in given),
    ]
    if endpoints is None:  # without the word, Rasa would take ours from the working directory
        nothing = var_dir / "no_endpoints.yml"
        nothing.write_text("{}\n")
        words[words.index("--endpoints") + 1] = str(nothing)
    sink = {"BENCH_SINK": f"http://127.0.0.1:{sink_port}"}
    changed = replace(rasa, command=tuple(words), environment={**rasa.environment, **sink})
    others = [p for p in table if p.name != "rasa" and endpoints]
    with supervised(settings, [*others, changed], {}) as running:
        yield running


def learn_answers(settings: Settings) -> None:
    """The action server reads the shop's answers in its first minute and keeps what it learnt: not to be measured."""
    kept = ROOT / "var" / "bench" / VECTORS
    engine = open_engine(settings.database_url)
    with sessions(engine).reading.begin() as db:
        known = list_entries(db, db.query(Merchant).one().id)
    engine.dispose()
    kept.parent.mkdir(parents=True, exist_ok=True)
    FaqSearch(kept).warm(known)
    shutil.copy(kept, settings.var_dir / VECTORS)


def _know_senders(settings: Settings, prefix: str) -> None:
    """Most who write have written before; and Rasa's channel calls a conversation by the customer's address."""
    engine = open_engine(settings.database_url)
    with sessions(engine).writing.begin() as db:
        merchant = db.query(Merchant).one()
        for number in range(SENDERS):
            customer = Customer(merchant_id=merchant.id, name="Asha", created_at=datetime.now(UTC))
            db.add(customer)
            db.flush()
            identity = {"kind": "phone", "value": phone(number)}
            db.add(Identity(merchant_id=merchant.id, customer_id=customer.id, **identity))
            names = {"public_id": f"{prefix}{phone(number)}", "channel": "whatsapp", "address": phone(number)}
            place = {"merchant_id": merchant.id, "customer_id": customer.id, "our_address": "+917900000000"}
            db.add(Conversation(**names, **place, created_at=datetime.now(UTC)))
    engine.dispose()


def rasa_init_model(var_dir: Path) -> Path:
    """The model of `rasa init`, trained once and kept below VAR_DIR."""
    project = var_dir / RASA_INIT
    if not list((project / "models").glob("*.tar.gz")):
        project.mkdir(parents=True, exist_ok=True)
        # Our environment, their project: `rasa init` writes its example there and trains it.
        subprocess.run(
            [processes.rasa_command(ROOT), "init", "--no-prompt", "--init-dir", str(project)],
            env={**os.environ, **processes.RASA_QUIET},
            stdout=(project / "init.log").open("wb"),
            stderr=subprocess.STDOUT,
            check=True,
        )
    return max((project / "models").glob("*.tar.gz"))


def memory(running: Running) -> dict[str, float]:
    """MB of each process with its children: proportional set size, so that shared pages count once."""
    return {name: sum(map(_pss, _family(pid))) / 1024 for name, pid in _pids(running).items()}


def cpu(running: Running) -> dict[str, float]:
    """Seconds of processor time of each process with its children, so far."""
    return {name: sum(map(_cpu, _family(pid))) for name, pid in _pids(running).items()}


def _cpu(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _pids(running: Running) -> dict[str, int]:
    return {name: state.pid for name, state in running.supervisor.states().items() if state.pid}


@contextmanager
def supervised(settings: Settings, table: list[Process], environ: dict[str, str]) -> Iterator[Running]:
    """Run these processes, all of them well when it begins; gone afterwards."""
    environment = {**processes.shared_environment(settings), **environ, "DATABASE_URL": settings.database_url}
    with Supervisor(settings.var_dir, ROOT, table, environment) as supervisor:
        ready.wait(supervisor, lambda _line: None)
        yield Running(settings, supervisor)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    own = [int(child) for child in children.read_text().split()] if children.exists() else []
    return [pid, *(member for child in own for member in _family(child))]


def _pss(pid: int) -> int:
    """KB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def free_ports() -> int:
    """The first of a row of free ports."""
    # Another trial that begins at the same time, and listens on none of its own yet, seldom looks first where we do.
    here = os.getpid() % 1000
    for number in range(1000):
        first = 21000 + (here + number) % 1000 * 10
        if all(_free(first + offset) for offset in range(PORTS)):
            return first
    raise RuntimeError("no free ports")


def free_port() -> int:
    """Return a port that nobody listens on, out of the range from which the kernel takes none by itself."""
    while not _free(port := random.randrange(20_000, 32_000)):
        pass
    return port


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def inbound(running: Running, texts: Sequence[str], senders: int = 10**6) -> list[bytes]:
    """Return Twilio's signed requests for these messages, from so many customers in turn."""
    settings = running.settings
    url = f"{settings.public_url}/twilio/messages"
    return [
        form_request(url, whatsapp_form(n, text, settings.twilio_account_sid, n % senders), settings.twilio_auth_token)
        for n, text in enumerate(texts)
    ]

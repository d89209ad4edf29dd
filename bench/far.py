"""What the hot paths cost at a shop of some years, beside a small shop: does anything grow with what was before?

One process does what all of them do (bench/hot_paths.py), over a PostgreSQL of its own: milliseconds of processor in
both, of time, and statements, in the small database and in the large one. What a statement looks at is read from the
plans that were truly taken.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import Engine, event, make_url

from bench import far_rows, far_stage, postgres
from bench.crowd import Crowd
from bench.hot_paths import BY_CLOCK, LANES, PATHS, Act, Stage, Who
from bench.plans import Look, watched
from bot import logs
from bot.db.migrate import upgrade

SMALL = 1000  # so many times fewer of everything
TIMES, WARM, SWEPT = 60, 10, 8
MANY = 1500  # rows that one statement may look at


@dataclass(slots=True)
class Cost:
    """Of so many runs: seconds of processor, of time, and statements."""

    runs: int = 0
    ours: float = 0.0
    postgres: float = 0.0
    took: float = 0.0
    statements: int = 0

    @property
    def processor(self) -> float:
        """Milliseconds of one run."""
        return (self.ours + self.postgres) / max(1, self.runs) * 1000


def main(folder: Path, customers: int, messages: int, given: str) -> None:
    """Fill a small and a large database and print what each path costs in both."""
    costs: list[Mapping[str, Cost]] = []
    logs.to_stderr("ERROR", "text")  # that nobody hears the bells is no news here
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with postgres.server(given) as server:
        for name, fewer in (("small", SMALL), ("large", 1)):
            crowd = far_rows.crowd_of(max(2000, customers // fewer), max(20_000, messages // fewer))
            with postgres.database(server, f"bench_far_{name}") as url:
                costs.append(_run(folder / name, url, crowd))
    report(*costs)


def _run(folder: Path, url: str, crowd: Crowd) -> Mapping[str, Cost]:
    begun = time.perf_counter()
    upgrade(url)
    stage = far_stage.begin(folder, url)
    far_stage.fill(stage, url, crowd)
    sizes = f"{len(crowd.customers):,} customers, {len(crowd.messages):,} messages, {_size(url):.1f} GB"
    print(f"{sizes}, written and indexed in {time.perf_counter() - begun:.0f} s", flush=True)
    try:
        costs = measure(stage, crowd)
        report_many(look(stage, crowd))
    finally:
        stage.bot.database.engine.dispose()
    return costs


def measure(stage: Stage, crowd: Crowd) -> dict[str, Cost]:
    """What each path costs, each time of another customer; the first runs do not count."""
    whos = list(far_stage.list_whos(stage, far_rows.pick(crowd, TIMES + WARM)))
    name, costs = str(stage.bot.database.engine.url.database), {path: Cost() for path in PATHS}
    with _counted(stage.bot.database.engine) as asked:
        for paths, first in ((LANES, WARM), (BY_CLOCK, TIMES + WARM - SWEPT)):
            for number, who in enumerate(whos[:WARM] + whos[first:]):
                for path, act in paths.items():
                    _note(costs[path] if number >= WARM else Cost(), stage, act, [who], name, asked)
    return costs


def look(stage: Stage, crowd: Crowd) -> dict[str, list[Look]]:
    """What each path looks at, of five customers."""
    whos = list(far_stage.list_whos(stage, far_rows.pick(crowd, TIMES + WARM + 5)))[-5:]
    found: dict[str, list[Look]] = {}
    for path, act in PATHS.items():
        with watched(stage.bot.database.engine) as looks:
            for who in whos[: 5 if path in LANES else 1]:
                act(stage, who)
        found[path] = looks
    return found


def report_many(found: Mapping[str, Sequence[Look]]) -> None:
    """Print the statements that look at more than MANY rows of a table."""
    for path, looks in found.items():
        worst: dict[tuple[str, str], Look] = {}
        for one in looks:
            known = worst.get((one.statement, one.table))
            if (one.rows or 0) > (known.rows or 0 if known else MANY):
                worst[one.statement, one.table] = one
        for one in worst.values():
            print(f"  {path}: {one.rows:,} rows of {one.table}, {one.how[:160]}")
            print(f"    {' '.join(one.statement.split())[:700]}", flush=True)


def report(small: Mapping[str, Cost], large: Mapping[str, Cost]) -> None:
    """Print both beside each other."""
    print(f"{'':46} {'small':>22} {'large':>30} {'times':>6} {'statements':>11}")
    print(f"{'processor: ours + PostgreSQL = ms; time':46}")
    for path, one in large.items():
        before = small[path]
        ratio = one.processor / max(0.01, before.processor)
        asked = f"{before.statements / before.runs:.0f} {one.statements / one.runs:.0f}"
        print(f"{path:46} {_cell(before)} {_cell(one)} {ratio:6.2f} {asked:>9}", flush=True)


def _cell(one: Cost) -> str:
    ours, theirs, took = (value / one.runs * 1000 for value in (one.ours, one.postgres, one.took))
    return f"{ours:6.1f} +{theirs:6.1f} = {ours + theirs:6.1f}; {took:6.1f}"


def _note(cost: Cost, stage: Stage, act: Act, whos: Sequence[Who], name: str, asked: list[int]) -> None:
    for who in whos:
        before = (time.process_time(), postgres.cpu(name), time.perf_counter(), asked[0])
        act(stage, who)
        # The reading of PostgreSQL's processor comes out of ours, as it went into ours before.
        after = (time.process_time(), time.perf_counter(), asked[0], postgres.cpu(name))
        cost.runs += 1
        cost.ours += after[0] - before[0]
        cost.took += after[1] - before[2]
        cost.statements += after[2] - before[3]
        cost.postgres += after[3] - before[1]


@contextmanager
def _counted(engine: Engine) -> Iterator[list[int]]:
    """How many statements there were, in the only number of the list."""
    count = [0]

    def note(*_: object) -> None:
        count[0] += 1

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _size(url: str) -> float:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(str(row[0])) / 1e9 if row else 0.0

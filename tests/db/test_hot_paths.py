"""No hot path reads a table that grows: what its statements look at, by the plans that both databases truly take.

On PostgreSQL with a shop of some years in it (bench/far_rows.py), on SQLite by the plans alone, since it knows no
figures. More waits there than PostgreSQL has counted: by what it expected, the claim of one notice or message went
through all that were due, and so did the retention and every message that came in. What fails names the path, the
statement and the table: an index is missing, or is not meant by these words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import far_rows, far_stage
from bench.hot_paths import LANES, PATHS, Stage
from bench.plans import Look, watched
from tests.conftest import empty_postgres
from tests.engines import engine_at

# Not by what was before, but by what a shop is, has decided, or has just now.
SMALL = {
    "merchant": "the shops of an installation",
    "connection": "a shop's systems and carriers",
    "pull": "one for each thing that is asked of a connection",
    "rule": "what a shop changed of the rules",
    "sentence": "what a shop changed of the sentences",
    "product": "a shop's catalogue",
    "faq_topic": "a shop's own answers",
    "staff_member": "a shop's people",
    "twilio_account": "a shop's own accounts",
    "out_hook": "a shop's own addresses",
    "broadcast": "some a week, made by people",
    "audience_file": "uploaded by people, gone after 90 days",
    "bulk_job": "what people do to many conversations at once, gone after days",
    "staff_notice": "what a shop's people are told, gone after days",
    "kept_request": "what nobody could read, gone after 90 days",
    "alert": "one for each cause",
}
# Rows of a table that one statement may look at, of 20 000 messages and 4 000 orders.
FEW = 700
MAY = {
    "every 2 s: sweep": "goes through what is queued and what waits for an answer: little, where anything leaves",
    "every 600 s: forget_deliveries": "looks at the first ones alone, in the order in which they came",
    "every 30 s: metrics, health": "counts, and no further than bot.db.counting.MOST",
}
CUSTOMERS, MESSAGES = 2_000, 20_000


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The shop in which one customer has gone every path; on PostgreSQL with all the others."""
    stage = far_stage.begin(tmp_path, database_url)
    if database_url.startswith("postgresql"):
        far_stage.fill(stage, database_url, far_rows.crowd_of(CUSTOMERS, MESSAGES))
    yield stage
    engine_at(database_url).dispose()
    if database_url.startswith("postgresql"):
        empty_postgres(database_url)


@pytest.mark.timeout(400)  # ten seconds, where nothing else runs
def test_no_statement_reads_what_grows(stage: Stage, database_url: str) -> None:
    if stage.bot.database.engine.dialect.name == "sqlite":
        customers = [stage.cast.asha]
        whos = list(far_stage.list_whos(stage, customers, far_stage.HERS))
    else:
        customers = far_rows.pick(far_rows.crowd_of(CUSTOMERS, MESSAGES), 2)
        # Plans go by what was counted: a shop of which much waits now is one of which nothing did then.
        far_stage.fall_behind(database_url, customers)
        whos = list(far_stage.list_whos(stage, customers))
    looked = dict[str, list[Look]]()
    for path, act in PATHS.items():
        with watched(stage.bot.database.engine, by_index=True) as looks:
            for who in whos if path in LANES else whos[:1]:
                act(stage, who)
        looked[path] = looks
    assert sum(map(len, looked.values())) > len(PATHS)
    wide = {
        f"{path}: {one.table}, {one.how} ({one.rows or 'all'} rows) <- {' '.join(one.statement.split())}"
        for path, looks in looked.items()
        for one in looks
        if one.table not in SMALL and path not in MAY and (one.is_whole or (one.rows or 0) > FEW)
    }
    assert not wide, "\n".join(sorted(wide))

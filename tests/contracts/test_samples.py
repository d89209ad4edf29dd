"""Each sample of the contracts, over HTTP with a right signature: the state it changes and the message it sends.

Run where CONTRACT_SAMPLES names the folder of the samples.
"""

from __future__ import annotations

import json
import os

import pytest

from bot.bootstrap import Bot
from bot.services.connections import accounts
from tests.cast import Cast
from tests.contracts.cases import CASES, SAMPLES, SHOPIFY_DAY, Case, sample
from tests.contracts.world import KINDS, opened
from tests.fakes import Watch
from tests.senders import raw_events

pytestmark = pytest.mark.skipif(
    not os.environ.get("CONTRACT_SAMPLES"), reason="CONTRACT_SAMPLES names no folder of samples"
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("case", CASES, ids=[f"{number} {case.file}" for number, case in enumerate(CASES)])
def test_it_does_what_the_sample_says(bot: Bot, cast: Cast, watch: Watch, case: Case) -> None:
    with opened(bot, cast, watch, case.now) as world:
        case.before(world)
        world.send(case.file.partition("/")[0], sample(case.file), case.topic)
        state = world.state()
    assert {name: state[name] for name in case.expected} == case.expected


def test_it_has_a_case_for_every_sample() -> None:
    there = {f"{path.parent.name}/{path.name}" for kind in KINDS for path in (SAMPLES / kind).glob("*.json")}
    assert there == {case.file for case in CASES}


def test_it_takes_the_signatures_of_the_contracts_and_no_other(bot: Bot, cast: Cast, watch: Watch) -> None:
    vectors = json.loads((SAMPLES / "hmac_vectors.json").read_text())
    with opened(bot, cast, watch, SHOPIFY_DAY) as world:
        for vector in vectors:
            kind, body = vector["file"].partition("/")[0], sample(vector["file"])
            with bot.database.writing.begin() as db:
                accounts.rotate(db, bot.vault, world.connections[kind], vector["secret"])
            assert world.post(kind, body, {vector["header"]: vector["value"]}) == 200
            assert world.post(kind, body + b"\n", {vector["header"]: vector["value"]}) == 401
    assert len(raw_events(bot)) == len(vectors)


def test_it_answers_the_ping_of_woocommerce(bot: Bot, cast: Cast, watch: Watch) -> None:
    with opened(bot, cast, watch, SHOPIFY_DAY) as world:
        assert world.post("woocommerce", sample("woocommerce/ping.form"), FORM) == 200
    assert raw_events(bot) == []

"""Two hundred pairs of what is typed and what was written, as both databases have to find them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import Bot
from bot.domain.access import Viewer
from tests.cast import Cast
from tests.services.search.seek import add_talk, seek, texts

PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.timeout(400)  # a hundred searches, each asks PostgreSQL some hundred times
def test_it_finds_what_the_table_says(bot: Bot, cast: Cast) -> None:
    assert len(PAIRS) >= 200
    add_talk(bot, cast.shop, cast.asha, dict.fromkeys(message for _, message, _ in PAIRS))
    found = {typed: texts(seek(bot, Viewer(cast.shop, None), typed)) for typed, _, _ in PAIRS}
    wrong = [pair for pair in PAIRS if (pair[1] in found[pair[0]]) != (pair[2] == "yes")]
    assert wrong == []
    assert not any(len(each) != len(set(each)) for each in found.values())

"""Where two models take a kept conversation different ways, and what that means for the new one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.teaching.dialogues import PlayedTurn, find_parting, group_by_dialogue
from bot.domain.teaching.judging import Worse, judge

STEPS = [("7:1:0", "hi", "greet"), ("7:1:1", "fall beading?", "ask_product"), ("8:2:0", "stop", "stop")]
KEPT = [{"id": id_, "text": text, "locale": "en", "wanted": [intent]} for id_, text, intent in STEPS]
GREETED = PlayedTurn("greet", ("action_greet",), ("greet.hello",))
LOST = PlayedTurn("out_of_scope", ("action_fallback",), ("fallback.again",))
TOLD = PlayedTurn("ask_product", ("action_product",), ("product.one",))
GOOD: dict[str, Any] = {"counts": {}, "changed": [], "acting": [0, 0], "disobeyed": [0, 0]}


def test_they_part_at_the_first_message_that_is_answered_otherwise() -> None:
    mine, theirs = group_by_dialogue(KEPT)
    assert (mine.id, mine.shop, len(mine.steps), theirs.shop) == ("7:1", 7, 2, 8)
    found = find_parting(mine, [GREETED, LOST], [GREETED, TOLD])
    assert found is not None
    assert (found["gained"], [turn["place"] for turn in found["turns"]]) == (True, [2])
    assert found["turns"][0]["before"]["said"] == ("fallback.again",)
    back = find_parting(mine, [GREETED, TOLD], [GREETED, LOST])
    assert back is not None
    assert not back["gained"]
    topics = [PlayedTurn("ask_cod", ("action_answer",), ("faq.answer",), topic) for topic in ("cash", "hours")]
    assert find_parting(theirs, topics[:1], topics[1:]) is not None
    assert find_parting(mine, [GREETED, TOLD], [PlayedTurn("deny", ("action_greet",), ("greet.hello",)), TOLD]) is None


SAID = [("7:1", False, (Worse.KEPT,), False), ("7:1", True, (), False), ("8:2", False, (), True)]


@pytest.mark.parametrize(("of", "gained", "worse", "others"), SAID)
def test_one_that_goes_another_way_holds_a_model_back(
    of: str, gained: bool, worse: tuple[Worse, ...], others: bool
) -> None:
    verdict = judge(GOOD | {"dialogues": {"changed": [{"id": of, "gained": gained}]}}, 7)
    assert (verdict.worse, verdict.others) == (worse, others)

"""Rasa's Python folds as the app's does: the same table of cases."""

import json
import unittest
from pathlib import Path

from lexicon.folding import fold, normalise

CASES = Path(__file__).resolve().parents[2] / "tests" / "lexicon" / "folds.json"


class TestFolding(unittest.TestCase):
    def test_it_folds_as_the_table_says(self) -> None:
        for case in json.loads(CASES.read_text(encoding="utf-8")):
            with self.subTest(case["why"]):
                assert fold(case["typed"]) == case["fold"]
                assert normalise(case["typed"]) == case["normalise"]

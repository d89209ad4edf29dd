"""Vectors of texts: made once, kept in a file, shipped whole; a broken file is only slow."""

import tempfile
import unittest
from pathlib import Path

import numpy as np

from rasa_addons.arrays import Floats
from rasa_addons.tests.test_intents import FakeEmbedder
from rasa_addons.vectors import ship, vectors_of

TEXTS = ["where is my order", "મારો ઓર્ડર ક્યાં છે", "where is my order"]


class VectorsTest(unittest.TestCase):
    """With a folder of their own."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.shipped, self.own = Path(folder.name) / "shipped.npz", Path(folder.name) / "cache" / "own.npz"

    def made(self, texts: "list[str]", embedder: FakeEmbedder) -> Floats:
        return vectors_of(texts, embedder, lambda _: None, (self.shipped, self.own))

    def test_it_makes_each_vector_once(self) -> None:
        embedder = FakeEmbedder()
        first = self.made(TEXTS, embedder)
        assert len(embedder.asked) == 2
        again = self.made(TEXTS, embedder)
        assert len(embedder.asked) == 2
        assert (first == again).all()

    def test_it_keeps_what_a_byte_a_number_can(self) -> None:
        embedder = FakeEmbedder()
        kept, exact = self.made(TEXTS[:1], embedder)[0], embedder.query(TEXTS[0])
        assert np.abs(kept - exact).max() <= np.abs(exact).max() / 127

    def test_it_ships_what_is_asked_for_and_asks_for_nothing_more(self) -> None:
        embedder = FakeEmbedder()
        assert ship(TEXTS[:1], embedder, lambda _: None, self.shipped, self.own) == 1
        asked = len(embedder.asked)
        self.made(TEXTS[:1], embedder)
        assert len(embedder.asked) == asked
        assert not self.own.exists()

    def test_it_pays_for_a_new_text_alone(self) -> None:
        self.made(TEXTS, FakeEmbedder())
        embedder = FakeEmbedder()
        self.made([*TEXTS, "a new one"], embedder)
        assert embedder.asked == ["a new one"]

    def test_it_takes_a_broken_file_for_an_empty_one(self) -> None:
        self.shipped.write_bytes(b"PK\x03\x04 cut off")
        embedder = FakeEmbedder()
        assert self.made(TEXTS, embedder).shape == (3, 16)
        assert len(embedder.asked) == 2


if __name__ == "__main__":
    unittest.main()

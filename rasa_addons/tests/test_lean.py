"""What the lean command leaves out can be imported, inherited and called; what is learned by it is the same."""

import unittest
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import random as any_matrix

from rasa_addons import fast_training
from rasa_addons.lean import _Finder
from rasa_addons.linear import _by_rows

PLAIN_POLICIES = {"RulePolicy", "AugmentedMemoizationPolicy"}  # of Rasa's own these learn without TensorFlow


class LeanTest(unittest.TestCase):
    """Without Rasa's own start: the rest of the tests need what is left out there."""

    def test_it_gives_what_can_be_inherited_and_called(self) -> None:
        spec = _Finder().find_spec("tensorflow.keras.layers", None)
        assert spec is not None
        layers: Any = module_from_spec(spec)

        @layers.register(package="ours")
        class Ours(layers.Layer):  # type: ignore[misc]  # a class of what is not there
            size = layers.float32

        assert Ours.metadata.tables is layers.Tensor
        assert not hasattr(layers, "__version__")

    def test_it_leaves_everything_else_to_others(self) -> None:
        assert _Finder().find_spec("numpy.linalg", None) is None
        assert _Finder().find_spec("keras_of_ours", None) is None

    def test_the_pipeline_needs_nothing_of_it(self) -> None:
        config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))
        assert all(each["name"].startswith("rasa_addons.") for each in config["pipeline"])
        assert {each["name"] for each in config["policies"]} <= PLAIN_POLICIES


class TrainingTest(unittest.TestCase):
    """What makes it faster."""

    def test_parts_of_the_rows_are_multiplied_as_the_whole(self) -> None:
        matrix = any_matrix(300, 40, density=0.1, format="csr", dtype=np.float32, random_state=1)
        other = np.random.default_rng(1).random((40, 7), dtype=np.float32)
        for cores in (1, 2, 3, 8):
            assert (_by_rows(matrix, cores)(other) == matrix @ other).all()

    def test_messages_are_the_same_by_all_that_they_hold(self) -> None:
        fast_training.apply()
        texts = [("hi", "greet"), ("hi", "greet"), ("hi", "bye"), ("bye", "bye")]
        data = TrainingData([Message.build(text, intent) for text, intent in texts])
        assert [(each.get("text"), each.get("intent")) for each in data.intent_examples] == [
            ("hi", "greet"),
            ("hi", "bye"),
            ("bye", "bye"),
        ]

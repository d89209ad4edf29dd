"""The arrays a model of intents is made of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]  # weights, vectors, probabilities
Places = NDArray[np.integer[Any]]  # of features among the model's words, of labels among its labels
Small = tuple[NDArray[np.int8], np.float32]  # a vector as it is kept: a byte a number, and what a step is worth

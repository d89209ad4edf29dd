"""Softmax regression over sparse and dense features: fitting by L-BFGS, and scoring one message by looking up rows."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

Matrix = csr_matrix | np.ndarray


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def fit(
    inputs: Matrix,
    labels: np.ndarray,
    classes: int,
    penalty: float,
    iterations: int,
    start: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features x classes) and biases that maximise the likelihood less the L2 penalty. Deterministic.

    `start`: weights to begin with instead of zeros.
    """
    rows, width = inputs.shape
    wanted = np.zeros((rows, classes), dtype=np.float32)
    wanted[np.arange(rows), labels] = 1
    turned = inputs.T.tocsr() if isinstance(inputs, csr_matrix) else inputs.T

    def loss_and_slope(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat[: width * classes].reshape(width, classes).astype(np.float32)
        found = softmax(inputs @ weights + flat[width * classes :].astype(np.float32))
        loss = -np.log(found[np.arange(rows), labels] + 1e-12).sum() + 0.5 * penalty * float((weights * weights).sum())
        slope = turned @ (found - wanted) + penalty * weights
        return float(loss), np.concatenate([slope.ravel(), (found - wanted).sum(axis=0)]).astype(np.float64)

    begin = np.zeros(width * classes + classes)
    if start is not None:
        begin[: width * classes] = start.ravel()
    options = {"maxiter": iterations, "maxcor": 6}
    best = minimize(loss_and_slope, begin, jac=True, method="L-BFGS-B", options=options).x.astype(np.float32)
    return best[: width * classes].reshape(width, classes), best[width * classes :]


def beside(sparse: csr_matrix, dense: np.ndarray) -> csr_matrix:
    """Both kinds of features as one matrix."""
    return hstack([sparse, csr_matrix(dense)]).tocsr().astype(np.float32)


def stacked(rows: Sequence[tuple[np.ndarray, np.ndarray]], width: int) -> csr_matrix:
    """A matrix of (indices, values) rows."""
    ends = np.cumsum([0, *(len(indices) for indices, _ in rows)])
    indices = np.concatenate([indices for indices, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, indices, ends), shape=(len(rows), width), dtype=np.float32)

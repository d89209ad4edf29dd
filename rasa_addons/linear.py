"""Softmax regression over sparse and dense features: fitting by L-BFGS, and scoring one message by looking up rows."""

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack

from rasa_addons.arrays import Floats, Places

# L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5): how many past steps shape the next one, how much
# of the promised decrease a step must bring, and the shortest step tried.
_REMEMBERED, _ENOUGH, _SHORTEST = 6, 1e-4, 1e-6
_CURVED = 1e-10
# What p(1 - p) of a label is on average, in the second derivative of the loss; its order of magnitude is enough.
_BEND = 0.01
# Read before anybody else sets it: one where others need the cores (bot/running/processes.py), else all there are.
CORES = int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1)


class PastStep(NamedTuple):
    """A past step: how the weights moved, how the slope changed with them, and 1 / their product."""

    moved: Floats
    bent: Floats
    inverse: float


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    exponents: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    exponents /= exponents.sum(axis=-1, keepdims=True)
    return exponents


def fit(
    inputs: csr_matrix,
    labels: Places,
    classes: int,
    penalty: float,
    iterations: int,
    start: Floats | None = None,
    start_bias: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Return weights (features x classes) and biases that maximise the likelihood less the L2 penalty.

    Deterministic, in single precision. Each feature is scaled by how steep the loss is along it (a frequent word bends
    it a thousand times as much as a rare one): 15 steps then bring the loss lower than 60 did without (docs/nlu.md).

    Args:
        start: weights to begin with instead of zeros; start_bias: biases, likewise.
    """
    rows, width = inputs.shape
    wanted = np.zeros((rows, classes), dtype=np.float32)
    wanted[np.arange(rows), labels] = 1
    steepness = np.append(np.asarray(inputs.power(2).sum(axis=0)).ravel() * _BEND + penalty, rows * _BEND)
    scale = (1 / np.sqrt(steepness)).astype(np.float32)[:, None]
    scaled = inputs.multiply(scale[:width].T).tocsr()
    times, turned_times = _by_rows(scaled), _by_rows(scaled.T.tocsr())
    penalties = np.float32(penalty) * scale[:width] ** 2

    def loss_and_slope(weights: Floats) -> tuple[float, Floats]:
        found = softmax(times(weights[:width]) + scale[width] * weights[width])
        likelihood = np.log(found[np.arange(rows), labels] + 1e-12).sum(dtype=np.float64)
        size = np.einsum("ij,ij,ik->", weights[:width], weights[:width], penalties, dtype=np.float64)
        slope = np.empty_like(weights)
        slope[:width] = turned_times(found - wanted) + penalties * weights[:width]
        slope[width] = scale[width] * (found - wanted).sum(axis=0)
        return float(0.5 * size - likelihood), slope

    begin = np.zeros((width + 1, classes), dtype=np.float32)
    begin[:width] = 0 if start is None else start / scale[:width]
    begin[width] = 0 if start_bias is None else start_bias / scale[width]
    best = _descended(loss_and_slope, begin, iterations) * scale
    return best[:width], best[width]


def _by_rows(matrix: csr_matrix, cores: int = CORES) -> Callable[[Floats], Floats]:
    """Return what multiplies this matrix by another, a part of its rows on each core: scipy uses one, and most of the
    training is this. Each row is summed as before, so that the result is the same to the last bit."""
    if cores == 1:
        return lambda other: matrix @ other
    # By how much there is in the rows, not by their number: a few features are in nearly every message.
    ends = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, cores + 1)[1:-1])
    parts = [matrix[begin:end] for begin, end in pairwise([0, *ends, matrix.shape[0]])]
    pool = ThreadPoolExecutor(cores)
    return lambda other: np.vstack(list(pool.map(lambda part: part @ other, parts)))


def _descended(loss_and_slope: Callable[[Floats], tuple[float, Floats]], weights: Floats, iterations: int) -> Floats:
    """The weights after `iterations` steps of L-BFGS, each halved until it brings the loss down."""
    loss, slope = loss_and_slope(weights)
    past: deque[PastStep] = deque(maxlen=_REMEMBERED)
    for _ in range(iterations):
        down = _direction(slope, past)
        promised, length = float(np.vdot(slope, down)), 1.0
        while True:
            tried = weights - np.float32(length) * down
            new_loss, new_slope = loss_and_slope(tried)
            if new_loss <= loss - _ENOUGH * length * promised:
                break
            length /= 2
            if length < _SHORTEST:
                return weights  # as low as single precision sees
        moved, bent = tried - weights, new_slope - slope
        curved = float(np.vdot(moved, bent))
        if curved > _CURVED:
            past.append(PastStep(moved, bent, 1 / curved))
        weights, loss, slope = tried, new_loss, new_slope
    return weights


def _direction(slope: Floats, past: Sequence[PastStep]) -> Floats:
    """Uphill as the past steps let it be seen (the two-loop recursion); at first the slope itself, of length 1."""
    if not past:
        return slope / np.float32(np.sqrt(np.vdot(slope, slope)) or 1.0)
    up = slope.copy()
    shares = []
    for step in reversed(past):
        share = step.inverse * float(np.vdot(step.moved, up))
        shares.append(share)
        up -= np.float32(share) * step.bent
    newest = past[-1]
    up *= np.float32(1 / (newest.inverse * float(np.vdot(newest.bent, newest.bent))))
    for step, share in zip(past, reversed(shares), strict=True):
        up += np.float32(share - step.inverse * float(np.vdot(step.bent, up))) * step.moved
    return up


def beside(sparse: csr_matrix, dense: Floats) -> csr_matrix:
    """Both kinds of features as one matrix."""
    return hstack([sparse, csr_matrix(dense)]).tocsr().astype(np.float32)


def stacked(rows: Sequence[tuple[Places, Floats]], width: int) -> csr_matrix:
    """A matrix of (indices, values) rows."""
    ends = np.cumsum([0, *(len(indices) for indices, _ in rows)])
    indices = np.concatenate([indices for indices, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, indices, ends), shape=(len(rows), width), dtype=np.float32)

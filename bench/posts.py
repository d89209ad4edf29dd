"""The steps of many journeys as one stream of signed requests: mixed, with repeats, and some before their time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bench.journeys import TRACKING, Said, Step, journeys

CUSTOMERS = 8000
SHOP = "bench.myshopify.com"
REPEATED, SWAPPED = 0.05, 0.05
# Between two steps of a journey, in parts of the whole stream: the other journeys go on meanwhile.
PAUSE = (0.02, 0.05)


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the webhooks go, and what they are signed with."""

    shopify_url: str
    shiprocket_url: str
    secret: str


@dataclass(frozen=True, slots=True)
class Post:
    """A webhook ready to be sent, and what it may be the first to tell."""

    request: bytes
    says: tuple[Said, ...]


def stream(count: int, doors: Doors, began: datetime, seed: int = 7) -> list[Post]:
    """So many webhooks in the order in which they are to be sent; the same for the same seed, but for their times."""
    chance = random.Random(seed)
    placed: list[tuple[float, Post]] = []
    for journey in journeys(lambda number: number % CUSTOMERS, began, seed):
        placed += _placed(journey[: count - len(placed)], doors, chance)
        if len(placed) >= count:
            break
    # What is too many are repeats of the last journey: they stand at the end, and nothing misses them.
    return [post for _, post in sorted(placed[:count], key=lambda pair: pair[0])]


def _placed(steps: list[Step], doors: Doors, chance: random.Random) -> list[tuple[float, Post]]:
    """A journey's posts and their places in the stream (0 to 1 for its beginning)."""
    place, pause = chance.random(), chance.uniform(*PAUSE)
    posts = [_post(step, doors, f"{chance.getrandbits(128):032x}") for step in steps]
    places = [place + number * pause for number in range(len(posts))]
    for number in range(1, len(posts)):
        if chance.random() < SWAPPED:
            places[number - 1], places[number] = places[number], places[number - 1]
    first = list(zip(places, posts, strict=True))
    return first + [(at + pause * chance.random(), post) for at, post in first if chance.random() < REPEATED]


def _post(step: Step, doors: Doors, webhook_id: str) -> Post:
    body = json.dumps(step.body).encode()
    if step.topic == TRACKING:
        return Post(hook_request(doors.shiprocket_url, body, {"x-api-key": doors.secret}), step.says)
    digest = hmac.digest(doors.secret.encode(), body, hashlib.sha256)
    headers = {
        "X-Shopify-Topic": step.topic,
        "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(),
        "X-Shopify-Shop-Domain": SHOP,
        "X-Shopify-API-Version": "2026-04",
        "X-Shopify-Webhook-Id": webhook_id,
        "X-Shopify-Triggered-At": datetime.now(UTC).isoformat(),
    }
    return Post(hook_request(doors.shopify_url, body, headers), step.says)


def hook_request(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    """A POST of JSON."""
    parts = urlsplit(url)
    usual = {"Host": parts.netloc, "Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{name}: {value}" for name, value in itertools.chain(usual.items(), headers.items())]
    return "\r\n".join([f"POST {parts.path} HTTP/1.1", *lines]).encode() + b"\r\n\r\n" + body

"""Proving that an order is one's own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services.orders.proof import OfferedProof, ProofResult, list_proven_orders, prove
from tests.services.conftest import NOW, Demo, add_talk


def guess(
    db: Session, demo: Demo, number: str, proof: str, key: str, minutes: int = 0, who: str = "Rahul"
) -> ProofResult:
    """Somebody at Rahul's phone guesses."""
    offered = OfferedProof(demo.talks[who], number, proof, key)
    return prove(db, demo.shop, offered, NOW + timedelta(minutes=minutes))


RIGHT = ("380015", "380 015", "३८००१५", "૩૮૦૦૧૫", "+919800000001", "98000 00001", "09800000001")
WRONG = ("", "0001", "38001", "3800155", "380016", "0000000001", "' OR 1=1", "----------")


def test_it_takes_the_pin_or_the_whole_phone_number(db: Session, demo: Demo) -> None:
    for proof in RIGHT:
        assert guess(db, demo, "1042", proof, proof) == ProofResult("right", 3, demo.orders["1042"])


def test_it_takes_nothing_else(db: Session, demo: Demo) -> None:
    for hours, proof in enumerate(WRONG):
        assert guess(db, demo, "1042", proof, proof, minutes=hours * 120) == ProofResult("wrong", 2)


def test_it_does_not_tell_whether_an_order_exists(db: Session, demo: Demo) -> None:
    there = [guess(db, demo, "1042", "111111", f"a{n}", who="Rahul") for n in range(4)]
    not_there = [guess(db, demo, "9999", "111111", f"b{n}", who="Kiran") for n in range(4)]
    other_shop = [guess(db, demo, "2001", "110001", f"c{n}", who="John") for n in range(4)]
    assert there == not_there == other_shop


def test_it_blocks_for_an_hour_after_three_wrong_guesses(db: Session, demo: Demo) -> None:
    outcomes = [guess(db, demo, "1042", "111111", f"a{n}", minutes=n).outcome for n in range(3)]
    assert outcomes == ["wrong", "wrong", "blocked"]
    assert guess(db, demo, "1042", "380015", "b", minutes=61).outcome == "blocked"
    assert guess(db, demo, "1042", "380015", "c", minutes=63).outcome == "right"


def test_it_blocks_a_slow_guesser_for_the_whole_hour(db: Session, demo: Demo) -> None:
    for minute in (0, 30, 59):
        guess(db, demo, "1042", "111111", f"a{minute}", minutes=minute)
    assert guess(db, demo, "1042", "380015", "b", minutes=100).outcome == "blocked"
    assert guess(db, demo, "1042", "380015", "c", minutes=119).outcome == "right"


def test_it_forgets_wrong_guesses_that_are_an_hour_old(db: Session, demo: Demo) -> None:
    results = [guess(db, demo, "1042", "111111", f"a{n}", minutes=n * 31) for n in range(9)]
    assert [result.tries_left for result in results] == [2, *[1] * 8]


def test_it_counts_a_repeated_turn_once(db: Session, demo: Demo) -> None:
    assert [guess(db, demo, "1042", "111111", "same").tries_left for _ in range(5)] == [2] * 5
    assert guess(db, demo, "1042", "380015", "right") == guess(db, demo, "1042", "380015", "right")


def test_it_stops_many_conversations_that_guess_at_one_order(db: Session, demo: Demo) -> None:
    right = 0
    for n in range(1000):
        talk = add_talk(db, demo.shop, demo.customers["Rahul"], f"+9190000{n:05}")
        pin = str(379515 + n)  # 380015 is the 501st
        right += prove(db, demo.shop, OfferedProof(talk, "#1042", pin, f"g{n}"), NOW).outcome == "right"
    assert right == 0
    assert guess(db, demo, "૧૦૪૨", "380015", "late").outcome == "blocked"
    assert guess(db, demo, "1042", "380015", "tomorrow", minutes=24 * 60 + 1).outcome == "right"


def test_it_remembers_what_was_proven_for_a_day(db: Session, demo: Demo) -> None:
    guess(db, demo, "1042", "380015", "a")
    guess(db, demo, "1044", "111111", "b")
    talk, day = demo.talks["Rahul"], timedelta(days=1)
    assert list_proven_orders(db, talk, demo.shop, NOW) == {demo.orders["1042"]}
    assert list_proven_orders(db, talk, demo.shop, NOW + day) == set()
    assert list_proven_orders(db, demo.talks["Asha"], demo.shop, NOW) == set()
    assert list_proven_orders(db, talk, demo.other_shop, NOW) == set()

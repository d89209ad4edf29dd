"""Proving that an order is one's own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services.orders.proof import OfferedProof, ProofResult, list_proven_orders, prove
from bot.services.people.customers import find_or_add
from tests.services.conftest import NOW, Demo, add_talk


def guess(
    db: Session, demo: Demo, number: str, proof: str, key: str, minutes: int = 0, who: str = "Rahul"
) -> ProofResult:
    """Somebody at Rahul's phone guesses."""
    offered = OfferedProof(demo.talks[who], number, proof, key)
    return prove(db, demo.shop, offered, NOW + timedelta(minutes=minutes))


RIGHT = ("380015", "380 015", "३८००१५", "૩૮૦૦૧૫")
WRONG = ("", "0001", "38001", "3800155", "380016", "+919800000001", "98000 00001", "' OR 1=1", "------")


def test_it_takes_the_pin(db: Session, demo: Demo) -> None:
    for proof in RIGHT:
        assert guess(db, demo, "1042", proof, proof) == ProofResult("right", 3, demo.orders["1042"])


def test_it_takes_nothing_else(db: Session, demo: Demo) -> None:
    for hours, proof in enumerate(WRONG):
        assert guess(db, demo, "1042", proof, proof, minutes=hours * 120).outcome == "wrong"


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


def _from_new_number(db: Session, demo: Demo, at: int, number: str, proof: str) -> ProofResult:
    """Somebody whom nobody knows guesses once."""
    customer = find_or_add(db, demo.shop, (("phone", f"+9190000{at:05}"),), "", NOW)
    talk = add_talk(db, demo.shop, customer.id, f"+9190000{at:05}")
    return prove(db, demo.shop, OfferedProof(talk, number, proof, f"g{at}"), NOW)


def test_wrong_guesses_of_others_keep_nobody_out(db: Session, demo: Demo) -> None:
    for who in ("Kiran", "John", "Mitali", "Farida"):
        for at in range(3):
            guess(db, demo, "1042", "111111", f"{who}{at}", who=who)
    assert guess(db, demo, "૧૦૪૨", "380015", "right").outcome == "right"


def test_at_an_order_that_many_guess_at_each_has_one_try(db: Session, demo: Demo) -> None:
    wrong = [_from_new_number(db, demo, at, "#1042", "111111") for at in range(12)]
    assert [each.outcome for each in wrong] == ["wrong"] * 9 + ["blocked"] * 3
    assert [each.guessed_at for each in wrong] == [None] * 9 + [demo.orders["1042"]] * 3
    assert guess(db, demo, "1042", "111111", "a").outcome == "blocked"
    assert guess(db, demo, "1042", "380015", "b").outcome == "blocked"
    assert guess(db, demo, "1044", "380015", "c").outcome == "wrong"  # limits are of the guesser, at that order
    assert guess(db, demo, "1042", "380015", "d", minutes=24 * 60 + 1).outcome == "right"


def test_an_order_nobody_has_is_guessed_at_alike(db: Session, demo: Demo) -> None:
    there = [_from_new_number(db, demo, at, "1042", "111111") for at in range(12)]
    not_there = [_from_new_number(db, demo, 50 + at, "9999", "111111") for at in range(12)]
    assert [(each.outcome, each.tries_left) for each in there] == [
        (each.outcome, each.tries_left) for each in not_there
    ]
    assert not_there[-1].guessed_at is None


def test_ten_wrong_guesses_a_day_are_all_a_guesser_has(db: Session, demo: Demo) -> None:
    outcomes = [guess(db, demo, str(2000 + at), "111111", f"a{at}", minutes=at * 61).outcome for at in range(10)]
    assert outcomes == ["wrong"] * 9 + ["blocked"]
    assert guess(db, demo, "1042", "380015", "b", minutes=11 * 61).outcome == "blocked"


def test_a_guesser_is_one_in_all_their_conversations(db: Session, demo: Demo) -> None:
    for at in range(3):
        guess(db, demo, "1042", "111111", f"a{at}")
    sms = add_talk(db, demo.shop, demo.customers["Rahul"], "+919800000092")
    assert prove(db, demo.shop, OfferedProof(sms, "1042", "380015", "b"), NOW).outcome == "blocked"


def test_what_was_no_guess_costs_nothing(db: Session, demo: Demo) -> None:
    for at in range(5):
        offered = OfferedProof(demo.talks["Rahul"], "1042", "104400", f"a{at}", costs_nothing=True)
        assert prove(db, demo.shop, offered, NOW) == ProofResult("wrong", 3)


def test_it_remembers_what_was_proven_for_a_day(db: Session, demo: Demo) -> None:
    guess(db, demo, "1042", "380015", "a")
    guess(db, demo, "1044", "111111", "b")
    talk, day = demo.talks["Rahul"], timedelta(days=1)
    assert list_proven_orders(db, talk, demo.shop, NOW) == {demo.orders["1042"]}
    assert list_proven_orders(db, talk, demo.shop, NOW + day) == set()
    assert list_proven_orders(db, demo.talks["Asha"], demo.shop, NOW) == set()
    assert list_proven_orders(db, talk, demo.other_shop, NOW) == set()

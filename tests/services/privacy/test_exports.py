"""What a person who asks may see: all of theirs, and nothing of anybody else."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from bot.db.connections import DataExport
from bot.db.outgoing import Alert
from bot.domain.news import DataRequest, Person
from tests.cast import ASHA, JOHN, MEERA
from tests.services.privacy.test_erasing import HERS, leave_traces
from tests.teller import Teller, order_news, parcel_news


def document(teller: Teller) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(teller.db.scalars(select(DataExport.document)).one())
    return found


def test_it_writes_down_all_that_is_held_of_a_person(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(DataRequest(HERS, ("501",), "7"))
    shown = document(teller)
    assert [one["name"] for one in shown["customers"]] == ["Asha Patel"]
    assert {one["value"] for one in shown["known_by"]} == {ASHA, "900100"}
    assert [one["ship_address"] for one in shown["orders"]] == ["1 Ring Road"]
    assert [one["milestone"] for one in shown["sightings"]] == ["shipped"]
    assert [one["text"] for one in shown["messages_from_them"]] == ["secret word"]
    assert len(shown["messages_to_them"]) == 2
    tables = ("order_lines", "parcels", "carts", "cart_lines", "ratings", "requests", "files_from_them")
    assert all(shown[name] for name in tables)


def test_it_tells_the_merchant_once_for_each_request(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(DataRequest(HERS, (), "7"))
    assert teller.tell(DataRequest(HERS, (), "7")).ignored == "known already"
    [alert] = teller.db.scalars(select(Alert))
    assert (alert.cause.startswith("data_request:"), alert.merchant_id) == (True, teller.cast.shop)
    assert "Asha" not in alert.text


def test_it_shows_of_another_persons_number_the_named_order_alone(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(order_news(external_id="502", person=Person(name="J", phones=(JOHN,))), parcel_news("label"))
    teller.tell(DataRequest(Person("404", phones=(MEERA,)), ("502",), "8"))
    shown = document(teller)
    assert ([one["external_id"] for one in shown["orders"]], shown["customers"]) == (["502"], [])
    assert shown["messages_from_them"] == []


def test_it_shows_nothing_of_whom_an_account_has_bought_for(teller: Teller) -> None:
    leave_traces(teller)
    # John's account has no number of its own yet: his gift goes to Asha's, and his id stands with hers.
    teller.tell(order_news(external_id="600", number="#600", person=Person("77", "John", phones=(ASHA,))))
    teller.tell(DataRequest(Person("77", phones=(JOHN,)), ("600",), "9"))
    shown = document(teller)
    assert ([one["external_id"] for one in shown["orders"]], shown["messages_from_them"]) == (["600"], [])
    assert [one["value"] for one in shown["known_by"]] == [JOHN]


def test_it_shows_no_key_that_opens_anything(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(DataRequest(HERS))
    assert not {"token", "public_id", "lease_token"} & set(document(teller)["conversations"][0])


def test_it_makes_no_document_of_nobody(teller: Teller) -> None:
    assert teller.tell(DataRequest(Person("404", phones=(MEERA,)))).ignored == "nobody we know"

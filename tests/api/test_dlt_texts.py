"""What is registered for SMS in India, through the API: one by one, as a table, refused with field and remedy."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from tests.api.people import browser_of
from tests.cast import Cast

ID = "1" * 19
SHOP = {"dlt_entity_id": ID, "dlt_headers": "rangli-s, 612345-P", "sms_to_india": "registered"}
ONE = "/dlt-texts/notice.shipped/en"


def test_ids_and_headers_are_refused_with_what_to_write(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    wrong = {"dlt_entity_id": "123", "dlt_consent_id": "x" * 19, "dlt_headers": "RANGLI", "sms_to_india": "by boat"}
    refused = owner.call("PATCH", "/settings/shop", {"changes": wrong}).get_json()
    assert {one["pointer"].rpartition("/")[2] for one in refused["errors"]} == set(wrong)
    assert "19 digits" in refused["errors"][0]["remedy"]
    told = owner.call("PATCH", "/settings/shop", {"changes": SHOP}).get_json()
    assert told["written"]["dlt_headers"] == "RANGLI-S, 612345-P"


def test_a_text_is_written_listed_and_taken_along_and_back(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    owner.call("PATCH", "/settings/shop", {"changes": SHOP})
    listed = owner.call("GET", "/dlt-texts?locales=en").get_json()
    one = next(text for text in listed["texts"] if text["key"] == "notice.shipped")
    assert one["fault"] == "it is not registered"
    given = {"header": "RANGLI-S", "template_id": ID, "kind": "service_implicit", "text": one["suggested"]}
    assert owner.call("PUT", ONE, given).get_json()["fault"] == ""
    refused = owner.call("PUT", ONE, given | {"text": "Hello"})
    assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, "/text")
    table = owner.call("GET", "/dlt-texts.csv").data
    assert ID.encode() in table
    sent = owner.client.post("/api/v1/dlt-texts/import", data=table, headers={"X-CSRF-Token": owner.csrf})
    assert (sent.get_json()["same"], sent.get_json()["new"]) == (1, 0)
    bad = table.replace(ID.encode(), b"12")
    sent = owner.client.post("/api/v1/dlt-texts/import", data=bad, headers={"X-CSRF-Token": owner.csrf})
    assert (sent.status_code, sent.get_json()["errors"][0]["pointer"].rpartition("/")[2]) == (422, "template_id")
    assert owner.call("DELETE", ONE).status_code == 204
    assert owner.call("DELETE", ONE).status_code == 404
    theirs = browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", "/dlt-texts").get_json()
    assert (theirs["entity_id"], theirs["headers"]) == ("", [])


def test_what_is_wrong_is_said_in_the_language_of_who_reads_it(bot: Bot, cast: Cast) -> None:
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    owner.call("PATCH", "/settings/shop", {"changes": SHOP})
    given = {"header": "RANGLI-S", "template_id": ID, "kind": "service_implicit", "text": "Hello {#name#}"}
    (fault,) = owner.call("PUT", ONE, given, Accept_Language="hi").get_json()["errors"]
    assert fault["detail"] == "{#name#} कोई चर नहीं है।"
    assert ("alphanumeric" in fault["remedy"], "Use one of" in fault["remedy"]) == (True, False)
    row = f"notice.shipped,en,RANGLI-S,{ID},service_implicit,Hello {{#name#}}"
    table = f"sentence,locale,header,template_id,kind,text\n{row}\n"
    headers = {"X-CSRF-Token": owner.csrf, "Accept-Language": "hi"}
    refused = owner.client.post("/api/v1/dlt-texts/import", data=table.encode(), headers=headers).get_json()
    (named,) = refused["present"]["faults"]
    assert (named["values"]["problem"], named["values"]["remedy"]) == (fault["detail"], fault["remedy"])
    listed = owner.call("GET", "/dlt-texts?locales=en", Accept_Language="hi").get_json()["texts"]
    assert {one["fault"] for one in listed} == {"यह रजिस्टर नहीं है"}

"""What each change of the API is sent with by tests that call every route."""

from __future__ import annotations

from typing import Any

# What a change is sent with, where its body is looked at before it is known to whom the thing belongs.
BODIES: dict[str, Any] = {
    "change_customer": {"name": "Asha"},
    "merge_into": {"other_id": 999},
    "take_action": {"action": "send_tracking"},
    "close_one": {"state": "done"},
    "begin_bulk": {"action": "resolve", "ids": [999]},
    "add_macro": {"name": "Done", "actions": [{"action": "resolve"}]},
    "change_macro": {"version": 1, "name": "Done"},
    "run_macro": {"conversation_id": 999, "version": 1},
    "want_push": {
        "endpoint": "https://fcm.googleapis.com/fcm/send/x",
        "keys": {"p256dh": "x", "auth": "x"},
    },
    "want_no_push": {"endpoint": "https://fcm.googleapis.com/fcm/send/x"},
    "add_canned": {"name": "Hello", "texts": {"en": "Hello"}},
    "change_canned": {"version": 1, "name": "Hello"},
    "fill_canned": {"conversation_id": 999},
    "fill_text": {"text": "Hello {name}"},
    "choose_my_availability": {"state": "busy"},
    "add_label": {"name": "damage", "colour": "#aa3300"},
    "assign_conversation": {"version": 1, "staff_id": 1},
    "change_label": {"name": "damage"},
    "keep_draft": {"text": "we will"},
    "label_conversation": {"version": 1, "labels": []},
    "mark_answered": {"version": 1},
    "mark_read": {"seen": "in-1"},
    "snooze_conversation": {"version": 1, "for": "reply"},
    "wake_conversation": {"version": 1},
    "unassign_conversation": {"version": 1},
    "undo_last": {"version": 1},
    "add_view": {"name": "late", "query": "is:late"},
    "change_view": {"name": "late"},
    "write_note": {"text": "call back"},
    "revise_broadcast": {"version": 1},
    "add_newsletter": {"name": "New sarees"},
    "revise_newsletter": {"version": 1},
    "change_broadcast_budget": {"budget_micros": None},
    "start_broadcast": {"expected": 0},
    "test_broadcast": {"numbers": ["+919800000001"]},
    "waive_broadcast_test": {"why": "seen before"},
    "add_campaign_text": {"name": "New", "texts": {"en": {"body": "New sarees are here"}}},
    "check_campaign_text": {"name": "New", "texts": {"en": {"body": "New sarees are here"}}},
    "revise_campaign_text": {"version": 1, "name": "New"},
    "add_campaign_codes": {"codes": ["SAVE-1"]},
    "add_segment": {"name": "Loyal", "rule": {"all": []}},
    "revise_segment": {"version": 1, "name": "Loyal"},
    "count_rule": {"rule": {"all": []}},
    "explain_rule": {"rule": {"all": []}},
    "try_rule": {"rule": {"all": []}, "customer_id": 999},
    "change_inbox_settings": {"version": 1, "cap": 5},
    "add_passkey": {
        "name": "phone",
        "credential": {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
        },
    },
    "write_message": {"text": "hello", "seen": ""},
    "take_over": {"epoch": 0},
    "hand_back": {"epoch": 0},
    "resolve_conversation": {"version": 1},
    "reopen_conversation": {"version": 1},
    "say_present": {"state": "viewing"},
    "change_staff": {"version": 1, "name": "Asha"},
    "change_mine": {"locale": "hi"},
    "invite_staff": {"email": "new@example.in", "role": "agent"},
}
# What is asked behind an address that is no address without.
QUERIES = {"foresee_merge": "?other_id=999", "add_audience_file": "?consent_source=paper"}
ONCE = {"Idempotency_Key": "walk"}

"""The field names of the contract's samples (Twilio's webhooks and answers), without their values."""

INBOUND = frozenset(
    (
        "SmsMessageSid",
        "NumMedia",
        "SmsSid",
        "SmsStatus",
        "Body",
        "To",
        "MessagingServiceSid",
        "NumSegments",
        "MessageSid",
        "AccountSid",
        "From",
        "ApiVersion",
    )
)
INBOUND_SMS = INBOUND | {f"{side}{place}" for side in ("From", "To") for place in ("City", "State", "Zip", "Country")}
INBOUND_WHATSAPP = INBOUND | frozenset(
    (
        "ProfileName",
        "MessageType",
        "WaId",
        "ReferralNumMedia",
        "ExternalUserId",
        "Forwarded",
        "FrequentlyForwarded",
        "ChannelMetadata",
    )
)
QUOTED = frozenset(("OriginalRepliedMessageSid", "OriginalRepliedMessageSender"))
BUTTON = INBOUND_WHATSAPP | QUOTED | {"ButtonText", "ButtonPayload"}
MEDIA = INBOUND_WHATSAPP | {"MediaContentType0", "MediaUrl0"}
LOCATION = INBOUND_WHATSAPP | {"Latitude", "Longitude", "Address", "Label"}

STATUS = frozenset(("SmsSid", "SmsStatus", "MessageStatus", "MessageSid", "AccountSid", "ApiVersion", "To", "From"))
STATUS_SERVICE = STATUS | {"MessagingServiceSid"}
STATUS_WHATSAPP = STATUS | {"ChannelToAddress", "ChannelPrefix", "ChannelInstallSid"}

MESSAGE = frozenset(
    (
        "account_sid",
        "api_version",
        "body",
        "date_created",
        "date_sent",
        "date_updated",
        "direction",
        "error_code",
        "error_message",
        "from",
        "messaging_service_sid",
        "num_media",
        "num_segments",
        "price",
        "price_unit",
        "sid",
        "status",
        "subresource_uris",
        "to",
        "uri",
    )
)

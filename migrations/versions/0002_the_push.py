"""Shops and carriers, what happened and what is told of it, templates, pages and links."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_api_key_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_key_digest")),
    )
    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_key_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "connection",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("signing_secrets", sa.String(), nullable=False),
        sa.Column("credentials", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_connection_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
        sa.UniqueConstraint("merchant_id", "kind", "account", name=op.f("uq_connection_merchant_id_kind_account")),
        sa.UniqueConstraint("token", name=op.f("uq_connection_token")),
    )
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_connection_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "rule",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("delay_seconds", sa.Integer(), nullable=True),
        sa.Column("segment", sa.JSON(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_rule_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
        sa.UniqueConstraint("merchant_id", "name", name=op.f("uq_rule_merchant_id_name")),
    )
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "template",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("with_picture", sa.Boolean(), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sid", sa.String(), nullable=True),
        sa.Column("asked_category", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_template_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint(
            "merchant_id", "account", "fingerprint", name=op.f("uq_template_merchant_id_account_fingerprint")
        ),
    )
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_template_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_template_of", ["merchant_id", "key", "locale", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_template_sid"), ["sid"], unique=False)

    op.create_table(
        "data_export",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_data_export_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_data_export_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
        sa.UniqueConstraint("merchant_id", "request_id", name=op.f("uq_data_export_merchant_id_request_id")),
    )
    with op.batch_alter_table("data_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_export_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_export_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "pull",
        sa.Column("connection_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("complete_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reaching_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.String(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["connection_id"], ["connection.id"], name=op.f("fk_pull_connection_id_connection")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_pull_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pull")),
        sa.UniqueConstraint(
            "merchant_id", "connection_id", "what", name=op.f("uq_pull_merchant_id_connection_id_what")
        ),
    )
    with op.batch_alter_table("pull", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pull_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "raw_event",
        sa.Column("connection_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("came_by", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parked_order", sa.String(), nullable=True),
        sa.Column("parked_number", sa.String(), nullable=True),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connection.id"], name=op.f("fk_raw_event_connection_id_connection")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_raw_event_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_raw_event_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw_event")),
        sa.UniqueConstraint("connection_id", "dedupe_key", name=op.f("uq_raw_event_connection_id_dedupe_key")),
    )
    with op.batch_alter_table("raw_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_raw_event_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_raw_event_due", ["state", "not_before"], unique=False)
        batch_op.create_index(batch_op.f("ix_raw_event_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_raw_event_parked_number", ["merchant_id", "parked_number"], unique=False)
        batch_op.create_index("ix_raw_event_parked_order", ["merchant_id", "parked_order"], unique=False)
        batch_op.create_index("ix_raw_event_state", ["state", "id"], unique=False)

    op.create_table(
        "refund",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_refund_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_refund_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("order_id", "external_id", name=op.f("uq_refund_order_id_external_id")),
    )
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refund_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "tracking_page",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_tracking_page_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_tracking_page_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_page")),
        sa.UniqueConstraint("order_id", name=op.f("uq_tracking_page_order_id")),
        sa.UniqueConstraint("token", name=op.f("uq_tracking_page_token")),
    )
    with op.batch_alter_table("tracking_page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracking_page_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "moment",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("parcel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cart_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cart_id"], ["cart.id"], name=op.f("fk_moment_cart_id_cart"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_moment_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_moment_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_moment_order_id_orders"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_moment_parcel_id_parcel"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment")),
        sa.UniqueConstraint("merchant_id", "kind", "subject", name=op.f("uq_moment_merchant_id_kind_subject")),
    )
    with op.batch_alter_table("moment", schema=None) as batch_op:
        batch_op.create_index("ix_moment_at", ["merchant_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_moment_cart_id"), ["cart_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moment_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moment_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moment_order_id"), ["order_id"], unique=False)

    op.create_table(
        "sighting",
        sa.Column("parcel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("milestone", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("expected_on", sa.String(), nullable=True),
        sa.Column("late_why", sa.String(), nullable=True),
        sa.Column("failed_why", sa.String(), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_sighting_parcel_id_parcel"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "parcel_id", "milestone", "at", "place", name=op.f("uq_sighting_parcel_id_milestone_at_place")
        ),
    )
    op.create_table(
        "notice",
        sa.Column("moment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("composed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_notice_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_notice_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moment.id"], name=op.f("fk_notice_moment_id_moment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("moment_id", "rule", name=op.f("uq_notice_moment_id_rule")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_notice_due", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cart_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("previews", sa.Integer(), nullable=False),
        sa.Column("first_clicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_clicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["cart_id"], ["cart.id"], name=op.f("fk_link_cart_id_cart"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_link_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_link_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_link_notice_id_notice"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token", name=op.f("uq_link_token")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_cart_id"), ["cart_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_notice_id"), ["notice_id"], unique=False)

    with op.batch_alter_table("cart", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default="own"))
        batch_op.add_column(sa.Column("currency", sa.String(), nullable=False, server_default="INR"))
        batch_op.add_column(sa.Column("other_tokens", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("recovered_order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("recovered_amount", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recovered_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("recovered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_cart_recovered_order_id"), ["recovered_order_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_cart_recovered_order_id_orders"),
            "orders",
            ["recovered_order_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("cart_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture_url", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erasing_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_conversation_erasing_since"), ["erasing_since"], unique=False)

    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("birthday", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("zone", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("version_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index("ix_identity_value", ["merchant_id", "value"], unique=False)

    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logo_url", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="#8a1f4b"))
        batch_op.add_column(sa.Column("link_hosts", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("socials", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("marketing_from", sa.String(), nullable=False, server_default="10:00"))
        batch_op.add_column(sa.Column("marketing_until", sa.String(), nullable=False, server_default="20:00"))
        batch_op.add_column(sa.Column("courtesy_from", sa.String(), nullable=False, server_default="08:00"))
        batch_op.add_column(sa.Column("courtesy_until", sa.String(), nullable=False, server_default="21:00"))
        batch_op.add_column(sa.Column("marketing_per_day", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("marketing_per_week", sa.Integer(), nullable=False, server_default="3"))
        batch_op.add_column(sa.Column("stale_hours", sa.Integer(), nullable=False, server_default="72"))
        batch_op.add_column(sa.Column("sms_fallback", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("points_per_100", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("review_points", sa.Integer(), nullable=False, server_default="20"))
        batch_op.add_column(sa.Column("prices", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default="own"))
        batch_op.add_column(sa.Column("external_id", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("order_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("external_id", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default="own"))
        batch_op.add_column(sa.Column("external_id", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("cart_tokens", sa.JSON(), nullable=False, server_default="[]"))

    # Orders that are here already are known by their number.
    op.execute("UPDATE orders SET external_id = number")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_orders_merchant_id_number"), type_="unique")
        batch_op.create_index("ix_orders_external_id", ["merchant_id", "external_id"], unique=False)
        batch_op.create_index("ix_orders_promised", ["status", "promised_on"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_orders_merchant_id_source_external_id"), ["merchant_id", "source", "external_id"]
        )

    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("picture_url", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("template_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("segments", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cost_micros", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_outgoing_message_notice_id"), ["notice_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_message_notice_id_notice"), "notice", ["notice_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_message_template_id_template"), "template", ["template_id"], ["id"]
        )

    with op.batch_alter_table("parcel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default="own"))
        batch_op.add_column(sa.Column("external_id", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("milestone", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("promised_on", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("contents", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_index("ix_parcel_open", ["stage", "stage_at"], unique=False)

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture_url", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("lasts_days", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default="own"))
        batch_op.add_column(sa.Column("external_id", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_column("version_at")
        batch_op.drop_column("external_id")
        batch_op.drop_column("source")
        batch_op.drop_column("lasts_days")
        batch_op.drop_column("picture_url")

    with op.batch_alter_table("parcel", schema=None) as batch_op:
        batch_op.drop_index("ix_parcel_open")
        batch_op.drop_column("contents")
        batch_op.drop_column("promised_on")
        batch_op.drop_column("milestone")
        batch_op.drop_column("external_id")
        batch_op.drop_column("source")

    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outgoing_message_template_id_template"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_outgoing_message_notice_id_notice"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_outgoing_message_notice_id"))
        batch_op.drop_column("cost_micros")
        batch_op.drop_column("segments")
        batch_op.drop_column("template_id")
        batch_op.drop_column("picture_url")
        batch_op.drop_column("expires_at")
        batch_op.drop_column("urgent")
        batch_op.drop_column("notice_id")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_orders_merchant_id_source_external_id"), type_="unique")
        batch_op.drop_index("ix_orders_promised")
        batch_op.drop_index("ix_orders_external_id")
        batch_op.create_unique_constraint(batch_op.f("uq_orders_merchant_id_number"), ["merchant_id", "number"])
        batch_op.drop_column("cart_tokens")
        batch_op.drop_column("version_at")
        batch_op.drop_column("external_id")
        batch_op.drop_column("source")

    with op.batch_alter_table("order_item", schema=None) as batch_op:
        batch_op.drop_column("external_id")

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_column("version_at")
        batch_op.drop_column("external_id")
        batch_op.drop_column("source")

    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("prices")
        batch_op.drop_column("review_points")
        batch_op.drop_column("points_per_100")
        batch_op.drop_column("sms_fallback")
        batch_op.drop_column("stale_hours")
        batch_op.drop_column("marketing_per_week")
        batch_op.drop_column("marketing_per_day")
        batch_op.drop_column("courtesy_until")
        batch_op.drop_column("courtesy_from")
        batch_op.drop_column("marketing_until")
        batch_op.drop_column("marketing_from")
        batch_op.drop_column("socials")
        batch_op.drop_column("link_hosts")
        batch_op.drop_column("colour")
        batch_op.drop_column("logo_url")

    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.drop_index("ix_identity_value")

    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_column("version_at")
        batch_op.drop_column("zone")
        batch_op.drop_column("birthday")
        batch_op.drop_column("email")

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_erasing_since"))
        batch_op.drop_column("erasing_since")

    with op.batch_alter_table("cart_item", schema=None) as batch_op:
        batch_op.drop_column("picture_url")

    with op.batch_alter_table("cart", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cart_recovered_order_id_orders"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_cart_recovered_order_id"))
        batch_op.drop_column("recovered_at")
        batch_op.drop_column("recovered_by")
        batch_op.drop_column("recovered_amount")
        batch_op.drop_column("recovered_order_id")
        batch_op.drop_column("other_tokens")
        batch_op.drop_column("currency")
        batch_op.drop_column("source")

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_notice_id"))
        batch_op.drop_index(batch_op.f("ix_link_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_link_customer_id"))
        batch_op.drop_index(batch_op.f("ix_link_cart_id"))

    op.drop_table("link")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_merchant_id"))
        batch_op.drop_index("ix_notice_due")
        batch_op.drop_index(batch_op.f("ix_notice_customer_id"))

    op.drop_table("notice")
    op.drop_table("sighting")
    with op.batch_alter_table("moment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moment_order_id"))
        batch_op.drop_index(batch_op.f("ix_moment_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_moment_customer_id"))
        batch_op.drop_index(batch_op.f("ix_moment_cart_id"))
        batch_op.drop_index("ix_moment_at")

    op.drop_table("moment")
    with op.batch_alter_table("tracking_page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracking_page_merchant_id"))

    op.drop_table("tracking_page")
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refund_merchant_id"))

    op.drop_table("refund")
    with op.batch_alter_table("raw_event", schema=None) as batch_op:
        batch_op.drop_index("ix_raw_event_state")
        batch_op.drop_index("ix_raw_event_parked_order")
        batch_op.drop_index("ix_raw_event_parked_number")
        batch_op.drop_index(batch_op.f("ix_raw_event_merchant_id"))
        batch_op.drop_index("ix_raw_event_due")
        batch_op.drop_index(batch_op.f("ix_raw_event_customer_id"))

    op.drop_table("raw_event")
    with op.batch_alter_table("pull", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pull_merchant_id"))

    op.drop_table("pull")
    with op.batch_alter_table("data_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_export_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_data_export_customer_id"))

    op.drop_table("data_export")
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_sid"))
        batch_op.drop_index("ix_template_of")
        batch_op.drop_index(batch_op.f("ix_template_merchant_id"))

    op.drop_table("template")
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_merchant_id"))

    op.drop_table("rule")
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_connection_merchant_id"))

    op.drop_table("connection")
    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_key_merchant_id"))

    op.drop_table("api_key")

"""first tables

Revision 0001, after an empty database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SQLITE_GUARDS = [
    f"CREATE TRIGGER audit_event_no_{deed.lower()} BEFORE {deed} ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the audit chain is only ever added to'); END"
    for deed in ("UPDATE", "DELETE")
]
POSTGRESQL_GUARDS = [
    "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit chain is only ever added to'; END $$",
    "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
]
"""Whoever owns the database can drop these; the chain of hashes then still shows a change."""


TABLES = (
    "account",
    "audit_head",
    "batch",
    "draft",
    "login_failures",
    "office_setting",
    "province",
    "stored_file",
    "version_head",
    "account_grant",
    "area",
    "audit_event",
    "benefit_amount",
    "benefit_group",
    "indicator",
    "login_session",
    "one_time_link",
    "parameter",
    "repeated_row",
    "report_passage",
    "scenario",
    "area_change",
    "area_measure",
    "boundary",
    "budget_line",
    "caseload",
    "observation",
    "scenario_event",
    "scenario_run",
    "target",
)
"""In the order in which they are made: each after those it refers to."""


def _versioned_columns() -> list[sa.schema.SchemaItem]:
    """Columns that every fact row has: its province, the batches that wrote and closed it, its number."""
    return [
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("batch_from", sa.Integer(), nullable=False),
        sa.Column("batch_to", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
    ]


def _versioned_keys(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.ForeignKeyConstraint(["batch_from"], ["batch.id"], name=op.f(f"fk_{table}_batch_from_batch")),
        sa.ForeignKeyConstraint(["batch_to"], ["batch.id"], name=op.f(f"fk_{table}_batch_to_batch")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f(f"fk_{table}_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _versioned_indexes(table: str, *key: str) -> None:
    """One current row a key, the province first, so that partitions by province need no other schema."""
    current = sa.text("batch_to IS NULL")
    with op.batch_alter_table(table) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_batch_from"), ["batch_from"])
        batch_op.create_index(batch_op.f(f"ix_{table}_batch_to"), ["batch_to"])
        batch_op.create_index(
            f"uq_{table}_current", ["province_id", *key], unique=True, sqlite_where=current, postgresql_where=current
        )


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("issuer", sa.String(length=255), nullable=True),
        sa.Column("subject", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("login <> '' AND name <> ''", name=op.f("ck_account_names")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(
            "uq_account_identity",
            ["issuer", "subject"],
            unique=True,
            sqlite_where=sa.text("subject IS NOT NULL"),
            postgresql_where=sa.text("subject IS NOT NULL"),
        )

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("dataset", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("confirmed", sa.Text(), nullable=True),
        sa.Column("rows_added", sa.Integer(), nullable=False),
        sa.Column("rows_closed", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('seed', 'upload', 'undo', 'parameters', 'verification')", name=op.f("ck_batch_kind")
        ),
        sa.CheckConstraint("rows_added >= 0 AND rows_closed >= 0", name=op.f("ck_batch_counts")),
        sa.ForeignKeyConstraint(["undoes_id"], ["batch.id"], name=op.f("fk_batch_undoes_id_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_batch_idempotency_key")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_batch_undoes_id")),
    )
    op.create_index(op.f("ix_batch_file_sha256"), "batch", ["file_sha256"])

    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dataset", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_draft_idempotency_key")),
    )
    op.create_index(op.f("ix_draft_actor"), "draft", ["actor"])

    op.create_table(
        "login_failures",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_login_failures_failures")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failures")),
    )
    op.create_table(
        "office_setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_setting")),
    )
    op.create_table(
        "province",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_province")),
    )
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "version_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_version_head_single_row")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_version_head_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_head")),
    )
    op.create_table(
        "account_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("policy_area", sa.String(length=32), nullable=False),
        sa.Column("area_code", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "role IN ('viewer', 'planner', 'uploader', 'approver', 'admin')", name=op.f("ck_account_grant_role")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_grant_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_grant")),
        sa.UniqueConstraint(
            "account_id",
            "role",
            "policy_area",
            "area_code",
            name=op.f("uq_account_grant_account_id_role_policy_area_area_code"),
        ),
    )
    op.create_index(op.f("ix_account_grant_account_id"), "account_grant", ["account_id"])

    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.Column("tile_column", sa.Integer(), nullable=True),
        sa.Column("batch_from", sa.Integer(), nullable=False),
        sa.CheckConstraint("level IN ('province', 'district', 'commune')", name=op.f("ck_area_level")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_area_validity")),
        sa.ForeignKeyConstraint(["batch_from"], ["batch.id"], name=op.f("fk_area_batch_from_batch")),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name=op.f("fk_area_parent_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("code", "level", "valid_from", name=op.f("uq_area_code_level_valid_from")),
    )
    op.create_index(op.f("ix_area_code"), "area", ["code"])

    op.create_table(
        "audit_event",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_audit_event_sequence")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_audit_event_batch_id_batch")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_action_sequence", ["action", "sequence"], unique=False)
        batch_op.create_index("ix_audit_event_actor_action_sequence", ["actor", "action", "sequence"], unique=False)
        batch_op.create_index("ix_audit_event_actor_sequence", ["actor", "sequence"], unique=False)
        batch_op.create_index("ix_audit_event_at_sequence", ["at", "sequence"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "benefit_amount",
        *_versioned_columns(),
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("group_code", sa.String(length=64), nullable=False),
        sa.Column("applies_from", sa.Date(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "evidence IN ('text', 'secondary', 'press', 'memory')", name=op.f("ck_benefit_amount_evidence")
        ),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_benefit_amount_amount")),
        *_versioned_keys("benefit_amount"),
    )
    _versioned_indexes("benefit_amount", "scheme", "group_code", "applies_from")

    op.create_table(
        "benefit_group",
        *_versioned_columns(),
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("half_coefficient", sa.Integer(), nullable=True),
        sa.Column("norm_basis", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("split_by_area", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=255), nullable=True),
        sa.CheckConstraint(
            "norm_basis IN ('provincial_if_higher', 'national', 'published')", name=op.f("ck_benefit_group_norm_basis")
        ),
        sa.CheckConstraint("unit IN ('person', 'child', 'payee', 'case')", name=op.f("ck_benefit_group_unit")),
        sa.CheckConstraint(
            "half_coefficient IS NULL OR half_coefficient > 0", name=op.f("ck_benefit_group_half_coefficient")
        ),
        *_versioned_keys("benefit_group"),
    )
    _versioned_indexes("benefit_group", "scheme", "code")

    op.create_table(
        "indicator",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("policy_area", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("batch_from", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_from"], ["batch.id"], name=op.f("fk_indicator_batch_from_batch")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_indicator")),
    )
    op.create_index(op.f("ix_indicator_policy_area"), "indicator", ["policy_area"])

    op.create_table(
        "login_session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_login_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_session_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'setup') = (account_id IS NULL)", name=op.f("ck_one_time_link_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
    )
    op.create_index(op.f("ix_one_time_link_account_id"), "one_time_link", ["account_id"])

    op.create_table(
        "parameter",
        *_versioned_columns(),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("applies_from", sa.Date(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("first_paid", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=16), nullable=False),
        sa.Column("verified_by", sa.String(length=200), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.CheckConstraint("evidence IN ('text', 'secondary', 'press', 'memory')", name=op.f("ck_parameter_evidence")),
        sa.CheckConstraint("first_paid IS NULL OR first_paid >= applies_from", name=op.f("ck_parameter_first_paid")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_parameter_value")),
        *_versioned_keys("parameter"),
    )
    _versioned_indexes("parameter", "name", "applies_from")

    op.create_table(
        "repeated_row",
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_repeated_row_batch_id_batch")),
        sa.PrimaryKeyConstraint("table_name", "row_id", "batch_id", name=op.f("pk_repeated_row")),
    )
    op.create_index(op.f("ix_repeated_row_batch_id"), "repeated_row", ["batch_id"])

    op.create_table(
        "report_passage",
        *_versioned_columns(),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("policy_area", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "section IN ('opening', 'result', 'difficulty', 'solution')", name=op.f("ck_report_passage_section")
        ),
        *_versioned_keys("report_passage"),
    )
    _versioned_indexes("report_passage", "key")

    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("law_as_of", sa.Date(), nullable=False),
        sa.Column("levers", sa.Text(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("parameter_version", sa.Integer(), nullable=False),
        sa.Column("engine_version", sa.String(length=16), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_scenario_name")),
        sa.CheckConstraint("role IS NULL OR role = 'proposal'", name=op.f("ck_scenario_role")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_scenario_parent")),
        sa.ForeignKeyConstraint(["data_version"], ["batch.id"], name=op.f("fk_scenario_data_version_batch")),
        sa.ForeignKeyConstraint(["parameter_version"], ["batch.id"], name=op.f("fk_scenario_parameter_version_batch")),
        sa.ForeignKeyConstraint(["parent_id"], ["scenario.id"], name=op.f("fk_scenario_parent_id_scenario")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_scenario_idempotency_key")),
    )
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_identity"), ["identity"], unique=False)
        batch_op.create_index(batch_op.f("ix_scenario_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(
            "uq_scenario_name_in_use",
            ["name"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index(
            "uq_scenario_proposal",
            ["role"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL AND role = 'proposal'"),
            postgresql_where=sa.text("archived_at IS NULL AND role = 'proposal'"),
        )

    op.create_table(
        "area_change",
        *_versioned_columns(),
        sa.Column("from_area_id", sa.Integer(), nullable=False),
        sa.Column("to_area_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("weight_ppm", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=100), nullable=False),
        sa.CheckConstraint(
            "weight_ppm IS NULL OR (weight_ppm >= 0 AND weight_ppm <= 1000000)", name=op.f("ck_area_change_weight")
        ),
        sa.ForeignKeyConstraint(["from_area_id"], ["area.id"], name=op.f("fk_area_change_from_area_id_area")),
        sa.ForeignKeyConstraint(["to_area_id"], ["area.id"], name=op.f("fk_area_change_to_area_id_area")),
        *_versioned_keys("area_change"),
    )
    with op.batch_alter_table("area_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_area_change_batch_from"), ["batch_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_area_change_batch_to"), ["batch_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_area_change_from_area_id"), ["from_area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_area_change_to_area_id"), ["to_area_id"], unique=False)
        batch_op.create_index(
            "uq_area_change_current",
            ["province_id", "from_area_id", "to_area_id", "changed_on"],
            unique=True,
            sqlite_where=sa.text("batch_to IS NULL"),
            postgresql_where=sa.text("batch_to IS NULL"),
        )

    op.create_table(
        "area_measure",
        *_versioned_columns(),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("area_m2", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_date", sa.String(length=10), nullable=True),
        sa.Column("population_source", sa.String(length=200), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("households_date", sa.String(length=10), nullable=True),
        sa.Column("households_source", sa.String(length=200), nullable=True),
        sa.CheckConstraint("area_m2 IS NULL OR area_m2 > 0", name=op.f("ck_area_measure_area")),
        sa.CheckConstraint("population IS NULL OR population >= 0", name=op.f("ck_area_measure_population")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_measure_area_id_area")),
        *_versioned_keys("area_measure"),
    )
    _versioned_indexes("area_measure", "area_id")

    op.create_table(
        "boundary",
        *_versioned_columns(),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("label_longitude", sa.Float(), nullable=False),
        sa.Column("label_latitude", sa.Float(), nullable=False),
        sa.Column("schematic", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_boundary_area_id_area")),
        *_versioned_keys("boundary"),
    )
    _versioned_indexes("boundary", "area_id")

    op.create_table(
        "budget_line",
        *_versioned_columns(),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("chapter", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("estimate_vnd", sa.BigInteger(), nullable=True),
        sa.Column("supplement_vnd", sa.BigInteger(), nullable=True),
        sa.Column("cumulative_vnd", sa.BigInteger(), nullable=True),
        sa.Column("advance_vnd", sa.BigInteger(), nullable=True),
        sa.Column("settlement_vnd", sa.BigInteger(), nullable=True),
        sa.Column("document", sa.String(length=255), nullable=False),
        sa.CheckConstraint("level IN ('province', 'district', 'commune')", name=op.f("ck_budget_line_level")),
        sa.CheckConstraint("month = '' OR month LIKE '____-__'", name=op.f("ck_budget_line_month")),
        sa.CheckConstraint(
            "source IN ('central', 'delegated', 'local', 'wage_reform', 'contingency', 'targeted')",
            name=op.f("ck_budget_line_source"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_budget_line_area_id_area")),
        *_versioned_keys("budget_line"),
    )
    _versioned_indexes(
        "budget_line", "area_id", "budget_year", "month", "source", "level", "chapter", "category", "item"
    )

    op.create_table(
        "caseload",
        *_versioned_columns(),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("group_code", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=True),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=True),
        sa.Column("quality", sa.String(length=16), nullable=False),
        sa.Column("qualifier", sa.String(length=1), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.CheckConstraint(
            "amount_vnd IS NULL OR amount_vnd >= 0 OR kind = 'hoàn trả'", name=op.f("ck_caseload_amount")
        ),
        sa.CheckConstraint(
            "kind IN ('hằng tháng', 'truy lĩnh', 'mai táng', 'một lần', 'hoàn trả')", name=op.f("ck_caseload_kind")
        ),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_caseload_month")),
        sa.CheckConstraint("qualifier IN ('=', '>', '<', '~')", name=op.f("ck_caseload_qualifier")),
        sa.CheckConstraint(
            "quality IN ('reported', 'uploaded', 'derived', 'illustrative')", name=op.f("ck_caseload_quality")
        ),
        sa.CheckConstraint("months >= 1", name=op.f("ck_caseload_months")),
        sa.CheckConstraint("people >= 0 AND units >= 0", name=op.f("ck_caseload_counts")),
        sa.CheckConstraint("shares IS NULL OR shares >= 0", name=op.f("ck_caseload_shares")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_caseload_area_id_area")),
        *_versioned_keys("caseload"),
    )
    _versioned_indexes("caseload", "area_id", "scheme", "group_code", "month", "kind")

    op.create_table(
        "observation",
        *_versioned_columns(),
        sa.Column("indicator_key", sa.String(length=64), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("low", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("high", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("qualifier", sa.String(length=1), nullable=False),
        sa.Column("quality", sa.String(length=16), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=True),
        sa.Column("formula", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint("qualifier IN ('=', '>', '<', '~')", name=op.f("ck_observation_qualifier")),
        sa.CheckConstraint("quality <> 'derived' OR formula IS NOT NULL", name=op.f("ck_observation_derived_formula")),
        sa.CheckConstraint("quality <> 'reported' OR phrase IS NOT NULL", name=op.f("ck_observation_reported_phrase")),
        sa.CheckConstraint(
            "quality IN ('reported', 'uploaded', 'derived', 'illustrative')", name=op.f("ck_observation_quality")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_observation_area_id_area")),
        sa.ForeignKeyConstraint(
            ["indicator_key"], ["indicator.key"], name=op.f("fk_observation_indicator_key_indicator")
        ),
        *_versioned_keys("observation"),
    )
    _versioned_indexes("observation", "indicator_key", "area_id", "period")

    op.create_table(
        "scenario_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('edited', 'archived', 'restored', 'proposed', 'not_proposed')",
            name=op.f("ck_scenario_event_kind"),
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_event_scenario_id_scenario")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_event")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_scenario_event_idempotency_key")),
    )
    op.create_index(op.f("ix_scenario_event_scenario_id"), "scenario_event", ["scenario_id"])

    op.create_table(
        "scenario_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("parameter_version", sa.Integer(), nullable=False),
        sa.Column("engine_version", sa.String(length=16), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("computed_by", sa.String(length=200), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["data_version"], ["batch.id"], name=op.f("fk_scenario_run_data_version_batch")),
        sa.ForeignKeyConstraint(
            ["parameter_version"], ["batch.id"], name=op.f("fk_scenario_run_parameter_version_batch")
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_run_scenario_id_scenario")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_run")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_scenario_run_idempotency_key")),
    )
    op.create_index(op.f("ix_scenario_run_scenario_id"), "scenario_run", ["scenario_id"])

    op.create_table(
        "target",
        *_versioned_columns(),
        sa.Column("indicator_key", sa.String(length=64), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.CheckConstraint("period LIKE '____'", name=op.f("ck_target_period")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_target_value")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_target_area_id_area")),
        sa.ForeignKeyConstraint(["indicator_key"], ["indicator.key"], name=op.f("fk_target_indicator_key_indicator")),
        *_versioned_keys("target"),
    )
    _versioned_indexes("target", "indicator_key", "area_id", "period")

    for statement in SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_GUARDS:
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")

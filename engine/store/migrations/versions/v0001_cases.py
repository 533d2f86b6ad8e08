"""Cases, what goes with them, and the definitions they follow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

#: What cases are found by: full text is each database's own, so no table of ours declares it.
FIND = {
    "sqlite": [
        "CREATE VIRTUAL TABLE wf_find USING fts5 "
        "(words, prefix = '1 2 3', tokenize = \"unicode61 remove_diacritics 0 tokenchars ':-'\")"
    ],
    "postgresql": [
        "CREATE TABLE wf_find (number INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX wf_find_words ON wf_find USING gin (words)",
    ],
}


def upgrade() -> None:
    for create in TABLES:
        create()
    for statement in FIND[op.get_bind().dialect.name]:
        op.execute(statement)


def _audit() -> None:
    op.create_table(
        "wf_audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_wf_audit_subject", "wf_audit", ["subject"])


def _case() -> None:
    op.create_table(
        "wf_case",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("spelling", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("service_title", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("findable", sa.String(), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("reference"),
    )
    op.create_index("ix_wf_case_spelling", "wf_case", ["spelling"])
    op.create_index(
        "wf_case_open",
        "wf_case",
        ["service"],
        sqlite_where=sa.text("closed IS NULL"),
        postgresql_where=sa.text("closed IS NULL"),
    )


def _case_tombstone() -> None:
    op.create_table(
        "wf_case_tombstone",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reference"),
    )


def _definition() -> None:
    op.create_table(
        "wf_definition",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )


def _draft() -> None:
    op.create_table(
        "wf_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _event() -> None:
    op.create_table(
        "wf_event",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "seq"),
        sa.UniqueConstraint("token"),
    )


def _file() -> None:
    op.create_table(
        "wf_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("holder_kind", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wf_file_holder", "wf_file", ["holder"])


def _holding() -> None:
    op.create_table(
        "wf_holding",
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("visitor", "kind", "key"),
    )
    op.create_index("ix_wf_holding_key", "wf_holding", ["key"])


def _lease() -> None:
    op.create_table(
        "wf_lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _link() -> None:
    op.create_table(
        "wf_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_wf_link_key", "wf_link", ["key"])


def _message() -> None:
    op.create_table(
        "wf_message",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("unsent", sa.String(), nullable=False),
        sa.Column("attached", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_wf_message_reference", "wf_message", ["reference"])


def _party() -> None:
    op.create_table(
        "wf_party",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "role"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_party_email", "wf_party", ["email"])
    op.create_index("ix_wf_party_name", "wf_party", ["name"])
    op.create_index("ix_wf_party_phone", "wf_party", ["phone"])


def _reader() -> None:
    op.create_table(
        "wf_reader",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "team"),
        sqlite_with_rowid=False,
    )


def _task() -> None:
    op.create_table(
        "wf_task",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("service_title", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("statutory", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "task"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "wf_task_of_person",
        "wf_task",
        ["person", "due", "reference", "task"],
        sqlite_where=sa.text("person IS NOT NULL"),
        postgresql_where=sa.text("person IS NOT NULL"),
    )
    op.create_index("wf_task_of_team", "wf_task", ["who", "due", "reference", "task", "service"])
    op.create_index(
        "wf_task_unclaimed",
        "wf_task",
        ["who", "due", "reference", "task"],
        sqlite_where=sa.text("person IS NULL"),
        postgresql_where=sa.text("person IS NULL"),
    )


def _timer() -> None:
    op.create_table(
        "wf_timer",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "clock"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_timer_at", "wf_timer", ["at"])


def _version() -> None:
    op.create_table(
        "wf_version",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("service", "number"),
    )


#: In the order of what refers to what.
TABLES = (
    _audit,
    _case,
    _case_tombstone,
    _definition,
    _draft,
    _event,
    _file,
    _holding,
    _lease,
    _link,
    _message,
    _party,
    _reader,
    _task,
    _timer,
    _version,
)

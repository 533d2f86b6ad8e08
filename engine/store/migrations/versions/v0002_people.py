"""People, how they sign in, and what they may do."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for create in TABLES:
        create()


def _attempt() -> None:
    op.create_table(
        "wf_attempt",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("attempt", "key"),
    )
    op.create_index("ix_wf_attempt_at", "wf_attempt", ["at"])
    op.create_index("ix_wf_attempt_key", "wf_attempt", ["key"])


def _person() -> None:
    op.create_table(
        "wf_person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )


def _session() -> None:
    op.create_table(
        "wf_session",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_index("ix_wf_session_began", "wf_session", ["began"])
    op.create_index("ix_wf_session_person", "wf_session", ["person"])


def _grant() -> None:
    op.create_table(
        "wf_grant",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("may", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["wf_person.id"],
        ),
        sa.PrimaryKeyConstraint("person", "may", "of"),
    )


def _invitation() -> None:
    op.create_table(
        "wf_invitation",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["wf_person.id"],
        ),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("fingerprint"),
    )


def _membership() -> None:
    op.create_table(
        "wf_membership",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["wf_person.id"],
        ),
        sa.PrimaryKeyConstraint("person", "team"),
    )
    op.create_index("ix_wf_membership_team", "wf_membership", ["team"])


#: In the order of what refers to what.
TABLES = (
    _attempt,
    _person,
    _session,
    _grant,
    _invitation,
    _membership,
)

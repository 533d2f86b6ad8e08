"""Who is away and who stands in, codes for residents, what partners were shown, and practice cases."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _away()
    _code()
    _look()
    only = sa.text("practice")
    op.create_index("wf_case_practice", "wf_case", ["practice"], sqlite_where=only, postgresql_where=only)


def _away() -> None:
    op.create_table(
        "wf_away",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("substitute", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wf_away_person", "wf_away", ["person"])
    op.create_index("ix_wf_away_substitute", "wf_away", ["substitute"])


def _code() -> None:
    op.create_table(
        "wf_code",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("spelling", sa.String(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "code_hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_code_spelling", "wf_code", ["spelling"])


def _look() -> None:
    op.create_table(
        "wf_look",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_wf_look_reference", "wf_look", ["reference"])

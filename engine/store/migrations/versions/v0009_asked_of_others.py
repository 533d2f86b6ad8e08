"""Tasks that somebody asked others for or handed to them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "wf_asked",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "reference", "task"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_asked_reference", "wf_asked", ["reference"])

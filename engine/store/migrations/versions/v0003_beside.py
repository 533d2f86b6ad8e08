"""Tasks on hold, links between cases, and notes that mention somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

CLAIMED, UNCLAIMED, HELD = sa.text("person IS NOT NULL"), sa.text("person IS NULL"), sa.text("held IS NOT NULL")


def upgrade() -> None:
    _held()
    _linked()
    _mention()


def _held() -> None:
    """A list leaves out what is on hold, and is still read from its index alone."""
    op.add_column("wf_task", sa.Column("held", sa.BigInteger(), nullable=True))
    for index in ("wf_task_of_person", "wf_task_of_team", "wf_task_unclaimed"):
        op.drop_index(index, "wf_task")
    key = ["due", "reference", "task"]
    op.create_index("wf_task_of_team", "wf_task", ["who", *key, "service", "held"])
    op.create_index(
        "wf_task_of_person", "wf_task", ["person", *key, "held"], sqlite_where=CLAIMED, postgresql_where=CLAIMED
    )
    op.create_index(
        "wf_task_unclaimed", "wf_task", ["who", *key, "held"], sqlite_where=UNCLAIMED, postgresql_where=UNCLAIMED
    )
    op.create_index("wf_task_held", "wf_task", ["who", *key], sqlite_where=HELD, postgresql_where=HELD)


def _linked() -> None:
    op.create_table(
        "wf_linked",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "other"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_linked_other", "wf_linked", ["other"])


def _mention() -> None:
    op.create_table(
        "wf_mention",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "at", "reference"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_mention_reference", "wf_mention", ["reference"])

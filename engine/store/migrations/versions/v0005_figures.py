"""How cases went, as rows for figures; and how far people come in the pages of a service."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for create in TABLES:
        create()


def _stay() -> None:
    op.create_table(
        "wf_stay",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("stay", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("claimed", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("paused", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "stay", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("wf_stay_step", "wf_stay", STEP)
    op.create_index("wf_stay_team", "wf_stay", TEAM)
    still_open = sa.text("ended IS NULL")
    op.create_index("wf_stay_open", "wf_stay", OPEN, sqlite_where=still_open, postgresql_where=still_open)


def _way() -> None:
    op.create_table(
        "wf_way",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("reference", "seq", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("wf_way_taken", "wf_way", ["service", "at", "source", "target", "spent"])


def _course() -> None:
    op.create_table(
        "wf_course",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("stopped", sa.BigInteger(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reference"),
        sqlite_with_rowid=False,
    )
    op.create_index("wf_course_opened", "wf_course", ["service", "opened"])
    op.create_index("wf_course_closed", "wf_course", ["service", "closed", "outcome", "due", "stopped", "opened"])


def _page() -> None:
    op.create_table(
        "wf_page",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("service", "version", "day", "page"),
        sqlite_with_rowid=False,
    )


STEP = ["service", "ended", "step", "who", "what", "how", "begun", "claimed", "paused", "due"]
TEAM = ["who", "ended", "service", "person", "how", "begun", "claimed", "paused", "due"]
OPEN = ["service", "who", "due", "begun", "person", "what"]
TABLES = (_stay, _way, _course, _page)

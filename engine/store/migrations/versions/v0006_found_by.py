"""Where each word of a case stands, filters that people saved, and what came of each row of a bulk."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

#: What cases are found by already, their words alone: a team among them begins with a colon.
KNOWN = {
    "sqlite": "SELECT rowid, words FROM wf_find WHERE rowid > :last ORDER BY rowid LIMIT 500",
    "postgresql": "SELECT number, array_to_string(tsvector_to_array(words), ' ') FROM wf_find "
    "WHERE number > :last ORDER BY number LIMIT 500",
}


def upgrade() -> None:
    _found_by()
    _saved()
    _bulk()
    _keep_words()


def _found_by() -> None:
    op.create_table(
        "wf_found_by",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )


def _saved() -> None:
    op.create_table(
        "wf_saved",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", "name"),
        sqlite_with_rowid=False,
    )


def _bulk() -> None:
    op.create_table(
        "wf_bulk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wf_bulk_at", "wf_bulk", ["at"])
    op.create_index("ix_wf_bulk_reference", "wf_bulk", ["reference"])


def _keep_words() -> None:
    """Whatever changes in a case next makes its words anew, each where it stands; until then they stand in the case."""
    bind, last = op.get_bind(), 0
    keep = sa.text("INSERT INTO wf_found_by (number, standing, added) VALUES (:number, :standing, '[]')")
    while rows := bind.execute(sa.text(KNOWN[bind.dialect.name]), {"last": last}).all():
        kept = [{"number": number, "standing": _standing(words)} for number, words in rows]
        bind.execute(keep, kept)
        last = rows[-1][0]
    bind.execute(sa.text("UPDATE wf_case SET findable = ''"))


def _standing(words: str) -> str:
    return json.dumps({"The case": " ".join(word for word in words.split() if not word.startswith(":"))})

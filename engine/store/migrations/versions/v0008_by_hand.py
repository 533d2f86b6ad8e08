"""For whom a preview link was made, and an index of what ended or turned a case by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("wf_preview", sa.Column("whom", sa.String(), nullable=False, server_default=""))
    by_hand = sa.text("command IN ('CloseEarly', 'Rewind', 'Withdraw')")
    op.create_index(
        "wf_event_by_hand", "wf_event", ["at", "reference", "command"],
        sqlite_where=by_hand, postgresql_where=by_hand,
    )  # fmt: skip

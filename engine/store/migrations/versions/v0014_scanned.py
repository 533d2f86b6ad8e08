"""What a virus scanner said of each file."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for name in ("scan", "scanned"):
        op.add_column("wf_file", sa.Column(name, sa.String(), nullable=False, server_default=""))
    unscanned = sa.text("scan = ''")
    op.create_index("wf_file_unscanned", "wf_file", ["created"], sqlite_where=unscanned, postgresql_where=unscanned)

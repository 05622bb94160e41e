"""What an organisation's pages can be read in; since when an API key opens, and until when it did."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is chosen and nothing has ended where nobody decided so."""
    op.add_column(
        "organisation", sa.Column("languages", sa.String(length=64), nullable=False, server_default="")
    )
    op.add_column("api_key", sa.Column("made", sa.String(length=10), nullable=False, server_default=""))
    op.add_column("api_key", sa.Column("ended", sa.String(length=10), nullable=False, server_default=""))

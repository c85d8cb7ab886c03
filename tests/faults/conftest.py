"""A site under load has servers of its own: each suite runs the one of its database, and neither twice."""

import os

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
collect_ignore = ["test_sqlite_under_load.py" if ON_POSTGRESQL else "test_under_load.py"]

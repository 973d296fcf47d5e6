"""The mail that the product sent, as its addressee opens it."""

import re
from email import message_from_bytes, policy
from pathlib import Path


def newest_link(folder: Path) -> str:
    """The path of the first link in the newest mail."""
    newest = max(Path(folder).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    text = message_from_bytes(newest.read_bytes(), policy=policy.default).get_body().get_content()
    return re.search(r"https?://[^/]+(/\S+)", text)[1]

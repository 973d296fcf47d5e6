"""`python -m verifier EXPORT --key KEY [--head NOTE-FILE ...] [--json]`.

Exit 0: sound, 1: tampered, 2: cannot decide, 3: usage.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import NoReturn

from .export import verify_export
from .failures import CannotDecide, Failure


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(3, f"{message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Check an export and say so in Vietnamese and English."""
    parser = _Parser(prog="verifier", description="Checks an export of the ledger.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--key", required=True, help="the log's public key, got from somewhere else than the export")
    parser.add_argument("--head", type=Path, action="append", default=[], help="a signed head from a receipt or minute")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        found = verify_export(asked.export, asked.key, [path.read_text() for path in asked.head])
        verdict = {"ok": True, **found}
        said = [f"Nhật ký nguyên vẹn: {found['entries']} bản ghi.", f"The log is sound: {found['entries']} entries."]
        code = 0
    except Failure as failure:
        verdict, said, code = {"ok": False, **failure.as_json()}, [failure.say("vi"), failure.say("en")], 1
    except (CannotDecide, OSError) as error:
        verdict, code = {"ok": None, "why": str(error)}, 2
        said = [f"Không thể kết luận: {error}", f"Cannot decide: {error}"]
    sys.stdout.write((json.dumps(verdict, ensure_ascii=False) if asked.json else "\n".join(said)) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())

"""Reads an export with Python alone, none of our code: `python tests/read_back.py FOLDER`. It prints every case."""

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> None:
    folder = Path(sys.argv[1])
    check(folder)
    index = list(csv.DictReader((folder / "index.csv").open(encoding="utf-8", newline="")))
    for case in cases(folder, index):
        print("\n".join(told(folder, case)), end="\n\n")
    print(f"{len(index)} cases, {len(services(folder))} services")


def check(folder: Path) -> None:
    """Every file is as it was written, and none has joined them."""
    named = dict(line.split("  ", 1)[::-1] for line in lines(folder / "SHA256SUMS"))
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    if here != set(named):
        raise SystemExit(f"Not as it was written: {sorted(here ^ set(named))}")
    for name, sha256 in named.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
            raise SystemExit(f"Not as it was written: {name}")


def cases(folder: Path, index: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """Every case that the index names, one after another, and no other."""
    wanted = {row["reference"] for row in index}
    for name in dict.fromkeys(row["file"] for row in index):
        for line in lines(folder / name):
            case = json.loads(line)
            wanted.remove(case["reference"])
            yield case
    if wanted:
        raise SystemExit(f"Named and not there: {sorted(wanted)}")


def told(folder: Path, case: dict[str, Any]) -> Iterator[str]:
    practice = " (practice)" if case["practice"] else ""
    yield f"{case['reference']}{practice} {case['service_title']}, version {case['version']}"
    yield f"  from {case['opened']} to {case['closed'] or 'now'} {case['outcome']}".rstrip()
    for party in case["parties"]:
        yield f"  {party['role']}: {party['name']}"
    for step, answers in case["answers"].items():
        yield from (f"  {step}.{name}: {answer}" for name, answer in answers.items())
    for document in case["documents"]:
        yield f"  document {document['title']}: {document['body']}"
    for note in case["notes"]:
        yield f"  note by {note['by']}: {note['text']}"
    for message in case["messages"]:
        yield f"  {message['channel']} to {message['to_name']} ({message['state']}): {message['subject']}"
    for effect in case["effects"]:
        yield f"  to {effect['kind']} {effect['what']}: {effect['state']}, {effect['due']}"
    for payment in case["payments"]:
        yield f"  £{payment['amount'] / 100:.2f} begun {payment['begun']}: {payment['state']} {payment['id']}".rstrip()
    for file in case["files"]:
        yield f"  file {file['name']}: {found(folder, file)}"
    yield f"  {len(case['history'])} commands, the last {case['history'][-1]['command']}"


def found(folder: Path, file: dict[str, Any]) -> str:
    """Whether the bytes of a file are what somebody uploaded."""
    if not file["path"]:
        return "missing"
    data = (folder / file["path"]).read_bytes()
    same = hashlib.sha256(data).hexdigest() == file["sha256"]
    return f"{len(data)} bytes" if same else "changed"


def services(folder: Path) -> set[str]:
    """Those whose published definitions are all there."""
    records = [json.loads(line) for line in lines(folder / "published" / "versions.jsonl")]
    for one in records:
        if not any((folder / "published" / one["service"] / str(one["number"])).rglob("*.yaml")):
            raise SystemExit(f"Published and not there: {one['service']}, version {one['number']}")
    return {one["service"] for one in records}


def lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""No statement reads a whole table, but those that are meant to: what a request costs must not grow with the past.

usage: scans.py [ROOT]

SQLite is asked how it would run each statement.  A partial index is used only where the statement repeats the index's
condition word for word.
"""
import pathlib
import re
import sqlite3
import sys

import guard

# Table, and why all of it is read.
WHOLE = {
    "ledger": "the trial balance is the sum of it",
    "parked_events": "few, and an operator asks for all of them",
    "reconciliation": "has one row",
    "feed": "has one row",
    "hosts_who_left": "empty but while an erased host's evenings are called off",
}
NUMBER = re.compile(r"V(?:0_)?(\d+)__")
PARAMETER = re.compile(r"\$(\d+)")
FULL_SCAN = re.compile(r"SCAN (\w+)")


def migrations(folder):
    return sorted(folder.glob("V*.sql"), key=lambda path: int(NUMBER.match(path.name)[1]))


def statements(path):
    for text in re.split(r"^-- name: ", path.read_text(), flags=re.M)[1:]:
        name, sql = text.split("\n", 1)
        yield name, sql


def tables_read_whole(store, sql):
    arguments = [None] * max([int(number) for number in PARAMETER.findall(sql)], default=0)
    named = {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for row in store.execute("EXPLAIN QUERY PLAN " + PARAMETER.sub(r"?\1", sql), arguments):
        scan = FULL_SCAN.fullmatch(row[3])
        if scan:
            alias = re.search(rf"\b(\w+) AS {scan[1]}\b", sql)
            yield from {scan[1], alias[1] if alias else None} & named


def problems(root):
    platform = root / "platform" / "runtime"
    for service in sorted((root / "services").glob("*/*.sql")):
        store = sqlite3.connect(":memory:")
        for migration in migrations(platform / "migrations") + migrations(service.parent / "migrations"):
            store.executescript(migration.read_text())
        for path in (service, *platform.glob("platform.sql")):
            for name, sql in statements(path):
                for table in tables_read_whole(store, sql):
                    if table not in WHOLE:
                        yield f"{path.relative_to(root)}: {name} reads all of {table}; give it an index that it can use"


guard.finish(dict.fromkeys(problems(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else guard.ROOT)))

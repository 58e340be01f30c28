#!/usr/bin/python3
"""Each layer sees the layers below it and no other: core <- ports <- { runtime <- adapters, server; services } <- sim <- cli.

usage: layers.py BUILD_DIR

Checks the include roots that the build gives to each file, and then with the compiler itself that a
file which reaches for a header of a higher layer is not compiled.
"""
import json
import pathlib
import shlex
import sys

import guard

ROOTS = {
    "platform/core": {"core"},
    "platform/runtime": {"runtime", "generated"},
    "platform/adapters": {"adapters", "generated"},
    "platform/server": {"server", "generated"},
    "services": {"services", "generated"},
    "sim": {"sim", "generated"},
    "cli": {"cli", "generated"},
    "tools": {"core"},
}

# A file of the layer, a header that it may include, headers that it must not find.
REACHES = [
    ("platform/core/arena.c", "platform/core/arena.h",
     ["platform/ports/sql.h", "platform/runtime/lane.h", "platform/server/http.h"]),
    ("platform/runtime/lane.c", "platform/ports/sql.h",
     ["platform/adapters/log_embedded.h", "platform/server/http.h", "services/inventory/inventory.h"]),
    ("platform/adapters/log_embedded.c", "platform/runtime/node.h",
     ["platform/server/http.h", "services/inventory/inventory.h"]),
    ("services/inventory/hold_seats.c", "platform/cc.h",
     ["platform/core/run.h", "platform/core/arena.h", "platform/ports/sql.h", "platform/ports/clock.h",
      "platform/runtime/lane.h", "platform/adapters/log_embedded.h", "platform/server/http.h"]),
]


def folder_of(path):
    return next((folder for folder in ROOTS if path.is_relative_to(folder)), None)


def wrong_roots(build):
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        if not file.is_relative_to(guard.ROOT) or file.is_relative_to(build.resolve()):
            continue
        path = file.relative_to(guard.ROOT)
        folder = folder_of(path)
        if folder is None or guard.is_test(path):
            continue
        words = shlex.split(entry["command"])
        roots = {pathlib.Path(word[2:]).name for word in words if word.startswith("-Iinclude/")}
        for root in sorted(roots - ROOTS[folder]):
            yield f"{path}: is compiled with the headers of {root}"
        if folder == "services" and "-DCC_SERVICE" not in words:
            yield f"{path}: is compiled without -DCC_SERVICE, so the names of the heap and of I/O are open to it"


def open_doors(build):
    for like, allowed, forbidden in REACHES:
        compiler = guard.Compiler(build, like)
        if compiler.complaint(f'#include "{allowed}"\n'):
            yield f"{like}: cannot include {allowed}"
        for header in forbidden:
            if not (guard.ROOT / header).exists():
                yield f"{header}: is gone; let this guard try another"
            elif "No such file" not in compiler.complaint(f'#include "{header}"\n'):
                yield f"{like}: could include {header}"


def main():
    build = pathlib.Path(sys.argv[1])
    guard.finish([*wrong_roots(build), *open_doors(build)])


if __name__ == "__main__":
    main()

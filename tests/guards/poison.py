#!/usr/bin/python3
"""A service that names the heap, the clock, a thread or I/O is not compiled.

usage: poison.py BUILD_DIR

Every name that platform/cc.h poisons is tried, and that the usual suspects are among them.
"""
import pathlib
import re
import sys

import guard

LIKE = "services/inventory/hold_seats.c"
SUSPECTS = set("malloc calloc realloc free strdup printf fopen time clock_gettime rand getrandom getenv "
               "pthread_create socket fork sqlite3".split())


def main():
    build = pathlib.Path(sys.argv[1])
    header = (guard.ROOT / "platform/cc.h").read_text()
    names = [name for line in re.findall(r"#pragma GCC poison (.*)", header) for name in line.split()]
    problems = [f"platform/cc.h: does not poison {name}" for name in sorted(SUSPECTS - set(names))]

    compiler = guard.Compiler(build, LIKE)
    head = '#include "platform/cc.h"\n'
    if compiler.complaint(head + "int innocent(void);\n"):
        problems.append(f"{LIKE}: not even an innocent line is compiled in its place")
    complaint = compiler.complaint(head + "".join(f"void *{name}(void);\n" for name in names))
    stopped = {int(line) for line in re.findall(r":(\d+):\d+: error: attempt to use poisoned", complaint)}
    problems += [f"{name}: a service may name it" for line, name in enumerate(names, 2) if line not in stopped]
    guard.finish(problems)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""The program is linked so that a mistake in it is hard to exploit.

usage: hardening.py PROGRAM

Read from the file itself, so a flag that the compiler dropped, or an object that spoils a property of the
whole, is seen.
"""
import re
import subprocess
import sys

import guard


def readelf(option, program):
    run = subprocess.run(["readelf", "--wide", option, program], check=True, capture_output=True, text=True)
    return run.stdout


def marks_landings(program):
    """Debian's start-up files carry no IBT mark, so the note of the whole cannot; what is compiled here has it."""
    run = subprocess.run(["objdump", "-d", "--disassemble=main", program], check=True, capture_output=True, text=True)
    return re.search(r"<main>:\n.*endbr64", run.stdout)


def problems_of(program):
    header = readelf("--file-header", program)
    segments = readelf("--program-headers", program)
    dynamic = readelf("--dynamic", program)
    notes = readelf("--notes", program)
    imports = readelf("--dyn-syms", program)
    promises = [
        ("is position independent (PIE)", "Type:                              DYN" in header and "PIE" in dynamic),
        ("has a read-only relocation table (RELRO)", "GNU_RELRO" in segments),
        ("binds every function when it starts (BIND_NOW)", re.search(r"\(FLAGS(_1)?\).*NOW", dynamic)),
        ("has no executable stack", re.search(r"GNU_STACK\s+\S+ \S+ \S+ \S+ \S+ RW ", segments)),
        ("has no memory that is both written and run", not re.search(r"LOAD .* RWE ", segments)),
        ("has no relocations in its code", "TEXTREL" not in dynamic),
        ("takes libraries from nowhere but the system", not re.search(r"RPATH|RUNPATH", dynamic)),
        ("marks where indirect jumps may land (IBT)", marks_landings(program)),
        ("keeps return addresses on a second stack (SHSTK)", re.search(r"x86 feature:.*SHSTK", notes)),
        ("guards the stack (stack protector)", "__stack_chk_fail" in imports),
        ("checks buffers when it runs (FORTIFY)", re.search(r"__(mem|str|v?sn?print|f?print|read|recv)\w*_chk", imports)),
    ]
    machine = "X86-64" in header
    for promise, kept in promises:
        if not kept and (machine or not re.search("IBT|SHSTK", promise)):
            yield f"{program}: not true of it: it {promise}"


if __name__ == "__main__":
    guard.finish(problems_of(sys.argv[1]))

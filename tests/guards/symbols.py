#!/usr/bin/python3
"""The objects of a service need nothing but the platform's public names, and keep nothing between two requests.

usage: symbols.py LIBRARY...

Reads objects, not sources, so no macro, builtin or prototype of one's own gets around it: what an object
leaves undefined must be declared by platform/cc.h, defined by its own service, described by a contract, or
be one of the few C functions that compute and nothing else.
"""
import pathlib
import re
import subprocess
import sys

import guard

PURE = set("memchr memcmp memcpy memmove memset strchr strcmp strlen strncmp strrchr "
           "__memcpy_chk __memmove_chk __memset_chk __assert_fail __stack_chk_fail _GLOBAL_OFFSET_TABLE_".split())
CONSTANT = ("*UND*", "*ABS*", ".text", ".rodata", ".data.rel.ro", ".eh_frame", ".note", ".comment", ".debug")
SYMBOL = re.compile(r"^[0-9a-f]+ (.{7}) (\S+)\t[0-9a-f]+ (?:\.hidden )?(\S+)$", re.M)


def public_names():
    """What platform/cc.h and the headers it includes declare."""
    header = (guard.ROOT / "platform/cc.h").read_text()
    texts = [(guard.ROOT / path).read_text() for path in re.findall(r'#include "(.*)"', header)]
    return set(re.findall(r"\bcc_\w+", "\n".join(texts)))


def objects(library):
    """Yields (object, [(flags, section, symbol)]) of an archive."""
    text = subprocess.run(["objdump", "-t", library], check=True, capture_output=True, text=True).stdout
    for part in re.split(r"^(?=.*:     file format )", text, flags=re.M)[1:]:
        yield pathlib.Path(part.split(":", 1)[0]).name, SYMBOL.findall(part)


def main():
    libraries = {library: list(objects(library)) for library in sys.argv[1:]}
    public = public_names()
    described = set()
    for members in libraries.values():
        for member, symbols in members:
            if "contracts_" in member:
                described |= {name for flags, section, name in symbols if section != "*UND*" and "O" in flags}
            if member == "services.c.o":  # the list of services
                described |= {name for _, _, name in symbols if name.endswith("_service")}

    problems = []
    for library, members in libraries.items():
        own = {name for _, symbols in members for _, section, name in symbols if section != "*UND*"}
        if not own:
            problems.append(f"{library}: has no symbols; there is nothing to check")
        for member, symbols in members:
            for flags, section, name in symbols:
                if section == "*UND*" and name not in PURE | public | own | described:
                    problems.append(f"{member}: needs {name}, which is not a service's business")
                if not section.startswith(CONSTANT) and "d" not in flags:
                    problems.append(f"{member}: keeps {name} in {section}; a service has no variables of its own")
    guard.finish(problems)


if __name__ == "__main__":
    main()

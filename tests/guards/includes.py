#!/usr/bin/python3
"""One folder includes each library's headers, and a service includes the platform through one header.

usage: includes.py [ROOT]
"""
import pathlib
import re
import sys

import guard

# A library's header, and the folder that hides it.  Tests may look at a library directly.
LIBRARIES = {
    "sqlite3.h": (
        "platform/adapters/sql_sqlite/", "platform/adapters/index_sqlite/", "platform/adapters/sim/disk_", "sim/audit/", "sim/look.c",
    ),
    "microhttpd.h": ("platform/adapters/psp_sandbox_http/", "platform/server/"),
    "openssl/": (
        "platform/adapters/mail_outbox.c",
        "platform/adapters/cipher_aes.c", "platform/adapters/psp_sandbox/", "platform/adapters/sealer_hmac.c",
        "platform/runtime/idempotency.c", "platform/runtime/p256.", "platform/server/", "cli/",
    ),
    "zlib.h": ("platform/runtime/qr.c",),
    "qrencode.h": ("platform/adapters/qr_libqrencode.c",),
    "zbar.h": (),
    "libpq": (),
    "cmocka.h": (),
}

# Headers of the C library and of Linux; whatever else stands in < > is a library.
SYSTEM = re.compile(
    r"(arpa|linux|net|netinet|sanitizer|sys)/.*|(assert|ctype|dirent|errno|fcntl|fnmatch|ftw|getopt|inttypes|limits|locale|malloc|math|"
    r"netdb|poll|pthread|pwd|sched|setjmp|signal|spawn|std[a-z]+|string|strings|sysexits|termios|time|ucontext|unistd|wchar)\.h"
)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)


def of_libraries(path, header):
    if SYSTEM.fullmatch(header) or guard.is_test(path):
        return
    for name, places in LIBRARIES.items():
        if header.startswith(name):
            if not str(path).startswith(tuple(places)):
                yield f"{path}: includes <{header}>, which is for {' and '.join(places) or 'tests'}"
            return
    yield f"{path}: includes <{header}>, a library that {pathlib.Path(__file__).name} does not know"


def of_services(path, bracket, header):
    """A service sees platform/cc.h, contracts and itself; services.c sees every service."""
    if len(path.parts) != 3 or guard.is_test(path):
        return
    own = f"services/{path.parts[1]}/"
    if bracket == "<" or not (header == "platform/cc.h" or header.startswith(("contracts/", own))):
        yield f"{path}: includes {header}; a service includes platform/cc.h, contracts and its own headers"


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else guard.ROOT
    problems = []
    for path in guard.sources(root, ".c", ".h"):
        for bracket, header in INCLUDE.findall((root / path).read_text()):
            if bracket == "<":
                problems += of_libraries(path, header)
            if path.parts[0] == "services":
                problems += of_services(path, bracket, header)
    guard.finish(problems)


if __name__ == "__main__":
    main()

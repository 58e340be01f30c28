#!/usr/bin/python3
"""Every guard finds what is planted for it, and says where.

usage: guards_test.py BUILD_DIR

A guard that has never refused anything proves nothing; so here is one violation of each rule, beside a
neighbour that is innocent.
"""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import guard

HERE = pathlib.Path(__file__).parent
BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
HARD = ["-O2", "-fPIE", "-pie", "-fstack-protector-strong", "-fcf-protection=full", "-U_FORTIFY_SOURCE",
        "-D_FORTIFY_SOURCE=3", "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,-z,shstk"]
PROGRAM = """#include <string.h>
int main(int argc, char **argv)
{
	char copy[64];
	strncpy(copy, argv[0], (size_t)argc * 8);
	return copy[argc];
}
"""


class Guards(unittest.TestCase):
    def setUp(self):
        with contextlib.ExitStack() as stack:
            self.root = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            self.addCleanup(stack.pop_all().close)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def run_guard(self, name, *arguments):
        run = subprocess.run([HERE / name, *arguments], capture_output=True, text=True)
        self.assertEqual(run.stderr, "")
        return run.returncode, run.stdout

    def accepts(self, name, *arguments):
        self.assertEqual(self.run_guard(name, *arguments), (0, ""))

    def refuses(self, saying, name, *arguments):
        code, said = self.run_guard(name, *arguments)
        self.assertEqual(code, 1, f"{name} saw nothing")
        self.assertIn(saying, said)

    # mutants ----------------------------------------------------------------------------------------------

    def plant(self, name, invariant, line):
        self.write(f"sim/mutants/{name}.patch", f"Says two.  Found by: {invariant}\n"
                   f"--- a/one.c\n+++ b/one.c\n@@ -1 +1 @@\n-{line}\n+two\n")

    def test_a_mutant_applies_and_names_what_finds_it(self):
        self.write("sim/audit/invariants.c", '.name = "one_is_one",\n')
        self.write("one.c", "one\n")
        for number in range(40):
            self.plant(f"mutant-{number}", "one_is_one", "one")
        self.accepts("mutants", self.root)
        self.plant("mutant-7", "one_is_two", "one")
        self.refuses("mutant-7.patch: there is no invariant one_is_two", "mutants", self.root)
        self.plant("mutant-7", "one_is_one", "three")
        self.refuses("mutant-7.patch: does not apply", "mutants", self.root)
        self.write("sim/mutants/mutant-7.patch", "Says two.\n")
        self.refuses("mutant-7.patch: its first line", "mutants", self.root)
        (self.root / "sim/mutants/mutant-7.patch").unlink()
        self.refuses("fewer than 40", "mutants", self.root)

    # sizes ------------------------------------------------------------------------------------------------

    def test_a_long_file_is_refused(self):
        self.write("cli/long.c", "int a;\n" * 400)
        self.accepts("sizes.py", self.root)
        self.write("cli/long.c", "int a;\n" * 401)
        self.refuses("cli/long.c: 401 lines; at most 400", "sizes.py", self.root)

    def test_a_long_header_is_refused(self):
        self.write("cli/long.h", "int a;\n" * 151)
        self.refuses("cli/long.h: 151 lines; at most 150", "sizes.py", self.root)

    def test_a_long_function_is_refused(self):
        self.write("cli/f.c", "int f(void)\n{\n" + "\tg(\"{\");\n" * 57 + "}\n")
        self.accepts("sizes.py", self.root)
        self.write("cli/f.c", "int f(void)\n{\n" + "\tg('}'); /* { */\n" * 58 + "}\n")
        self.refuses("cli/f.c:1: f has 61 lines", "sizes.py", self.root)

    def test_deep_nesting_is_refused(self):
        deep = "static void f(int n)\n{\n\tfor (;;)\n\t\twhile (n)\n\t\t\tif (n)\n\t\t\t\t%s;\n}\n"
        self.write("cli/f.c", deep % "g((struct a){ .b = { 1 } })")
        self.accepts("sizes.py", self.root)
        self.write("cli/f.c", deep % "if (n > 1) g()")
        self.refuses("cli/f.c:1: f nests 4 deep", "sizes.py", self.root)

    def test_a_chain_of_else_if_nests_once(self):
        self.write("cli/f.c", "void f(int n)\n{\n" + "if (n) n++; else\n" * 9 + "n--;\n}\n")
        self.accepts("sizes.py", self.root)

    def test_many_parameters_are_refused(self):
        self.write("cli/f.h", "int f(int a, int (*b)(int, int), int c, int d, const char *e, ...);\n")
        self.accepts("sizes.py", self.root)
        self.write("cli/f.h", "int f(int a, int b, int c, int d, int e, int f);\n")
        self.refuses("cli/f.h:1: f has 6 parameters", "sizes.py", self.root)

    def test_a_wide_line_is_refused(self):
        self.write("cli/f.c", "\t/* " + "x" * 97 + " */\n")
        self.refuses("cli/f.c:1: 111 columns", "sizes.py", self.root)

    # includes ---------------------------------------------------------------------------------------------

    def test_a_library_is_for_one_folder(self):
        self.write("platform/adapters/sql_sqlite/a.c", "#include <sqlite3.h>\n")
        self.write("platform/runtime/a_test.c", "#include <sqlite3.h>\n")
        self.accepts("includes.py", self.root)
        for path, header in (("platform/runtime/a.c", "sqlite3.h"), ("cli/b.c", "microhttpd.h"),
                             ("platform/core/c.c", "openssl/evp.h"), ("services/pricing/d.c", "libpq-fe.h")):
            self.write(path, f"#include <{header}>\n")
            self.refuses(f"{path}: includes <{header}>", "includes.py", self.root)

    def test_an_unknown_library_is_refused(self):
        self.write("cli/a.c", "#include <jansson.h>\n")
        self.refuses("cli/a.c: includes <jansson.h>, a library that includes.py does not know", "includes.py", self.root)

    def test_a_service_includes_the_platform_through_one_header(self):
        self.write("services/pricing/a.c", '#include "platform/cc.h"\n#include "services/pricing/b.h"\n')
        self.accepts("includes.py", self.root)
        for header in ('"platform/runtime/platform.sql.h"', '"services/booking/internal.h"', "<string.h>"):
            self.write("services/pricing/a.c", f"#include {header}\n")
            self.refuses(f"services/pricing/a.c: includes {header.strip('<>')}".replace('"', ""), "includes.py", self.root)

    # symbols ----------------------------------------------------------------------------------------------

    def library(self, text):
        source = self.write("a.c", text)
        subprocess.run(["gcc", "-c", "-O2", "-fPIC", source, "-o", self.root / "a.o"], check=True)
        subprocess.run(["ar", "rcs", self.root / "a.a", self.root / "a.o"], check=True)
        return self.root / "a.a"

    def test_a_service_that_only_computes_is_accepted(self):
        text = "static const char *const names[] = { \"a\" };\nconst char *a_name(int n);\n"
        self.accepts("symbols.py", self.library(text + "const char *a_name(int n) { return names[n]; }\n"))

    def test_the_heap_and_the_clock_are_refused_however_they_are_spelt(self):
        library = self.library("void *a(void) { return __builtin_malloc(8); }\n"
                               "long time(long *);\nlong b(void) { return time(0); }\n")
        self.refuses("a.o: needs malloc", "symbols.py", library)
        self.refuses("a.o: needs time", "symbols.py", library)

    def test_what_the_platform_does_not_show_is_refused(self):
        self.refuses("a.o: needs cc_lane_submit", "symbols.py",
                     self.library("int cc_lane_submit(void);\nint a(void) { return cc_lane_submit(); }\n"))

    def test_another_services_function_is_refused(self):
        library = self.library("int inventory_hold_seats(void);\nint a(void) { return inventory_hold_seats(); }\n")
        heard = [BUILD / f"services/{name}/lib{name}.a" for name in ("inventory", "compliance", "identity")]
        self.refuses("a.o: needs inventory_hold_seats", "symbols.py", library)
        code, said = self.run_guard("symbols.py", library, *heard)
        self.assertEqual((code, said), (1, "a.o: needs inventory_hold_seats, which is not a service's business\n"))

    def test_variables_are_refused(self):
        for text in ("int count;\n", "int count = 1;\n", "static int count; int a(void) { return count++; }\n",
                     "_Thread_local int count;\n"):
            self.refuses("a.o: keeps count in ", "symbols.py", self.library(text))

    # scans ------------------------------------------------------------------------------------------------

    def test_a_statement_that_reads_a_whole_table_is_refused(self):
        self.write("services/a/migrations/V1__a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, state TEXT);\n"
                   "CREATE INDEX a_open ON a (id) WHERE state IN ('new', 'open');\n")
        self.write("services/a/a.sql", "-- name: by_id\nSELECT state FROM a WHERE id = $1\n\n-- name: open_ones\n"
                   "SELECT id FROM a WHERE state IN ('new', 'open') AND state = 'open'\n")
        self.accepts("scans.py", self.root)
        self.write("services/a/a.sql", "-- name: open_ones\nSELECT id FROM a AS b WHERE state = 'open'\n")
        self.refuses("services/a/a.sql: open_ones reads all of a;", "scans.py", self.root)

    # hardening --------------------------------------------------------------------------------------------

    def program(self, flags):
        source = self.write("a.c", PROGRAM)
        subprocess.run(["gcc", *flags, source, "-o", self.root / "a"], check=True, stderr=subprocess.DEVNULL)
        return self.root / "a"

    def test_a_hardened_program_is_accepted(self):
        self.accepts("hardening.py", self.program(HARD))

    def test_each_softness_is_refused(self):
        for flags, saying in (
            (["-no-pie", "-fno-pie"], "(PIE)"),
            (["-Wl,-z,norelro"], "(RELRO)"),
            (["-Wl,-z,lazy"], "(BIND_NOW)"),
            (["-Wl,-z,execstack"], "executable stack"),
            (["-Wl,-rpath,/tmp"], "nowhere but the system"),
            (["-fcf-protection=none"], "(IBT)"),
            (["-Wl,-z,noshstk"], "(SHSTK)"),
            (["-fno-stack-protector"], "(stack protector)"),
            (["-D_FORTIFY_SOURCE=0"], "(FORTIFY)"),
        ):
            with self.subTest(flags):
                hard = [flag for flag in HARD if not (saying == "(SHSTK)" and "shstk" in flag)]
                self.refuses(saying, "hardening.py", self.program([*hard, *flags]))

    # layers and names -------------------------------------------------------------------------------------

    def build_with(self, change):
        """A copy of what the build says about itself, changed."""
        commands = json.loads((BUILD / "compile_commands.json").read_text())
        for entry in commands:
            if entry["file"].endswith("services/inventory/hold_seats.c"):
                entry["command"] = change(entry["command"])
        self.write("compile_commands.json", json.dumps(commands))
        return self.root

    def test_a_service_that_is_given_more_headers_is_refused(self):
        self.accepts("layers.py", self.build_with(lambda command: command))
        wide = self.build_with(lambda command: command.replace("-Iinclude/services", "-Iinclude/cli"))
        self.refuses("hold_seats.c: is compiled with the headers of cli", "layers.py", wide)
        self.refuses("hold_seats.c: could include platform/runtime/lane.h", "layers.py", wide)

    def test_a_service_that_is_compiled_like_the_platform_is_refused(self):
        open_names = self.build_with(lambda command: command.replace("-DCC_SERVICE", ""))
        self.refuses("hold_seats.c: is compiled without -DCC_SERVICE", "layers.py", open_names)
        self.refuses("malloc: a service may name it", "poison.py", open_names)

    # documents --------------------------------------------------------------------------------------------

    def house(self, **changed):
        """A small house in order, but for the files that are changed."""
        files = {
            "Makefile": "test: ## all\n\ttrue\n",
            "cli/commands.c": '.name = "serve",\n',
            "README.md": "<!-- section: try -->\n## Try\n[it](docs/a.md#why-so)\n```sh\nmake test # all\n```\n",
            "README.pl.md": "<!-- section: try -->\n## Sam\n[to](docs/a.md#why-so)\n```sh\nmake test # wszystko\n```\n",
            "docs/a.md": "# Why so?\nSee `cli/commands.c`, `cli/*.c` and `couchannel serve --dev`.\n",
            "docs/adr/README.md": "1. [One](0001-one.md)\n",
            "docs/adr/0001-one.md": "# 1. One\n",
        }
        for path, text in {**files, **changed}.items():
            self.write(path, text)
        return self.root

    def test_documents_in_order_are_accepted(self):
        self.accepts("documents.py", self.house())

    def test_documents_that_point_nowhere_are_refused(self):
        for text, saying in (
            ("[a](b.md)\n", "docs/a.md: links to b.md, which is not there"),
            ("[a](../README.md#never)\n", "docs/a.md: links to ../README.md#never, which has no such heading"),
            ("`cli/gone.c`\n", "docs/a.md: names cli/gone.c, which is not there"),
            ("`make gold`\n", "docs/a.md: says make gold, which the Makefile has not"),
            ("    couchannel fly\n", "docs/a.md: says couchannel fly, which the program has not"),
        ):
            with self.subTest(text):
                self.refuses(saying, "documents.py", self.house(**{"docs/a.md": "# Why so?\n" + text}))

    def test_readmes_that_differ_are_refused(self):
        polish = "<!-- section: try -->\n[to](docs/a.md#why-so)\n```sh\nmake test\n```\n"
        for text, saying in (
            (polish.replace("try", "walk"), "README.pl.md: its sections are not try"),
            (polish.replace("make test", "make"), "README.pl.md: the commands of section try differ"),
            (polish.replace("#why-so", ""), "README.pl.md: the links of section try differ"),
        ):
            with self.subTest(saying):
                self.refuses(saying, "documents.py", self.house(**{"README.pl.md": text}))

    def test_a_decision_that_is_not_in_the_index_is_refused(self):
        self.refuses("docs/adr/README.md: does not list 0001-one.md under its title", "documents.py",
                     self.house(**{"docs/adr/0001-one.md": "# 1. Another\n"}))

    # layout and scripts -----------------------------------------------------------------------------------

    @unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
    def test_another_layout_is_refused(self):
        shutil.copy(guard.ROOT / ".clang-format", self.root)
        self.write("cli/a.c", "int f(void)\n{\n\treturn 1;\n}\n")
        self.assertEqual(subprocess.run([HERE / "layout", self.root]).returncode, 0)
        self.write("cli/a.c", "int f(void) {\n    return 1;\n}\n")
        run = subprocess.run([HERE / "layout", self.root], capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("a.c:1", run.stdout + run.stderr)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_a_careless_script_is_refused(self):
        self.write("scripts/a", "#!/bin/sh -eu\necho \"$1\"\n").chmod(0o755)
        self.assertEqual(subprocess.run([HERE / "scripts", self.root]).returncode, 0)
        self.write("scripts/a", "#!/bin/sh -eu\nrm $1\n")
        run = subprocess.run([HERE / "scripts", self.root], capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("SC2086", run.stdout)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    unittest.main()

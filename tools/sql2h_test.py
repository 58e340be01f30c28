#!/usr/bin/env python3
"""Shows that sql2h numbers and quotes statements, and refuses each mistake at its line.

    sql2h_test.py SQL2H
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SQL2H = sys.argv.pop(1)


class Sql2h(unittest.TestCase):
    def run_on(self, command, files):
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder, name) for name in files]
            for path, text in zip(paths, files.values()):
                path.write_text(text)
            return subprocess.run([SQL2H, *command, *paths], capture_output=True, text=True, timeout=10)

    def statements(self, text):
        return self.run_on(["statements", "things", "32"], {"things.sql": text})

    def refused(self, text, message):
        result = self.statements(text)
        self.assertEqual(result.returncode, 1)
        self.assertIn("things.sql:" + message, result.stderr)

    def test_statements_are_named_numbered_and_listed(self):
        result = self.statements("-- A heading.\n\n-- name: one\nSELECT 'a\"\\'\n -- why\n\nFROM t WHERE x = $1\n"
                                 "-- name: two\nSELECT 2\n")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('.name = "things.one",\n\t.slot = 32,\n\t.sql =\n'
                      '\t\t"SELECT \'a\\"\\\\\'\\n"\n\t\t"FROM t WHERE x = $1\\n",', result.stdout)
        self.assertIn('.name = "things.two",\n\t.slot = 33,', result.stdout)
        self.assertIn("things_statements[] = {\n\t&one,\n\t&two,\n\tNULL,\n};", result.stdout)

    def test_a_name_stands_once(self):
        self.refused("-- name: a\nSELECT 1\n-- name: a\nSELECT 2\n", "3: a is already the name of line 1")

    def test_a_name_is_snake_case(self):
        self.refused("-- name: takeSeat\nSELECT 1\n", "1: a name is snake_case")

    def test_a_statement_is_not_empty(self):
        self.refused("-- name: a\nSELECT 1\n-- name: b\n-- nothing\n", "3: b is empty")

    def test_sql_stands_under_a_name(self):
        self.refused("\nSELECT 1\n", '2: SQL before the first "-- name:"')

    def test_parameters_have_no_gap(self):
        self.refused("-- name: a\nSELECT $1, $3\n", "1: a uses $3 but not $2")

    def test_parameters_are_twelve_at_most(self):
        self.refused("-- name: a\nSELECT\n$13\n", "3: a: parameters are $1 to $12")

    def test_a_block_is_one_statement(self):
        self.refused("-- name: a\nSELECT 1;\nSELECT 2\n", "2: a: a block is one statement")

    def test_quoted_text_holds_no_parameters(self):
        result = self.statements("-- name: a\nSELECT '$9;' -- $8;\n, $1\n")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_slots_end_at_255(self):
        text = "".join(f"-- name: s{i}\nSELECT 1\n" for i in range(225))
        self.refused(text, "449: more than 224 statements")

    def test_migrations_stand_in_order_and_whole(self):
        result = self.run_on(["migrations", "things"], {"V1__a.sql": "-- why\nCREATE a", "V2__b.sql": "CREATE b\n"})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('.script = "V1__a.sql",\n\t\t.sql =\n\t\t"-- why\\n"\n\t\t"CREATE a\\n",', result.stdout)
        self.assertTrue(result.stdout.endswith("\t{ 0 },\n};\n"))

    def test_migrations_only_go_up(self):
        for files in ({"V2__a.sql": "x", "V1__b.sql": "x"}, {"V1__a.sql": "x", "V1__b.sql": "x"}):
            result = self.run_on(["migrations", "things"], files)
            self.assertEqual(result.returncode, 1)
            self.assertIn("V1__b.sql:1: version 1 follows version", result.stderr)

    def test_a_migration_is_named_as_flyway_names_it(self):
        for name in ("1__a.sql", "V1_a.sql", "V__a.sql", "V1__a.txt", "V0__a.sql"):
            result = self.run_on(["migrations", "things"], {name: "x"})
            self.assertEqual(result.returncode, 1, name)
            self.assertIn(f"{name}:1: a migration of things is called", result.stderr)

    def test_the_platforms_migrations_come_before_version_1(self):
        result = self.run_on(["migrations", "platform"], {"V0_1__a.sql": "x", "V0_2__b.sql": "x"})
        self.assertEqual(result.returncode, 0, result.stderr)
        for service, name in (("platform", "V1__a.sql"), ("things", "V0_1__a.sql")):
            result = self.run_on(["migrations", service], {name: "x"})
            self.assertEqual(result.returncode, 1, name)
            self.assertIn(f"{name}:1: a migration of {service} is called", result.stderr)

    def test_a_migration_is_not_empty(self):
        result = self.run_on(["migrations", "things"], {"V1__a.sql": " \n"})
        self.assertIn("V1__a.sql:1: is empty", result.stderr)

    def test_what_cannot_be_read_is_said(self):
        result = subprocess.run([SQL2H, "statements", "things", "32", "/nonexistent.sql"],
                                capture_output=True, text=True, timeout=10)
        self.assertEqual(result.returncode, 1)
        self.assertIn("/nonexistent.sql:1: cannot be read", result.stderr)

    def test_misuse_shows_the_usage(self):
        for args in ([], ["statements"], ["statements", "a", "-1", "f"], ["statements", "a", "256", "f"]):
            result = subprocess.run([SQL2H, *args], capture_output=True, text=True, timeout=10)
            self.assertEqual(result.returncode, 2, args)
            self.assertIn("usage:", result.stderr)


if __name__ == "__main__":
    unittest.main()

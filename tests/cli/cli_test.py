#!/usr/bin/python3
"""The program as people and scripts meet it: its words, its exit codes, its streams.

usage: cli_test.py COUCHANNEL SOURCE_DIR
"""
import base64
import contextlib
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import uuid

SOURCE = pathlib.Path(sys.argv.pop()).resolve()
COUCHANNEL = pathlib.Path(sys.argv.pop()).resolve()
COMMANDS = ["demo", "tour", "serve", "psp-sandbox", "migrate", "config", "doctor", "token", "user", "events", "search",
            "simulate", "contracts", "version", "help", "man", "completion"]
WAIT_SECONDS = 20


def environment(**more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COUCHANNEL_")}
    return {**clean, **more}


def run(*arguments, cwd=None, stdin=None, **more):
    return subprocess.run([COUCHANNEL, *arguments], cwd=cwd, input=stdin, env=environment(**more), text=True,
                          capture_output=True, timeout=WAIT_SECONDS)


class Folder(unittest.TestCase):
    """Each test has a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def refused(self, code, *arguments, **more):
        """The parts of an error: what, why, what to try, where to read, and the exit code."""
        result = run(*arguments, cwd=self.folder, **more)
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, rf"^error: .+\n(  why: .+\n)?  try: .+\n  see: couchannel help.*\(exit {code}\)\n$")
        return result.stderr

    def answered(self, *arguments, **more):
        result = run(*arguments, cwd=self.folder, **more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout


class Server:
    """A server that runs, until the block is left."""

    def __init__(self, test, *arguments):
        command = [COUCHANNEL, "serve", "--listen", "127.0.0.1:0", *arguments]
        self.process = subprocess.Popen(command, cwd=test.folder, env=environment(), stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.log = []
        for line in self.process.stderr:
            self.log.append(json.loads(line))
            if self.log[-1]["event"] == "listening":
                break
        self.url = self.log[-1].get("url")
        test.assertIsNotNone(self.url, self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def get(self, path, **headers):
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as failure:
            with failure:
                return failure.code, failure.headers, failure.read().decode()

    def stop(self, number):
        self.process.send_signal(number)
        return self.process.wait(WAIT_SECONDS)


class Help(Folder):
    def test_alone_it_says_what_it_is_and_what_to_try(self):
        text = self.answered()
        self.assertIn("couchannel demo", text)
        self.assertEqual(text, self.answered("--help"))
        self.assertEqual(text, self.answered("help"))

    def test_every_command_is_explained_with_examples_first(self):
        for command in COMMANDS:
            with self.subTest(command):
                text = self.answered(command, "--help")
                self.assertLess(text.index("Examples:"), text.index("Usage:"))
                self.assertEqual(text, self.answered(command, "-h"))
                self.assertEqual(text, self.answered("help", command))
                self.assertLessEqual(max(map(len, text.splitlines())), 100)

    def test_a_misspelt_command_or_option_is_answered_with_the_nearest(self):
        self.assertIn("try: couchannel serve\n", self.refused(2, "serv"))
        self.assertIn("try: couchannel doctor --json\n", self.refused(2, "doctor", "--jsn"))
        self.assertIn("try: couchannel help migrate\n", self.refused(2, "help", "migrat"))
        self.assertIn("try: couchannel contracts openapi\n", self.refused(2, "contracts", "openap"))

    def test_words_that_a_command_does_not_take_are_refused(self):
        for words in (["version", "x"], ["contracts", "openapi", "x"], ["events", "retry"], ["events"],
                      ["completion"], ["completion", "tcsh"], ["serve", "now"]):
            with self.subTest(words):
                self.refused(2, *words)

    def test_nothing_is_coloured_where_no_terminal_is(self):
        for arguments in (["serv"], ["serve", "--target", "inventory"], ["help"], ["doctor"]):
            result = run(*arguments, cwd=self.folder)
            self.assertNotIn("\x1b", result.stdout + result.stderr)

    def test_what_cannot_be_printed_is_a_failure(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([COUCHANNEL, "man"], stdout=full, stderr=subprocess.PIPE, text=True,
                                    timeout=WAIT_SECONDS)
        self.assertEqual(result.returncode, 1)
        self.assertIn("cannot write to stdout", result.stderr)


class Pages(Folder):
    def test_the_manual_renders_without_a_warning(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        result = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-P-cbou"], input=self.answered("man"), text=True,
                                capture_output=True, timeout=WAIT_SECONDS)
        self.assertEqual(result.stderr, "")
        self.assertIn("EXIT STATUS", result.stdout)
        for command in COMMANDS:
            self.assertIn(f"couchannel {command}", result.stdout)

    def test_the_manual_lists_every_exit_code(self):
        text = self.answered("man").replace("\\-", "-")
        for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 130, 143):
            self.assertIn(f"\\fB{code}\\fR", text)

    def test_completion_scripts_are_read_by_their_shells(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.answered("completion", shell)
            if not shutil.which(shell):
                continue
            with self.subTest(shell):
                path = self.folder / shell
                path.write_text(script)
                result = subprocess.run([shell, "-n", path], text=True, capture_output=True, timeout=WAIT_SECONDS)
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_bash_completes_commands_options_and_values(self):
        script = self.folder / "script"
        script.write_text(self.answered("completion", "bash"))

        def complete(*words):
            program = (f'source {script}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _couchannel; '
                       'printf "%s\\n" "${COMPREPLY[@]}"')
            result = subprocess.run(["bash", "-c", program, "bash", *words], text=True, capture_output=True,
                                    timeout=WAIT_SECONDS)
            self.assertEqual(result.stderr, "")
            return result.stdout.split()

        self.assertEqual(sorted(complete("couchannel", "")), sorted(COMMANDS + ["--help", "--version"]))
        self.assertEqual(complete("couchannel", "serve", "--lis"), ["--listen"])
        self.assertEqual(complete("couchannel", "serve", "--log-level", "w"), ["warn"])
        self.assertEqual(complete("couchannel", "contracts", "open"), ["openapi"])

    def test_fish_completes_commands_and_values(self):
        if not shutil.which("fish"):
            self.skipTest("fish is not installed")
        script = self.folder / "script"
        script.write_text(self.answered("completion", "fish"))
        result = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C 'couchannel serve --log-level '"],
                                text=True, capture_output=True, timeout=WAIT_SECONDS,
                                env=environment(HOME=str(self.folder)))
        self.assertIn("warn", result.stdout)


class Settings(Folder):
    def test_each_value_says_where_it_comes_from(self):
        text = self.answered("config", "--json", "--data", "x", COUCHANNEL_LISTEN="127.0.0.1:1")
        settings = {one["name"]: one for one in json.loads(text)["settings"]}
        self.assertEqual((settings["data"]["value"], settings["data"]["origin"]), ("x", "flag"))
        self.assertEqual((settings["listen"]["value"], settings["listen"]["origin"]), ("127.0.0.1:1", "env"))
        self.assertEqual(settings["audience"]["origin"], "default")
        self.assertNotIn("value", settings["jwks"])

    def test_an_unknown_variable_is_warned_of_without_its_value(self):
        result = run("config", COUCHANNEL_LISEN="hunter2")
        self.assertEqual(result.returncode, 0)
        self.assertIn("COUCHANNEL_LISEN is no variable of couchannel; did you mean COUCHANNEL_LISTEN", result.stderr)
        self.assertNotIn("hunter2", result.stdout + result.stderr)

    def test_a_wrong_value_in_the_environment_is_a_wrong_configuration(self):
        self.assertIn("COUCHANNEL_DRAIN_SECONDS", self.refused(3, "serve", COUCHANNEL_DRAIN_SECONDS="soon"))

    def test_the_example_file_is_that_of_the_table(self):
        committed = (SOURCE / "deploy/local/couchannel.env.example").read_text()
        self.assertEqual(committed, self.answered("config", "--env-example"),
                         "run: build/couchannel config --env-example > deploy/local/couchannel.env.example")

    def test_the_example_file_changes_nothing_when_it_is_used(self):
        lines = re.findall(r"^#(COUCHANNEL_\w+)=(.*)$", self.answered("config", "--env-example"), re.M)
        used = json.loads(self.answered("config", "--json", **dict(lines)))
        plain = json.loads(self.answered("config", "--json"))
        self.assertEqual([(one["name"], one.get("value")) for one in used["settings"]],
                         [(one["name"], one.get("value")) for one in plain["settings"]])

    def test_the_version_says_what_it_was_built_with(self):
        self.assertRegex(self.answered("--version"), r"^couchannel \d+\.\d+\.\d+ \(\w+\)\n")
        version = json.loads(self.answered("version", "--json"))
        self.assertEqual(version["schema"], 1)
        for name in ("version", "commit", "compiler", "build", "sqlite", "libmicrohttpd", "openssl"):
            self.assertTrue(version[name], name)


class Contracts(Folder):
    def test_the_operations_are_listed(self):
        operations = {one["label"]: one for one in json.loads(self.answered("contracts", "--json"))["operations"]}
        hold = operations["inventory.hold_seats"]
        self.assertEqual((hold["kind"], hold["method"], hold["scope"]), ("write", "POST", "bookings:write"))
        self.assertIn("sold_out", hold["fails"])
        self.assertEqual(operations["inventory.watch_availability"]["watches"], "inventory.events")
        self.assertIn("inventory.hold_seats", self.answered("contracts"))

    def test_yaml_and_json_are_one_document(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("PyYAML is not installed")
        for document in ("openapi", "asyncapi"):
            self.assertEqual(yaml.safe_load(self.answered("contracts", document)),
                             json.loads(self.answered("contracts", document, "--json")))

    def test_every_reference_of_a_document_leads_somewhere(self):
        for document in ("openapi", "asyncapi"):
            text = self.answered("contracts", document, "--json")
            whole = json.loads(text)
            references = set(re.findall(r'"\$ref":"#/([^"]*)"', text))
            self.assertTrue(references)
            for reference in references:
                at = whole
                for name in reference.split("/"):
                    at = at[name]

    def test_every_problem_and_link_of_the_reference_page_has_its_anchor(self):
        page = self.answered("contracts", "html")
        anchors = re.findall(r'\bid="([^"]*)"', page)
        self.assertEqual(len(anchors), len(set(anchors)))
        self.assertLessEqual(set(re.findall(r'href="#([^"]*)"', page)), set(anchors))
        for operation in json.loads(self.answered("contracts", "--json"))["operations"]:
            for reason in operation["fails"]:
                self.assertIn(f"problem-{reason}", anchors)

    def test_the_reference_page_asks_nothing_of_other_servers(self):
        page = self.answered("contracts", "html")
        self.assertEqual(re.findall(r"<script|<iframe|@import|url\(|(?:src|href)=\"(?:https?:)?//", page), [])


class Data(Folder):
    def test_migrations_are_listed_before_and_after(self):
        self.assertIn("missing", self.answered("migrate", "--dry-run"))
        self.assertEqual(list(self.folder.iterdir()), [])
        self.assertIn("applied now", self.answered("migrate"))
        states = [one["state"] for one in json.loads(self.answered("migrate", "--dry-run", "--json"))["migrations"]]
        self.assertGreater(len(states), 1)
        self.assertEqual(set(states), {"applied"})
        self.assertEqual(stat.S_IMODE((self.folder / "couchannel-data").stat().st_mode), 0o700)

    def test_a_changed_migration_stops_the_server(self):
        import sqlite3
        self.answered("migrate")
        database = sqlite3.connect(self.folder / "couchannel-data/inventory.db")
        database.execute("UPDATE flyway_schema_history SET checksum = checksum + 1")
        database.commit()
        database.close()
        self.assertIn("schema_changed", self.refused(5, "serve", "--dev", "--listen", "127.0.0.1:0"))
        result = run("migrate", "--dry-run", cwd=self.folder)
        self.assertEqual(result.returncode, 5)
        self.assertIn("changed", result.stdout)

    def test_a_folder_that_cannot_be_is_a_data_problem(self):
        (self.folder / "file").write_text("")
        self.refused(5, "migrate", "--data", "file/data")
        self.refused(5, "serve", "--dev", "--data", "file")

    def test_nothing_is_parked_in_an_empty_folder(self):
        self.assertEqual(json.loads(self.answered("events", "parked", "--json")), {"schema": 1, "parked": []})
        self.assertEqual(self.answered("events", "parked"), "")
        self.refused(6, "events", "retry", "0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b")
        self.refused(2, "events", "retry", "42")

    def test_what_is_in_doubt_is_listed_with_what_is_stuck(self):
        empty = {"schema": 1, "doubts": []}
        self.assertEqual(json.loads(self.answered("events", "doubts", "--json")), empty)
        self.answered("migrate")
        self.assertEqual(json.loads(self.answered("events", "doubts", "--json")), empty)
        saga = uuid.UUID("0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b")
        with contextlib.closing(sqlite3.connect(self.folder / "couchannel-data/booking.db")) as store, store:
            store.execute("INSERT INTO effects VALUES ('k1', 'booking.give_back', x'', ?, '', 1, 5000, 3, 'unavailable', 1),"
                          " ('k2', 'booking.give_back', x'', ?, '', 1, 5000, 0, '', 1)", (saga.bytes, saga.bytes))
            for last in ("hold_seats.undo_refused", "hold_seats.undo_done"):
                store.execute("INSERT INTO sagas (saga, saga_id, subject, state, history, changed_at)"
                              " VALUES ('booking.book_seats', ?, ?, x'', 'hold_seats.done ' || ?, 9)",
                              (uuid.UUID(int=saga.int + len(last)).bytes, saga.bytes, last))
        effect, stuck = json.loads(self.answered("events", "doubts", "--json"))["doubts"]
        self.assertEqual((effect["key"], effect["tries"], effect["reason"]), ("k1", 3, "unavailable"))
        self.assertEqual(effect["again_at"], "1970-01-01T00:00:05Z")
        self.assertEqual(stuck["history"], "hold_seats.done hold_seats.undo_refused")
        self.assertNotIn("again_at", stuck)
        self.assertIn("hold_seats.undo_refused  tries 0  stuck", self.answered("events", "doubts"))

    def test_the_doctor_finds_what_is_planted(self):
        report = json.loads(self.answered("doctor", "--json", "--listen", "127.0.0.1:0"))
        states = {one["name"]: one["state"] for one in report["checks"]}
        self.assertEqual(states["sqlite"], "ok")
        self.assertNotIn("fail", states.values())
        self.assertEqual(list(self.folder.iterdir()), [])

        data = self.folder / "couchannel-data"
        data.mkdir(mode=0o755)
        for name in ("signing-key.pem", "seal.key", "cipher.keys"):
            (data / name).write_text("")
            (data / name).chmod(0o644)
        (self.folder / "keys.json").write_text("{}")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            result = run("doctor", "--json", "--jwks", "keys.json", "--listen", f"127.0.0.1:{taken.getsockname()[1]}",
                         cwd=self.folder)
        checks = {one["name"]: one for one in json.loads(result.stdout)["checks"]}
        self.assertEqual(result.returncode, 1)
        self.assertEqual(checks["data folder"]["state"], "warn")
        for name in ("port", "signing key", "seal key", "cipher keys", "key set"):
            self.assertEqual(checks[name]["state"], "fail", name)
            self.assertTrue(checks[name]["fix"])
        self.assertIn(str(os.getpid()), checks["port"]["text"])


class Serving(Folder):
    def test_it_refuses_to_start_without_keys(self):
        self.assertIn("--dev", self.refused(3, "serve", "--target", "inventory"))
        self.refused(3, "serve", "--jwks", "keys.json")
        self.refused(3, "serve", "--jwks", "missing.json", "--issuer", "x")
        (self.folder / "keys.json").write_text('{"keys":[]}')
        self.refused(3, "serve", "--jwks", "keys.json", "--issuer", "x")
        self.refused(3, "serve", "--dev", "--issuer", "x")

    def test_it_pays_with_no_provider_that_it_does_not_know(self):
        self.assertIn("--psp sandbox:", self.refused(3, "serve", "--dev", "--psp", "monopoly:"))
        report = json.loads(run("doctor", "--json", "--psp", "monopoly:", cwd=self.folder).stdout)
        self.assertEqual({one["name"]: one["state"] for one in report["checks"]}["payments"], "fail")

    def test_it_sends_readers_of_mails_to_no_address_that_is_none(self):
        for url in ("example.org", "https://", "https://example.org/", "javascript:alert(1)", "http://a b"):
            self.assertIn("--public-url", self.refused(3, "serve", "--dev", "--public-url", url))

    def test_it_does_not_start_without_a_place_for_mails(self):
        self.assertIn("--mail-outbox", self.refused(4, "serve", "--dev", "--mail-outbox", "/proc/outbox"))

    def test_development_is_for_this_machine_alone(self):
        for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0", "127.evil.example:0"):
            self.refused(8, "serve", "--dev", "--listen", address)

    def test_an_unknown_service_is_refused(self):
        self.assertIn("--target inventory", self.refused(2, "serve", "--dev", "--target", "inventry"))
        self.refused(3, "serve", "--dev", COUCHANNEL_TARGET="inventry")

    def check_operator(self, name):
        """Adds a user and makes links for them, whether a server works on the folder or not."""
        address = f"{name}@example.org"
        user = self.answered("user", "add", address, "--name", name, "--as", "admin").strip()
        by_address = json.loads(self.answered("user", "link", address.upper(), "--json"))
        self.assertEqual(by_address["user_id"], user)
        self.assertRegex(self.answered("user", "link", user), r"\Ahttp://127\.0\.0\.1:\d+/d/[\w-]{22}\n\Z")
        self.refused(7, "user", "add", address)
        self.refused(6, "user", "link", "nobody@example.org")
        self.refused(3, "user", "add", "nobody")
        return by_address["url"]

    def test_an_operator_needs_no_server_for_users_and_links(self):
        self.check_operator("ewa")
        self.refused(2, "user", "add", "jan@example.org", "--as", "service")

    def test_an_operator_asks_the_server_that_runs_whoever_it_says_it_is(self):
        for options in (["--dev"], ["--issuer", "https://couch.example"], []):
            with Server(self, *options) as server:
                self.assertTrue(self.check_operator(f"user{len(options)}").startswith(server.url))

    def test_a_key_that_others_may_read_is_refused(self):
        with Server(self, "--dev"):
            pass
        key = self.folder / "couchannel-data/signing-key.pem"
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        key.chmod(0o640)
        self.refused(8, "serve", "--dev")
        self.refused(8, "token")

    def test_the_sealing_key_is_made_once_and_kept(self):
        with Server(self, "--dev"):
            pass
        key = self.folder / "couchannel-data/seal.key"
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        made = key.read_bytes()
        self.assertEqual(len(made), 32)
        with Server(self, "--dev"):
            pass
        self.assertEqual(key.read_bytes(), made)
        key.chmod(0o604)
        self.refused(8, "serve", "--dev")
        key.chmod(0o600)
        key.write_bytes(made[:31])
        self.assertIn("31 bytes", self.refused(5, "serve", "--dev"))

    def test_encryption_keys_are_made_once_kept_and_added_to(self):
        with Server(self, "--dev"):
            pass
        keys = self.folder / "couchannel-data/cipher.keys"
        self.assertEqual(stat.S_IMODE(keys.stat().st_mode), 0o600)
        made = keys.read_text()
        self.assertRegex(made, r"(?m)^1 [0-9a-f]{64}$")
        keys.write_text(f"{made}2 {'5a' * 32}\n")
        with Server(self, "--dev"):
            pass
        self.assertTrue(keys.read_text().startswith(made))
        keys.write_text(f"{made}2 5a\n")
        self.assertIn("line 4", self.refused(5, "serve", "--dev"))
        keys.chmod(0o604)
        self.refused(8, "serve", "--dev")

    def test_it_drains_on_sigterm_and_leaves_with_0(self):
        with Server(self, "--dev") as server:
            self.assertEqual(server.get("/healthz")[0], 200)
            self.assertEqual(server.stop(signal.SIGTERM), 0)
            self.assertEqual(server.process.stdout.read(), "")
            self.assertIn('"event":"draining"', server.process.stderr.read())

    def test_it_leaves_with_130_on_ctrl_c(self):
        with Server(self, "--dev") as server:
            self.assertEqual(server.stop(signal.SIGINT), 130)

    def test_a_second_signal_ends_it_at_once(self):
        with Server(self, "--dev", "--drain-seconds", "60") as server:
            host, port = server.url.removeprefix("http://").split(":")
            with socket.create_connection((host, int(port))) as slow:
                slow.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\n")
                time.sleep(0.2)
                server.process.send_signal(signal.SIGTERM)
                with self.assertRaises(subprocess.TimeoutExpired):
                    server.process.wait(0.5)
                self.assertEqual(server.stop(signal.SIGTERM), -signal.SIGTERM)

    def test_one_server_works_on_a_data_folder(self):
        with Server(self, "--dev") as server:
            text = self.refused(7, "serve", "--dev", "--listen", "127.0.0.1:0")
            self.assertIn(f"process {server.process.pid}", text)
            self.refused(7, "migrate")
            self.refused(7, "events", "retry", "0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b")
            self.answered("events", "parked")

    def test_an_address_in_use_says_who_holds_it(self):
        with Server(self, "--dev") as server:
            result = run("serve", "--dev", "--data", "other", "--listen", server.url.removeprefix("http://"),
                         cwd=self.folder)
            self.assertEqual(result.returncode, 4)
            self.assertIn(f"held by couchannel (process {server.process.pid})", result.stderr)
            self.assertIn(f"kill {server.process.pid}", result.stderr)

    def test_its_tokens_open_it_and_no_others_do(self):
        session = "/v1/sessions/0193a0b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b"
        self.refused(6, "token")
        with Server(self, "--dev") as server:
            def status(*arguments):
                return server.get(session, Authorization="Bearer " + self.answered("token", *arguments).strip())[0]

            self.assertEqual(server.get(session)[0], 401)
            for who in ("guest", "host", "admin", "service"):
                self.assertEqual(status("--as", who), 404, who)
            self.assertEqual(status("--scope", "bookings:read"), 403)
            self.assertEqual(status("--audience", "others"), 401)
            self.refused(2, "token", "--subject", "me")
            self.refused(2, "token", "--lifetime-minutes", "0")
            other = self.folder / "other"
            other.mkdir()
            with tempfile.TemporaryDirectory() as elsewhere:
                self.folder, mine = pathlib.Path(elsewhere), self.folder
                with Server(self, "--dev"):
                    foreign = self.answered("token").strip()
                self.folder = mine
            self.assertEqual(server.get(session, Authorization="Bearer " + foreign)[0], 401)

    def test_its_pages_lead_to_each_other(self):
        with Server(self, "--dev") as server:
            for path, kind in (("/", "text/html"), ("/docs", "text/html"), ("/openapi.json", "application/json")):
                status, headers, body = server.get(path)
                self.assertEqual(status, 200, path)
                self.assertTrue(headers["Content-Type"].startswith(kind))
                for link in set(re.findall(r'href="(/[^"#]*)', body)):
                    self.assertEqual(server.get(link)[0], 200, link)
            self.assertEqual(json.loads(server.get("/openapi.json")[2]),
                             json.loads(self.answered("contracts", "openapi", "--json")))
            status, headers, body = server.get("/v1/nothing")
            self.assertIn(json.loads(body)["type"].split("#")[1], server.get("/docs")[2])

    def test_its_start_page_shows_live_evenings_where_it_can_find_them(self):
        for target, shown in (("all", True), ("inventory,compliance", False)):
            with Server(self, "--dev", "--target", target) as server:
                page = server.get("/")[2]
                self.assertEqual('id="evenings"' in page, shown, target)
                self.assertEqual("EventSource" in page, shown, target)

    def test_its_pages_run_nothing_but_what_stands_in_them(self):
        with Server(self, "--dev") as server:
            for path in ["/", "/docs"]:
                _, headers, body = server.get(path)
                policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
                self.assertEqual(policy["default-src"], "'none'")
                for element in ["script", "style"]:
                    found = re.findall(rf"<{element}>(.*?)</{element}>", body, re.S)
                    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found]
                    self.assertEqual(policy[f"{element}-src"].split(), hashes or ["'none'"])
                self.assertNotRegex(body, r"<\w[^>]*\s(style|on\w+)=")

    def test_its_metrics_show_lanes_events_and_effects(self):
        with Server(self, "--dev") as server:
            text = server.get("/metrics")[2]
            for name in ('couchannel_lane_queued{service="inventory"}', 'couchannel_lane_batches_total{service="inventory"}',
                         "couchannel_events_lag", "couchannel_events_parked_total",
                         "couchannel_effects_planned", "couchannel_effects_failed_total"):
                self.assertRegex(text, re.compile("^" + re.escape(name) + r" \d", re.M))
            ready = json.loads(server.get("/readinessz")[2])
            self.assertIn("inventory", [one["name"] for one in ready["dependencies"]])


if __name__ == "__main__":
    unittest.main()

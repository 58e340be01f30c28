#!/usr/bin/python3
"""Adds a command to a copy of this repository, word for word as docs/add-a-command.md says.

usage: command_walk.py ROOT

Each block of code belongs to the file that the text names last before it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)).resolve()
GUIDE = "docs/add-a-command.md"
BUILT = re.compile(r"build|build-.*|\.git|couchannel-data")
PIECE = re.compile(r"^```\w+\n(?P<code>.*?)^```|`(?P<file>(?:contracts|services)/[\w/]+\.\w+)`|`(?P<case>CASE\(\w+\))`", re.M | re.S)


def steps():
    """The numbered sections of the guide, each a list of (file, code)."""
    file = None
    for section in re.split(r"^## \d\. ", (ROOT / GUIDE).read_text(), flags=re.M)[1:]:
        step = []
        for piece in PIECE.finditer(section):
            file = piece["file"] or file
            if piece["code"] or piece["case"]:
                step.append((file, piece["code"] or f"\t\t{piece['case']},\n"))
        yield step


def put(path, code):
    """Puts a block where a reader would: by what it is."""
    text = path.read_text() if path.exists() else ""
    if code.lstrip().startswith("rpc") or " rpc " in code:
        text = text.replace("\n}\n", f"\n\n{code}}}\n", 1)  # the service is the first that ends
    elif code.startswith("\t\tCASE("):
        text = re.sub(r"(.*)(\n\t};\n\treturn cmocka)", rf"\1\n{code[:-1]}\2", text, flags=re.S)
    elif path.name.endswith("_test.c"):
        text = text.replace("#define CASE(", f"{code}\n#define CASE(", 1)
    else:
        text = f"{text}\n{code}" if text else code
    path.write_text(text)


def made_here(folder, names):
    """What is not copied: folders of the root that git does not know either."""
    return [name for name in names if pathlib.Path(folder) == ROOT and BUILT.fullmatch(name)]


class Walk(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="couchannel-walk-")
        self.addCleanup(self.folder.cleanup)
        self.copy = pathlib.Path(self.folder.name) / "couchannel"
        shutil.copytree(ROOT, self.copy, ignore=made_here, symlinks=True)

    def run_here(self, *command):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MESON", "COUCHANNEL_"))}
        return subprocess.run(command, cwd=self.copy, env=environment, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=480)

    def do(self, *command):
        run = self.run_here(*command)
        self.assertEqual(run.returncode, 0, run.stdout[-4000:])
        return run.stdout

    def test_a_newcomer_adds_a_command(self):
        contract, statement, rule, test, see = steps()
        self.assertEqual([len(step) for step in (contract, statement, rule, test, see)], [2, 2, 1, 2, 0])
        for file, code in contract:
            put(self.copy / file, code)
        build = self.run_here("make", "build")
        self.assertNotEqual(build.returncode, 0, "a contract without its rule was built")
        self.assertIn("undefined reference to `inventory_note_session'", build.stdout)

        for file, code in statement + rule + test:
            put(self.copy / file, code)
        self.do("make", "build")
        self.do("sh", "-c", "build/couchannel contracts openapi > contracts/openapi/couchannel.yaml")
        self.assertIn("/v1/sessions/{session_id}/note", (self.copy / "contracts/openapi/couchannel.yaml").read_text())
        self.do("scripts/build", "build", "services/inventory/inventory_sessions_test")
        self.assertIn("the_newest_note_counts", self.do("build/services/inventory/inventory_sessions_test"))
        for guard in ("sizes.py", "includes.py"):
            self.assertNotIn("services/inventory", self.run_here(f"tests/guards/{guard}").stdout)
        self.do("tests/guards/layout")
        services = [folder.name for folder in (self.copy / "services").iterdir() if folder.is_dir()]
        libraries = [f"build/services/{name}/lib{name}.a" for name in services]  # a service may hear any other
        self.do("tests/guards/symbols.py", *libraries)


if __name__ == "__main__":
    unittest.main()

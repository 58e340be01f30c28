"""What the guards share: which files people write, how the build compiles one, how a guard ends."""
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("cli", "platform", "services", "sim", "tests", "tools")
GENERATED = ("golden", "node_modules")


def sources(root, *suffixes):
    """The files that people write, by suffix, relative to the root."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root)
            if path.suffix in suffixes and not set(GENERATED) & set(inside.parts):
                yield inside


def is_test(path):
    """Tests may look behind the curtain: a real database file, another service's header."""
    return path.stem.endswith("_test") or path.parts[0] == "tests" or path.stem == "test" or "test" in path.parts


class Compiler:
    """Compiles a text as the build compiles one of its files, only to see whether it is accepted."""

    def __init__(self, build, like):
        for entry in json.loads((build / "compile_commands.json").read_text()):
            file = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
            if file == (ROOT / like).resolve():
                break
        else:
            raise SystemExit(f"{like} is not built; name another file")
        words = shlex.split(entry["command"])
        outputs = ("-o", "-MF", "-MQ")
        drop = {"-MD", "-c", entry["file"], *outputs, *(words[words.index(flag) + 1] for flag in outputs)}
        self.words = [word for word in words if word not in drop] + ["-fsyntax-only", "-fdiagnostics-color=never"]
        self.folder = entry["directory"]

    def complaint(self, text):
        """What the compiler says against the text; empty if it accepts it."""
        with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
            file.write(text)
            file.flush()
            run = subprocess.run(self.words + [file.name], cwd=self.folder, capture_output=True, text=True)
        return run.stderr if run.returncode else ""


def finish(problems):
    """Prints the problems and ends: 1 if there are any."""
    problems = list(problems)
    print(*problems, sep="\n", end="\n" if problems else "")
    sys.exit(1 if problems else 0)

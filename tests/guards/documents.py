#!/usr/bin/python3
"""What the documents point at is there, and both READMEs say the same.

usage: documents.py [ROOT]

Checked: links and the anchors in them, paths in backticks, make targets, commands of the program, that each
decision is in the index under its own title, and that the READMEs have the same sections in the same order,
with the same commands and links.
"""
import pathlib
import re
import sys

import guard

READMES = ("README.md", "README.pl.md")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)
PATH = re.compile(r"`((?:\.?[\w-]+/)+[\w.*-]*)`")
SECTION = re.compile(r"^<!-- section: (\w+) -->$", re.M)
SKIP = {"build", "node_modules", "golden"}
GUIDES = ("docs/add-a-command.md",)  # about files that the reader will make; tests/walks makes them


def documents(root):
    for path in sorted(root.rglob("*.md")):
        inside = path.relative_to(root)
        if not any(part in SKIP or part.startswith("build-") for part in inside.parts):
            yield inside


def anchors(text):
    """The anchors of a document's headings, as the usual renderers make them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.*)", text, re.M)}


def dead_links(root, path, text):
    for target in LINK.findall(CODE.sub("", text)):
        if re.match(r"https?:|mailto:", target):
            continue
        file, _, anchor = target.partition("#")
        there = root / path.parent / file if file else root / path
        if not there.exists():
            yield f"{path}: links to {target}, which is not there"
        elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text()):
            yield f"{path}: links to {target}, which has no such heading"


def dead_paths(root, path, text):
    """Paths in backticks that begin with a folder of the root; `*` stands for any name."""
    if str(path) in GUIDES:
        return
    for target in PATH.findall(CODE.sub("", text)):
        top = target.split("/")[0]
        if (root / top).is_dir() and top not in SKIP and not list(root.glob(target.rstrip("/"))):
            yield f"{path}: names {target}, which is not there"


def dead_commands(root, path, text):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.M))
    table = root / "cli/commands.c"
    commands = set(re.findall(r'\.name = "(\w+)"', table.read_text())) if table.exists() else set()
    shown = re.findall(r"`([^`\n]+)`", CODE.sub("", text))
    shown += [line for block in CODE.findall(text) for line in block.splitlines()]
    shown += re.findall(r"^ {4}(.*)", text, re.M)
    for line in shown:
        for target in re.findall(r"(?:^|&& |; )make ([a-z]+)", line):
            if target not in targets:
                yield f"{path}: says make {target}, which the Makefile has not"
        for command in re.findall(r"(?:^|\(|/|&& |; )couchannel ([a-z]+)\b", line):
            if command not in commands:
                yield f"{path}: says couchannel {command}, which the program has not"


def shape(text):
    """The sections of a README: name, commands without their comments, links."""
    parts = SECTION.split(text)
    for name, section in zip(parts[1::2], parts[2::2]):
        code = [re.sub(r"\s+# .*", "", block) for block in CODE.findall(section)]
        links = [link for link in LINK.findall(CODE.sub("", section)) if link not in READMES]
        yield name, code, sorted(set(links))


def differences(root):
    """English is the original."""
    original, translation = (list(shape((root / name).read_text())) for name in READMES)
    names = [name for name, _, _ in original]
    if not names:
        yield f"{READMES[0]}: has no sections"
    if names != [name for name, _, _ in translation]:
        yield f"{READMES[1]}: its sections are not {', '.join(names)}"
        return
    for (name, code, links), (_, other_code, other_links) in zip(original, translation):
        if code != other_code:
            yield f"{READMES[1]}: the commands of section {name} differ"
        if links != other_links:
            yield f"{READMES[1]}: the links of section {name} differ"


def unlisted_decisions(root):
    index = (root / "docs/adr/README.md").read_text()
    for path in sorted((root / "docs/adr").glob("0*.md")):
        number, title = re.match(r"# (\d+)\. (.*)", path.read_text()).groups()
        if f"{number}. [{title}]({path.name})" not in index.splitlines():
            yield f"docs/adr/README.md: does not list {path.name} under its title"


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else guard.ROOT
    problems = [*differences(root), *unlisted_decisions(root)]
    for path in documents(root):
        text = (root / path).read_text()
        problems += [*dead_links(root, path, text), *dead_paths(root, path, text), *dead_commands(root, path, text)]
    guard.finish(problems)


if __name__ == "__main__":
    main()

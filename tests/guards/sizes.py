#!/usr/bin/python3
"""Keeps files, functions and lines small enough to be read at once.

usage: sizes.py [ROOT]
"""
import pathlib
import re
import sys

import guard

FILE_LINES, HEADER_LINES, FUNCTION_LINES = 400, 150, 60
NESTING, PARAMETERS, COLUMNS = 3, 5, 110

# Parameters of functions whose signature is somebody else's.
EXCEPTIONS = {
    "cc_http_on_request": "libmicrohttpd calls it",
    "read_field": "libmicrohttpd calls it",
    "on_request": "libmicrohttpd calls it",
    "take_form_field": "libmicrohttpd calls it",
    "read_embedded": "a slot of ports/log.h, whose calls begin with the log and the context",
    "read_fail": "the same slot",
    "read_sim": "the same slot",
    "call_local": "a slot of ports/peers.h, whose calls begin with the peers and the context",
    "call_fail": "the same slot",
    "call_sim": "the same slot",
}

TOKEN = re.compile(
    r"""\s+ | //[^\n]* | /\*.*?\*/
      | ^[ \t]*\#(?:/\*.*?\*/|\\.|[^\n\\])*
      | (?P<token>[A-Za-z_]\w*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\.\.\.|.)""",
    re.X | re.S | re.M,
)
CLOSER = {"(": ")", "{": "}", "[": "]"}


def tokens(text):
    """(token, line) of all that is neither space nor comment nor preprocessor."""
    line, at = 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if match["token"]:
            yield match["token"], line


class Reader:
    """Reads C as far as sizes go: functions, their parameters, and statements within statements."""

    def __init__(self, text):
        self.tokens = list(tokens(text)) + [("", 0)]
        self.at = 0
        self.deepest = 0

    def peek(self):
        return self.tokens[self.at][0]

    def line(self):
        return self.tokens[self.at][1]

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1][0]

    def group(self):
        """Skips what stands between the bracket here and its partner; returns its tokens."""
        start = self.at
        closer = CLOSER[self.next()]
        while self.peek() != closer:
            if self.peek() == "":
                raise SystemExit(f"line {self.tokens[start][1]}: a bracket without its partner")
            self.group() if self.peek() in CLOSER else self.next()
        self.next()
        return [token for token, _ in self.tokens[start + 1:self.at - 1]]

    def until(self, end):
        """Skips to after the end; a brace that closes ends too what a macro wrote without a semicolon."""
        while self.peek() not in (end, "}", ""):
            self.group() if self.peek() in CLOSER else self.next()
        if self.peek() == end:
            self.next()

    def functions(self):
        """Yields (name, first line, lines, parameters, nesting); lines 0 for a prototype."""
        while self.peek():
            first, name, parameters, before = self.line(), None, None, ""
            while self.peek() not in (";", ""):
                here = self.peek()
                if here == "{" and before == ")" and name:
                    self.deepest = 0
                    self.statement(0)
                    last = self.tokens[self.at - 1][1]
                    yield name, first, last - first + 1, parameters, self.deepest
                    break
                if here == "(" and name is None and re.match(r"[A-Za-z_]", before) and before != "__attribute__":
                    if self.tokens[self.at + 1][0] != "*":
                        name, parameters = before, count_parameters(self.group())
                        before = ")"
                        continue
                if here in ("=", "typedef"):
                    name = ""
                before = CLOSER.get(here, here)
                self.group() if here in CLOSER else self.next()
            else:
                self.next()
                if name:
                    yield name, first, 0, parameters, 0

    def statement(self, depth):
        self.deepest = max(self.deepest, depth)
        here = self.next()
        if here == "{":
            while self.peek() != "}":
                self.statement(depth)
            self.next()
        elif here in ("if", "for", "while", "switch"):
            self.group()
            self.statement(depth + 1)
            if here == "if" and self.peek() == "else":
                self.next()
                self.statement(depth if self.peek() == "if" else depth + 1)
        elif here == "do":
            self.statement(depth + 1)
            self.until(";")
        elif here in ("case", "default") or self.peek() == ":":
            self.until(":")
            if self.peek() != "}":
                self.statement(depth)
        elif here != ";":
            self.at -= 1
            self.until(";")


def count_parameters(inside):
    """Of the tokens between the parentheses; an ellipsis is no parameter."""
    depth = count = 0
    for token in inside:
        depth += (token in CLOSER) - (token in CLOSER.values())
        count += token == "," and depth == 0
    return count + (inside not in ([], ["void"])) - ("..." in inside)


def problems_of(root, path):
    text = (root / path).read_text()
    lines = text.splitlines()
    most = HEADER_LINES if path.suffix == ".h" else FILE_LINES
    if len(lines) > most:
        yield f"{path}: {len(lines)} lines; at most {most}: split it by what it does"
    for number, line in enumerate(lines, 1):
        if len(line.expandtabs(8)) > COLUMNS:
            yield f"{path}:{number}: {len(line.expandtabs(8))} columns; at most {COLUMNS}"
    for name, first, length, parameters, nesting in Reader(text).functions():
        if length > FUNCTION_LINES:
            yield f"{path}:{first}: {name} has {length} lines; at most {FUNCTION_LINES}"
        if parameters > PARAMETERS and name not in EXCEPTIONS:
            yield f"{path}:{first}: {name} has {parameters} parameters; at most {PARAMETERS}"
        if nesting > NESTING:
            yield f"{path}:{first}: {name} nests {nesting} deep; at most {NESTING}"


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else guard.ROOT
    guard.finish(problem for path in guard.sources(root, ".c", ".h") for problem in problems_of(root, path))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Shows that contractc refuses each mistake where it stands, and prints what it printed before.

    contractc_test.py refuses CONTRACTC PROTOC CONTRACTS    every `// ERROR: text` of bad/*.proto
    contractc_test.py prints CONTRACTC PROTOC CONTRACTS     the files of golden/contracts
    contractc_test.py survives CONTRACTC PROTOC CONTRACTS   requests cut short and damaged
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = ["couchannel/neighbour/v1/neighbour.proto", "couchannel/sample/v1/sample.proto"]


def protoc(plugin, root, out, *files):
    return subprocess.run(
        [PROTOC, f"--plugin=protoc-gen-couchannel={plugin}", f"--couchannel_out={out}",
         f"--proto_path={root}", f"--proto_path={CONTRACTS}", *files],
        capture_output=True, text=True, timeout=60)


def expected(path):
    """(line, text) of each marker; a file may have several on one line."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for text in line.split("// ERROR: ")[1:]:
            yield number, text.strip()


def reported(path, stderr):
    for line, text in re.findall(rf"{path.name}:(\d+):\d+: (.*)", stderr):
        yield int(line), text


def refuses():
    failures = 0
    for path in sorted((HERE / "bad").glob("*.proto")):
        with tempfile.TemporaryDirectory() as out:
            result = protoc(CONTRACTC, HERE / "bad", out, path.name)
            written = list(pathlib.Path(out).iterdir())
        left = list(reported(path, result.stderr))
        wanted = list(expected(path))
        assert wanted, f"{path} expects nothing"
        for line, text in wanted:
            hit = next((one for one in left if one[0] == line and text in one[1]), None)
            if hit:
                left.remove(hit)
            else:
                failures += 1
                print(f"{path.name}:{line}: not refused: {text}")
        for line, text in left:
            failures += 1
            print(f"{path.name}:{line}: refused for no reason: {text}")
        if result.returncode != 1 or written:
            failures += 1
            print(f"{path.name}: exit {result.returncode}, wrote {written}")
        print(f"{path.name}: {len(wanted)} mistakes")
    return failures


def prints():
    failures = 0
    with tempfile.TemporaryDirectory() as out:
        result = protoc(CONTRACTC, HERE / "golden", out, *GOLDEN)
        print(result.stderr, end="")
        written = sorted(path.name for path in pathlib.Path(out).iterdir())
        golden = sorted(path.name for path in (HERE / "golden" / "contracts").iterdir())
        if result.returncode != 0 or written != golden:
            failures += 1
            print(f"exit {result.returncode}, wrote {written}, not {golden}")
        for name in written:
            diff = subprocess.run(["diff", "-u", HERE / "golden" / "contracts" / name, f"{out}/{name}"],
                                  capture_output=True, text=True)
            failures += diff.returncode != 0
            print(diff.stdout, end="")
    return failures


def damaged(request):
    """Cut short at many places, then with single bytes turned over."""
    step = max(1, len(request) // 100)
    for length in range(0, len(request), step):
        yield request[:length]
    for position in range(0, len(request), step):
        yield request[:position] + bytes([request[position] ^ 0x41]) + request[position + 1:]


def survives():
    failures = runs = 0
    with tempfile.TemporaryDirectory() as out:
        saver = pathlib.Path(out, "save")
        saver.write_text(f"#!/bin/sh\nexec cat > {out}/request\n")
        saver.chmod(0o755)
        protoc(saver, HERE / "golden", out, *GOLDEN)
        request = pathlib.Path(out, "request").read_bytes()
    for bad in damaged(request):
        result = subprocess.run([CONTRACTC], input=bad, capture_output=True, timeout=60)
        runs += 1
        if result.returncode not in (0, 1) or b"anitizer" in result.stderr or b"runtime error" in result.stderr:
            failures += 1
            print(f"exit {result.returncode}: {result.stderr.decode(errors='replace')[:2000]}")
    print(f"{runs} damaged requests of {len(request)} bytes")
    return failures


if __name__ == "__main__":
    CONTRACTC, PROTOC, CONTRACTS = sys.argv[2:]
    sys.exit(1 if {"refuses": refuses, "prints": prints, "survives": survives}[sys.argv[1]]() else 0)

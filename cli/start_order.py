"""Writes start.ld: the functions that a start runs, next to each other in the program.

    python3 cli/start_order.py target/release/taipan

A page of a program that is touched comes in with its neighbours (64 KB on Linux). Functions in the order of their crates spread a
start over two thirds of them; side by side they fit in a tenth (`taipan -S -c pass`: 6.0 MB resident before, 3.4 MB after).

Needs valgrind. Names lose what differs from build to build (hashes, crate ids), so the list stays useful while the code moves; what
it does not know lies where it would lie without it. Run it again when start-up has changed; the order of two runs is the same.
"""
import re
import subprocess
import sys
import tempfile

PROGRAM = b"""
import sys, os
class A(object):
    def __init__(self, x): self.x = x
    def f(self): return self.x + 1
print sum([A(i).f() for i in range(10)]), "%d %s" % (1, "a"), {1: 2}, (3, 4), 1.5
try: None.x
except AttributeError, e: print e
"""


def functions(binary, arguments):
    """Symbols of `binary` that ran, in the order in which callgrind first names them."""
    with tempfile.NamedTemporaryFile() as profile:
        subprocess.run(
            ["valgrind", "--tool=callgrind", "--demangle=no", "--callgrind-out-file=" + profile.name, binary] + arguments,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        lines = open(profile.name).read().splitlines()
    names, objects, current = {}, {}, None
    for line in lines:
        match = re.match(r"(c?)(ob|fn)=\((\d+)\)(?: (.*))?", line)
        if not match:
            continue
        call, kind, number, name = match.groups()
        table = objects if kind == "ob" else names
        if name:
            table[number] = name.split("'")[0]
        if call:
            continue
        if kind == "ob":
            current = objects[number]
        elif current.endswith(binary.rsplit("/", 1)[-1]):
            yield names[number]


def pattern(name):
    """A glob for the symbol in any build."""
    if name.startswith("_R"):
        name = re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name)
        name = re.sub(r"B[0-9A-Za-z]*_", "B*_", name)
    else:
        name = re.sub(r"17h[0-9a-f]{16}E", "17h*E", name)
    return re.sub(r"\.llvm\.\d+", "*", name)


def main(binary):
    with tempfile.NamedTemporaryFile(suffix=".py") as program:
        program.write(PROGRAM)
        program.flush()
        runs = [["-S", "-c", "pass"], ["-c", "pass"], [program.name]]
        found = [pattern(name) for run in runs for name in functions(binary, run) if name.startswith("_")]
    with open(__file__.rsplit("/", 1)[0] + "/start.ld", "w") as out:
        out.write("/* Written by start_order.py: do not edit. */\nSECTIONS {\n  .text : {\n")
        for name in dict.fromkeys(found):
            # Functions marked as cold have sections of another name.
            out.write("    *(.text.%s .text.unlikely.%s)\n" % (name, name))
        out.write("  }\n} INSERT AFTER .plt;\n")


main(sys.argv[1])

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""hardening.py BINARY [--bare COMPILER]: reads the hardening of an optimised program back from its file, by readelf. --bare compiles a
program with everything switched off in its place, and must name every part as missing."""

import os
import re
import subprocess
import sys
import tempfile

BARE = r"""
#include <cstdio>
#include <cstring>
int main(int count, char** words) {
    char text[64];
    std::strcpy(text, words[count - 1]);
    std::puts(text);
}
"""
OFF = ["-O2", "-no-pie", "-fno-pie", "-fno-stack-protector", "-U_FORTIFY_SOURCE", "-fcf-protection=none", "-Wl,-z,norelro", "-Wl,-z,lazy",
       "-Wl,-z,execstack", "-Wl,-rpath,/nowhere"]


def readelf(option, binary):
    return subprocess.run(["readelf", "--wide", option, binary], capture_output=True, text=True, check=True).stdout


def missing(binary):
    segments, dynamic, symbols = (readelf(option, binary) for option in ("--segments", "--dynamic", "--dyn-syms"))
    kind = re.search(r"Elf file type is (\w+)", segments)[1]
    stack = re.search(r"GNU_STACK(?:\s+0x\w+){5}\s+([RWE ]+?)\s+0x", segments)
    parts = {
        "position-independent (PIE)": kind == "DYN" and "PIE" in dynamic,
        "relocations read-only (RELRO)": "GNU_RELRO" in segments,
        "bound at the start (NOW)": re.search(r"FLAGS.*\b(NOW|BIND_NOW)\b", dynamic),
        "no executable stack": stack and "E" not in stack[1],
        "no segment both written and executed": not re.search(r"LOAD.* RWE ", segments),
        "no relocations in the code": "TEXTREL" not in dynamic,
        "no search path for libraries": not re.search(r"R(UN)?PATH", dynamic),
        "stack protector": "__stack_chk_fail" in symbols,
        "checked memory and strings (FORTIFY)": re.search(r"__(mem|str|sn?print|fread|read)\w*_chk", symbols),
    }
    return [name for name, there in parts.items() if not there], len(parts)


def main():
    if "--bare" not in sys.argv:
        absent, parts = missing(sys.argv[1])
        assert not absent, f"missing: {', '.join(absent)}"
        return print(f"{parts} parts of hardening are in {os.path.basename(sys.argv[1])}")
    with tempfile.TemporaryDirectory() as folder:
        source, binary = os.path.join(folder, "bare.cpp"), os.path.join(folder, "bare")
        with open(source, "w", encoding="utf-8") as file:
            file.write(BARE)
        subprocess.run([sys.argv[sys.argv.index("--bare") + 1], *OFF, source, "-o", binary], check=True)
        absent, parts = missing(binary)
        # A program of one file has no relocations in its code, and its linker makes no segment both written and executed.
        assert len(absent) >= parts - 2, f"a bare program lacks only {', '.join(absent)}"
        print(f"a bare program lacks {len(absent)} of {parts}")


main()

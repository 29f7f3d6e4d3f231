# SPDX-License-Identifier: Apache-2.0
"""harness.py: compiles one faulty file, loads it before the library that holds the sound one, and runs the unit tests against it. The library and the tests
were built by CMake with -DGW_MUTATION=ON; flags are those of its compile_commands.json."""

import json
import os
import pathlib
import re
import resource
import shlex
import subprocess
import tempfile

# The tests of a file that fail first, so that most faults cost little; all others follow, less those that call nothing of the files.
TESTS = ("amount_hint", "amount_limits", "amount_words", "cells", "csv", "csv_limits", "date", "date_hint", "decimal", "intervals", "maybe", "moment",
         "number_hint", "pasted", "pasted_phrase", "sums")
FIRST = {
    "amount_hint": ("amount_limits", "amount_hint"),
    "cells": ("amount_limits", "cells", "number_hint"),
    "csv": ("csv_limits", "csv"),
    "currency": ("cells",),
    "date": ("date", "date_hint", "moment"),
    "date_hint": ("date_hint", "date"),
    "interval": ("intervals", "cells"),
    "maybe": ("maybe", "intervals"),
    "number_hint": ("number_hint", "amount_words", "cells"),
    "pasted": ("pasted", "pasted_phrase", "amount_hint"),
    "pasted_words": ("amount_words", "pasted", "amount_hint"),
    "sums": ("intervals", "sums"),
}
# Tests that are compiled anew with a faulty header, since the compiler copies what it defines into them.
INLINE = ("tests/unit/intervals_test.cpp", "tests/unit/maybe_test.cpp")
MEMORY = 4 << 30


def test_filter(names):
    return ",".join(f"[#{name}_test]" for name in names)


class Harness:
    def __init__(self, source, build):
        self.source = pathlib.Path(source)
        self.build = pathlib.Path(build)
        self.tests = self.build / "tests" / "exact_tests"
        self.commands = {}
        with open(self.build / "compile_commands.json", encoding="utf-8") as file:
            for entry in json.load(file):
                # A file stands in several targets: the one that is linked into exact_tests counts.
                if "/exact_code.dir/" in entry["command"] or "/exact_tests.dir/" in entry["command"]:
                    self.commands[os.path.relpath(entry["file"], self.source)] = shlex.split(entry["command"])
        self.code = sorted(file for file in self.commands if file.startswith("src/"))
        self.scratch = tempfile.TemporaryDirectory(prefix="gigawatch-mutation-")
        self.seconds = {}
        self.prepare_headers()
        self.sound = {}

    def flags(self, file):
        command = self.commands[file]
        at = command.index("-o")
        words = [word for word in command[:at] + command[at + 2:] if word not in ("-c", "-Werror", "-MD") and not word.endswith(file)]
        for option in ("-MF", "-MT"):
            if option in words:
                at = words.index(option)
                del words[at:at + 2]
        return words + ["-w"]

    def prepare_headers(self):
        """The libraries' headers that the files include, compiled once."""
        names = set()
        for file in self.code:
            names.update(re.findall(r"^#include (<.*>)", (self.source / file).read_text(encoding="utf-8"), re.MULTILINE))
        header = os.path.join(self.scratch.name, "libraries.h")
        with open(header, "w", encoding="utf-8") as file:
            file.write("".join(f"#include {name}\n" for name in sorted(names)))
        self.libraries = header + ".pch"
        flags = self.flags(self.code[0]) + ["-O0", "-fpch-instantiate-templates"]
        subprocess.run(flags + ["-x", "c++-header", header, "-o", self.libraries], check=True, cwd=self.build)

    def compile(self, file, text, out, overlay=None, optimise=False):
        """Whether `text` in place of `file` compiles: quickly, or as the build does."""
        flags = self.flags(file)
        before = [f"-I{overlay}"] if overlay else []
        quickly = [] if optimise else ["-O0"] + (["-include-pch", self.libraries] if file in self.code else [])
        command = flags[:1] + before + flags[1:] + quickly + ["-x", "c++", "-c", "-", "-o", out]
        given = f'#line 1 "{file}"\n{text}'.encode()
        return subprocess.run(command, input=given, cwd=self.build, stderr=subprocess.DEVNULL, check=False).returncode == 0

    def users_of(self, header):
        """The files that include a header, by themselves or through another."""
        name = header.removeprefix("src/")
        reached = {name}
        texts = {path: path.read_text(encoding="utf-8") for path in (self.source / "src").rglob("*.h")}
        while True:
            more = {str(path.relative_to(self.source / "src")) for path, text in texts.items()
                    if any(f'#include "{known}"' in text for known in reached)} - reached
            if not more:
                break
            reached |= more
        return [file for file in sorted(self.commands) if file in self.code or file in INLINE
                if any(f'#include "{known}"' in (self.source / file).read_text(encoding="utf-8") for known in reached)]

    def compile_all(self, file, text, folder, tests=False, optimise=False):
        """Objects of the code (or of those tests) that `text` in place of `file` changes; None if one does not compile."""
        if file.endswith(".cpp"):
            out = os.path.join(folder, "faulty.o")
            return {file: out} if self.compile(file, text, out, optimise=optimise) else None
        overlay = os.path.join(folder, "overlay")
        path = pathlib.Path(overlay, file.removeprefix("src/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#line 1 "{file}"\n{text}', encoding="utf-8")
        objects = {}
        for user in self.users_of(file):
            if (user in self.code) == tests:
                continue
            objects[user] = os.path.join(folder, user.replace("/", "-") + ".o")
            if not self.compile(user, (self.source / user).read_text(encoding="utf-8"), objects[user], overlay, optimise):
                return None
        return objects

    def sound_object(self, file):
        if file not in self.sound:
            out = os.path.join(self.scratch.name, "sound-" + file.replace("/", "-") + ".o")
            if not self.compile(file, (self.source / file).read_text(encoding="utf-8"), out, optimise=True):
                raise SystemExit(f"{file} does not compile as it stands")
            self.sound[file] = pathlib.Path(out).read_bytes()
        return self.sound[file]

    def is_same(self, file, text, folder):
        """Whether the compiler makes the same code of the faulty text, when it optimises."""
        objects = self.compile_all(file, text, folder, optimise=True)
        return objects is not None and all(pathlib.Path(out).read_bytes() == self.sound_object(file) for file, out in objects.items())

    def link_tests(self, file, text, folder, library):
        """A program of those tests into which the compiler copies code of the header; None if there are none or they do not compile."""
        objects = self.compile_all(file, text, folder, tests=True) if file.endswith(".h") else None
        if not objects:
            return None
        program = os.path.join(folder, "faulty_tests")
        main = next(self.build.glob("tests/CMakeFiles/exact_tests.dir/unit/main.cpp.o"))
        code = self.build / "tests" / "libexact_code.so"
        command = [self.commands[file][0] for file in list(objects)[:1]] + ["-o", program, main, *objects.values(), library, code, f"-Wl,-rpath,{code.parent}"]
        return program if subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0 else None

    def run(self, names, library, limit=None, program=None):
        """Whether the tests of `names` pass, and how many seconds of the processor they took at most."""

        def confine():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            if limit:
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

        environment = dict(os.environ, RC_PARAMS="seed=1 noshrink=1")
        if library:
            environment["LD_PRELOAD"] = library
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([program or self.tests, "--filenames-as-tags", "--abort", test_filter(names)], env=environment, preexec_fn=confine,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return done.returncode == 0, after.ru_utime - before.ru_utime

    def groups_of(self, file):
        stem = pathlib.Path(file).stem
        first = FIRST.get(stem, (stem,) if stem in TESTS else ())
        rest = tuple(name for name in TESTS if name not in first)
        return [group for group in (first, rest) if group]

    def measure(self):
        """What the tests take without a fault: they must pass."""
        for name in TESTS:
            passed, self.seconds[name] = self.run((name,), None)
            if not passed:
                raise SystemExit(f"without any fault the tests fail: {name}")

    def judge(self, file, text):
        """"killed", "survived", "same" (the compiler makes the same of it) or "broken" (it makes nothing of it)."""
        with tempfile.TemporaryDirectory(dir=self.scratch.name) as folder:
            objects = self.compile_all(file, text, folder)
            if objects is None:
                return "broken"
            library = os.path.join(folder, "faulty.so")
            linker = self.commands[next(iter(objects))][0]
            if subprocess.run([linker, "-shared", "-o", library, *objects.values()], stderr=subprocess.DEVNULL, check=False).returncode:
                return "broken"
            for group in self.groups_of(file):
                # Five times as long as without a fault: whatever takes that hangs.
                if not self.run(group, library, int(5 * sum(self.seconds[name] for name in group)) + 3)[0]:
                    return "killed"
            program = self.link_tests(file, text, folder, library)
            if program and not self.run(TESTS, library, 3, program)[0]:
                return "killed"
            return "same" if self.is_same(file, text, folder) else "survived"

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
TESTS = ("amount_hint", "cells", "csv", "csv_limits", "date", "date_hint", "decimal", "intervals", "maybe", "moment", "number_hint", "pasted", "pasted_phrase", "sums")
FIRST = {
    "cells": ("cells", "number_hint"), "csv": ("csv_limits", "csv"), "currency": ("cells",), "date": ("date", "moment"), "interval": ("intervals", "cells"),
    "sums": ("intervals", "sums"), "maybe": ("maybe", "intervals"), "date_hint": ("date_hint", "date"), "number_hint": ("number_hint", "cells"),
    "pasted_words": ("pasted", "amount_hint"), "position": ("intervals",), "pasted": ("pasted", "pasted_phrase", "amount_hint"),
}
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
                if "exact_code.dir" in entry["command"]:
                    self.commands[os.path.relpath(entry["file"], self.source)] = shlex.split(entry["command"])
        self.scratch = tempfile.TemporaryDirectory(prefix="gigawatch-mutation-")
        self.seconds = {}
        self.prepare_headers()
        self.sound = {}

    def flags(self, file):
        command = self.commands[file]
        at = command.index("-o")
        return [word for word in command[:at] + command[at + 2:] if word not in ("-c", "-Werror") and not word.endswith(file)] + ["-w"]

    def prepare_headers(self):
        """The libraries' headers that the files include, compiled once."""
        names = set()
        for file in self.commands:
            names.update(re.findall(r"^#include (<.*>)", (self.source / file).read_text(encoding="utf-8"), re.MULTILINE))
        header = os.path.join(self.scratch.name, "libraries.h")
        with open(header, "w", encoding="utf-8") as file:
            file.write("".join(f"#include {name}\n" for name in sorted(names)))
        self.libraries = header + ".pch"
        flags = self.flags(next(iter(self.commands)))
        subprocess.run(flags + ["-x", "c++-header", header, "-o", self.libraries], check=True, cwd=self.build)

    def compile(self, file, text, out, overlay=None):
        """Whether `text` in place of `file` compiles."""
        flags = self.flags(file)
        before = [f"-I{overlay}"] if overlay else []
        command = flags[:1] + before + flags[1:] + ["-include-pch", self.libraries, "-x", "c++", "-c", "-", "-o", out]
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
        return [file for file in sorted(self.commands)
                if any(f'#include "{known}"' in (self.source / file).read_text(encoding="utf-8") for known in reached)]

    def compile_all(self, file, text, folder):
        """Objects of the files that `text` in place of `file` changes; None if one does not compile."""
        if file.endswith(".cpp"):
            out = os.path.join(folder, "faulty.o")
            return {file: out} if self.compile(file, text, out) else None
        overlay = os.path.join(folder, "overlay")
        path = pathlib.Path(overlay, file.removeprefix("src/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#line 1 "{file}"\n{text}', encoding="utf-8")
        objects = {}
        for user in self.users_of(file):
            objects[user] = os.path.join(folder, user.replace("/", "-") + ".o")
            if not self.compile(user, (self.source / user).read_text(encoding="utf-8"), objects[user], overlay):
                return None
        return objects

    def sound_object(self, file):
        if file not in self.sound:
            out = os.path.join(self.scratch.name, "sound-" + file.replace("/", "-") + ".o")
            if not self.compile(file, (self.source / file).read_text(encoding="utf-8"), out):
                raise SystemExit(f"{file} does not compile as it stands")
            self.sound[file] = pathlib.Path(out).read_bytes()
        return self.sound[file]

    def is_same(self, objects):
        return all(pathlib.Path(out).read_bytes() == self.sound_object(file) for file, out in objects.items())

    def run(self, names, library, limit=None):
        """Whether the tests of `names` pass, how many seconds of the processor they took at most."""

        def confine():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            if limit:
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

        environment = dict(os.environ, RC_PARAMS="seed=1 noshrink=1")
        if library:
            environment["LD_PRELOAD"] = library
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([self.tests, "--filenames-as-tags", "--abort", test_filter(names)], env=environment, preexec_fn=confine,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return done.returncode == 0, after.ru_utime - before.ru_utime

    def groups_of(self, file):
        stem = pathlib.Path(file).stem
        first = FIRST.get(stem, (stem,) if stem in TESTS else ())
        rest = tuple(name for name in TESTS if name not in first)
        return [group for group in (first, rest) if group]

    def measure(self, groups):
        """What each group of tests takes without a fault: they must pass."""
        for group in groups:
            if group not in self.seconds:
                passed, self.seconds[group] = self.run(group, None)
                if not passed:
                    raise SystemExit(f"without any fault the tests fail: {' '.join(group)}")

    def judge(self, file, text):
        """"killed", "survived", "same" (the compiler makes the same of it) or "broken" (it makes nothing of it)."""
        with tempfile.TemporaryDirectory(dir=self.scratch.name) as folder:
            objects = self.compile_all(file, text, folder)
            if objects is None:
                return "broken"
            if self.is_same(objects):
                return "same"
            library = os.path.join(folder, "faulty.so")
            linker = self.commands[next(iter(objects))][0]
            if subprocess.run([linker, "-shared", "-o", library, *objects.values()], stderr=subprocess.DEVNULL, check=False).returncode:
                return "broken"
            for group in self.groups_of(file):
                # Five times as long as without a fault: whatever takes that hangs.
                if not self.run(group, library, int(5 * self.seconds[group]) + 3)[0]:
                    return "killed"
            return "survived"

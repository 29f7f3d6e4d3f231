#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""installed.py CMAKE BUILD_FOLDER: installs what was built into a fresh folder and works with what is there: program, manual,
completions, worked book and pages."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    cmake, build = sys.argv[1:]
    script = (Path(build) / "cmake_install.cmake").read_text()
    assert not re.search(r"[ (]" + re.escape(build), script), "a folder with a blank in its name would break the installation"
    with tempfile.TemporaryDirectory() as place:
        prefix = Path(place) / "usr"
        subprocess.run([cmake, "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        files = {str(file.relative_to(prefix)) for file in prefix.rglob("*") if file.is_file()}
        program = prefix / "bin" / "gigawatch"
        environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": place, "GIGAWATCH_BOOK": f"{place}/book.db"}

        def run(*words):
            done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{words}: exit {done.returncode}: {done.stderr}"
            return done.stdout

        commands = [line.split()[0] for line in run("gigawatch", "help").splitlines() if line.startswith("  ") and line[2].islower()]
        wanted = {"bin/gigawatch", "share/man/man1/gigawatch.1", "share/bash-completion/completions/gigawatch",
                  "share/zsh/site-functions/_gigawatch", "share/fish/vendor_completions.d/gigawatch.fish",
                  "share/gigawatch/ai-deals/legs.csv", "share/doc/gigawatch/README.md", "share/doc/gigawatch/LICENSE",
                  "share/doc/gigawatch/meaning.md", "share/doc/gigawatch/questions.md"}
        wanted |= {f"share/man/man1/gigawatch-{command}.1" for command in commands if command not in ("gigawatch",)}
        assert len(commands) > 20, commands
        assert wanted <= files, f"not installed: {sorted(wanted - files)}"
        assert "GIGAWATCH" in (prefix / "share/man/man1/gigawatch.1").read_text().upper()
        for file in sorted(files):
            assert os.access(prefix / file, os.R_OK) and (prefix / file).stat().st_size > 0, file
        run("gigawatch", "init", "-q")
        run("gigawatch", "import", "-q", str(prefix / "share/gigawatch/ai-deals"))
        assert "\nopenai,oracle,spend,committed," in run("gigawatch", "exposure", "payer:openai", "-f", "csv").replace("\r", "")
        run("bash", "-n", str(prefix / "share/bash-completion/completions/gigawatch"))
        print(f"{len(files)} files, {len(commands)} commands")


main()

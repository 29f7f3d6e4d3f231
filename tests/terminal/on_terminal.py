#!/usr/bin/env python3
"""on_terminal.py COLUMNSxLINES COMMAND: runs a shell command on a pseudo terminal of that size and prints what it shows,
escape codes as \\e. Ends with the command's exit code."""

import fcntl
import os
import pty
import struct
import sys
import termios


def run(columns, lines, command):
    child, terminal = pty.fork()
    if child == 0:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(sys.stdout.fileno(), termios.TIOCSWINSZ, size)
        os.execv("/bin/sh", ["sh", "-c", command])
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    status = os.waitpid(child, 0)[1]
    return shown.replace(b"\r\n", b"\n").replace(b"\x1b", b"\\e"), os.waitstatus_to_exitcode(status)


def main():
    columns, lines = (int(number) for number in sys.argv[1].split("x"))
    shown, code = run(columns, lines, sys.argv[2])
    sys.stdout.buffer.write(shown)
    sys.exit(code)


main()

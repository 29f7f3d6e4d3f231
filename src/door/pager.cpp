// SPDX-License-Identifier: Apache-2.0
#include "door/pager.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "text/text.h"

namespace gw {
namespace {

constexpr int kCannotRun = 126;  // of /bin/sh: a file that is no program; 127: no such program

// Ctrl-C is the pager's while it runs, and a pager that was left early is no reason to die.
class QuietSignals {
public:
    QuietSignals() {
        for (std::size_t i = 0; i < kCount; ++i)
            before_[i] = std::signal(kSignals[i], SIG_IGN);
    }
    ~QuietSignals() { restore(); }
    QuietSignals(const QuietSignals&) = delete;
    QuietSignals& operator=(const QuietSignals&) = delete;
    void restore() const {
        for (std::size_t i = 0; i < kCount; ++i)
            std::signal(kSignals[i], before_[i]);
    }

private:
    static constexpr std::size_t kCount = 3;
    static constexpr int kSignals[kCount] = {SIGINT, SIGQUIT, SIGPIPE};
    void (*before_[kCount])(int) = {};
};

[[noreturn]] void become_pager(const std::string& command, int input) {
    ::dup2(input, STDIN_FILENO);
    ::setenv("LESS", "FRX", 0);
    ::setenv("LV", "-c", 0);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(kCannotRun);
}

void write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return;  // the reader has seen enough
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

int exit_status(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return kCannotRun;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

std::string without_colors(std::string_view line) {
    std::string plain;
    while (!line.empty()) {
        const std::size_t begin = std::min(line.find("\x1b["), line.size());
        plain += line.substr(0, begin);
        const std::size_t end = line.find('m', begin);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return plain;
}

}  // namespace

std::size_t lines_on_screen(std::string_view text, std::size_t width) {
    std::size_t lines = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::size_t columns = display_width(without_colors(text.substr(0, end)));
        lines += width == 0 || columns == 0 ? 1 : (columns + width - 1) / width;
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return lines;
}

std::string pager_command(const Environment& environment) {
    if (environment.variable("TERM") == "dumb") return {};
    std::string command = environment.variable("GIGAWATCH_PAGER");
    if (command.empty()) command = environment.variable("PAGER");
    if (command.empty()) command = "less";
    return command == "cat" ? std::string() : command;
}

bool run_pager(const std::string& command, std::string_view text) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    const QuietSignals signals;
    const pid_t child = ::fork();
    if (child == 0) {
        signals.restore();
        become_pager(command, ends[0]);
    }
    ::close(ends[0]);
    if (child > 0) write_all(ends[1], text);
    ::close(ends[1]);
    return child > 0 && exit_status(child) < kCannotRun;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "door/editor.h"

#include <sys/wait.h>

#include <cstdlib>

namespace gw {
namespace {

std::string in_shell_quotes(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

}  // namespace

int run_editor_command(const std::string& command, const std::string& file) {
    const int status = std::system((command + " " + in_shell_quotes(file)).c_str());
    if (status == -1 || !WIFEXITED(status)) return status == -1 ? 127 : 128 + WTERMSIG(status);
    return WEXITSTATUS(status);
}

}  // namespace gw

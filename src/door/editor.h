// SPDX-License-Identifier: Apache-2.0
//
// The process that runs the user's editor on a file, and waits for it. Knows nothing of the text.
#pragma once

#include <string>

namespace gw {

// Runs the command by /bin/sh with the file behind it, on our own terminal; what it ended with
// (127: it cannot be run). An interrupt is the editor's meanwhile.
int run_editor_command(const std::string& command, const std::string& file);

}  // namespace gw

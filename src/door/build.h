// SPDX-License-Identifier: Apache-2.0
//
// What --version prints: which gigawatch this is, how it was built, and with which libraries. Not
// what the machine or the book looks like; that is doctor.
#pragma once

#include <string>

namespace gw {

// Three lines: the version with that of the SQLite that runs, the build, the other libraries. The
// first is for programs: "gigawatch 0.1.0 (SQLite 3.40.1)". Nothing of it depends on when or where
// the program was built.
std::string version_text();

}  // namespace gw

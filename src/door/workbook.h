// SPDX-License-Identifier: Apache-2.0
//
// The command that asks several others the same question and writes their answers as the sheets of
// one workbook.
#pragma once

#include "door/command.h"

namespace gw {

// The first word names the commands, comma-separated; the others are the query. All answers are of
// one state of the book.
Exit write_workbook(const Command& command, const Invocation& invocation, Environment& environment);

}  // namespace gw

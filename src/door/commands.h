// SPDX-License-Identifier: Apache-2.0
//
// The one table of commands. A report file of schema/reports is a command without a line of C++;
// everything else is a row here and its function.
#pragma once

#include <vector>

#include "door/command.h"

namespace gw {

// By group, in the order in which help shows them.
const std::vector<Command>& all_commands();

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
//
// Problems as people read them: place, message, the source line with a caret, hints. The form is a
// contract (docs: Messages), one golden file per message; nothing in it can drive a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "text/error.h"
#include "text/limits.h"

namespace gw {

// The first `most` problems, each as
//     error: legs.csv:12:4: what is wrong
//       the source line
//          ^^^^
//     hint: what would be right
// and a last line that counts the others. Parts that are not known are left out. The caret stands
// under the characters by display width; a tab of the source line is shown as one space.
std::string format_problems(const std::vector<Problem>& problems,
                            std::size_t most = kMostProblemsShown);

}  // namespace gw

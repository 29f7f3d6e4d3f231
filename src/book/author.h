// SPDX-License-Identifier: Apache-2.0
//
// Who writes to the book, by what command, and why: what a change set says of itself. Plain data.
#pragma once

#include <functional>
#include <string>

#include "cells/moment.h"

namespace gw {

struct Author {
    std::string who;        // "" if nobody knows
    std::string command;    // as it was typed, without the program: "import docs/ai-deals"
    std::string note = {};  // the reason given, or ""
    std::function<Moment()> clock{};  // asked once, when the change set is stored
};

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
//
// Who writes to the book, by what command, and why: what a change set says of itself. Plain data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "cells/moment.h"

namespace gw {

// How far storing has come: what can be said of the book if the command fails then.
struct Storing {
    std::int64_t change = 0;  // the change set whose commit was begun; 0: none was
    bool done = false;        // and went through
    bool renewed = false;     // the book was brought up to date, or was just being so
    std::string head = {};    // of that change set
    std::filesystem::path book = {};
};

struct Author {
    std::string who;        // "" if nobody knows
    std::string command;    // as it was typed, without the program: "import docs/ai-deals"
    std::string note = {};  // the reason given, or ""
    std::function<Moment()> clock{};  // asked once, when the change set is stored
    Storing* storing = nullptr;       // who wants to know, if anybody does
};

}  // namespace gw

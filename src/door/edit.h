// SPDX-License-Identifier: Apache-2.0
//
// The command that hands one deal to the user's editor as a text, and stores what comes back. Owns
// the file beside the book that the editor works on: it stays if what is in it was not stored.
#pragma once

#include "door/command.h"

namespace gw {

// For its help.
inline constexpr const char* kEditDetails =
    "opens a deal with all its rows (events, legs, tranches, milestones, claims ...) as a text in "
    "your editor: $VISUAL, else $EDITOR, else vi. The text is the deal: what you change, add or "
    "take out is changed, added or taken out of the book, as one change set. It is checked when "
    "you "
    "save: on a terminal the editor opens again with the errors at their places, elsewhere nothing "
    "is changed and your text is kept. Refused if the deal was changed meanwhile";

Exit edit_command(const Command& command, const Invocation& invocation, Environment& environment);

}  // namespace gw

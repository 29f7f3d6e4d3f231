// SPDX-License-Identifier: Apache-2.0
//
// What the process is given by whoever starts it, put in order before anything is opened: standard
// streams, the mask of new files, signals.
#pragma once

namespace gw {

// - What is made is its owner's alone (umask 077).
// - A standard stream that was closed is opened on the null device, or the book would get its
//   number, and the next message would be written into it.
// - A reader that has seen enough (SIGPIPE) ends the program without a word, even if whoever
//   started it ignores that signal.
// - A file that may not grow further is an error, not an end (SIGXFSZ).
void prepare_process();

}  // namespace gw

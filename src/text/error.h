// SPDX-License-Identifier: Apache-2.0
//
// The two ways in which things go wrong. A Problem is one thing wrong in what the user gave us:
// problems are plural, expected, collected in a vector and returned. An Error ends the command: it
// is thrown anywhere and caught once, in run() (cli.cpp). A programmer's mistake is an assert.
// There is no third way.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

// Exit codes are part of the command-line contract.
enum class Exit : int {
    kDone = 0,
    kFound = 1,   // check, diff or verify found something, or --require-match matched nothing
    kUsage = 2,   // wrong command line or query
    kData = 3,    // bad input data, not a book, or a newer book
    kSystem = 4,  // cannot read or write
    kInterrupted = 130
};

// One thing wrong at one place. `file` is a file's name or "query"; `line` and `column` count from
// 1, the column in characters (code points); 0 means "not known" and is not printed.
struct Problem {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::string message;             // lower case, names the value, no final stop
    std::string excerpt;             // the source line, without its line end; may be empty
    std::size_t length = 1;          // characters that the caret underlines, from `column`
    std::vector<std::string> hints;  // what would be right
    std::size_t excerpt_column = 0;  // where the caret stands in `excerpt`; 0: at `column`, which
                                     // is so unless the excerpt is cut out of a long line
};

// What is wrong with one cell of text, before anyone knows where the cell stands. `offset` and
// `length` count bytes inside the cell.
struct CellError {
    std::string message;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::vector<std::string> hints;
};

// Ends the command with an exit code. Problems, if any, are printed in place of what().
class Error : public std::runtime_error {
public:
    Error(Exit exit, const std::string& message, std::string hint = {})
        : std::runtime_error(message), exit_(exit), hint_(std::move(hint)) {}
    // `hint`: what helps against all of them.
    Error(Exit exit, std::vector<Problem> problems, const std::string& outcome,
          std::string hint = {})
        : std::runtime_error(outcome),
          exit_(exit),
          hint_(std::move(hint)),
          problems_(std::move(problems)) {}

    Exit exit() const { return exit_; }
    const std::string& hint() const { return hint_; }
    const std::vector<Problem>& problems() const {
        return problems_;
    }  // what() then says what was (not) stored

private:
    Exit exit_;
    std::string hint_;
    std::vector<Problem> problems_;
};

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "text/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "text/text.h"

namespace gw {
namespace {

std::string place_of(const Problem& problem) {
    std::string place = escape_for_display(problem.file);
    for (const std::size_t number : {problem.line, problem.column}) {
        if (number == 0) continue;
        if (!place.empty()) place += ':';
        place += std::to_string(number);
    }
    return place.empty() ? place : place + ": ";
}

// The source line, and under it the caret, if its place is known.
void append_excerpt(std::string& out, const Problem& problem) {
    const std::size_t caret = problem.excerpt_column > 0 ? problem.excerpt_column : problem.column;
    std::string shown;
    std::size_t before = 0;
    std::size_t under = 0;
    std::string_view rest = problem.excerpt;
    for (std::size_t column = 1; !rest.empty(); ++column) {
        const std::size_t bytes = first_character(rest).bytes;
        const std::string_view character = rest.substr(0, bytes);
        const std::string piece = character == "\t" ? " " : escape_for_display(character);
        if (column < caret) before += display_width(piece);
        if (column >= caret && column - caret < problem.length) under += display_width(piece);
        shown += piece;
        rest.remove_prefix(bytes);
    }
    out += "  " + shown + '\n';
    if (caret == 0) return;
    out.append(2 + before, ' ').append(std::max<std::size_t>(under, 1), '^') += '\n';
}

void append_hints(std::string& out, const std::vector<std::string>& hints) {
    for (std::size_t i = 0; i < hints.size(); ++i) {
        const bool last = i + 1 == hints.size();
        out += i == 0 ? "hint: " : last ? " or " : ", ";
        out += escape_for_display(hints[i]);
    }
    if (!hints.empty()) out += '\n';
}

}  // namespace

std::string format_problems(const std::vector<Problem>& problems, std::size_t most) {
    std::string out;
    const std::size_t shown = std::min(most, problems.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const Problem& problem = problems[i];
        out += "error: " + place_of(problem) + escape_for_display(problem.message) + '\n';
        if (!problem.excerpt.empty()) append_excerpt(out, problem);
        append_hints(out, problem.hints);
    }
    const std::size_t more = problems.size() - shown;
    if (more > 0) out += fmt::format("... and {} more {}\n", more, more == 1 ? "error" : "errors");
    return out;
}

}  // namespace gw

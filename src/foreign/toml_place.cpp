// SPDX-License-Identifier: Apache-2.0
#include "foreign/toml_place.h"

#include <algorithm>

#include "text/text.h"

namespace gw {

Problem problem_in(const std::string& file, std::string_view text, const TomlPlace& place) {
    for (std::size_t i = 1; i < place.line; ++i)
        text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    Problem problem;
    problem.file = file;
    problem.line = place.line;
    problem.column = place.column;
    problem.excerpt = text;
    const std::size_t left = count_characters(problem.excerpt) + 1;
    const std::size_t end = place.end_line == place.line ? place.end_column : left;
    if (end > problem.column) problem.length = std::min<std::size_t>(end, left) - problem.column;
    return problem;
}

std::string first_lower(std::string_view text) {
    std::string message(text);
    if (!message.empty() && message[0] >= 'A' && message[0] <= 'Z')
        message[0] = static_cast<char>(message[0] - 'A' + 'a');
    return message;
}

}  // namespace gw

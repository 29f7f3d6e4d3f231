// SPDX-License-Identifier: Apache-2.0
#include "reports/sql_heading.h"

#include <algorithm>

namespace gw {

std::string SqlHeading::value(std::string_view word) const {
    const auto found = values.find(word);
    return found == values.end() ? std::string() : found->second;
}

std::vector<std::string> SqlHeading::words(std::string_view word) const {
    const std::string all = value(word);
    std::string_view rest = all;
    std::vector<std::string> words;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end > 0) words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return words;
}

SqlHeading read_sql_heading(std::string_view sql) {
    SqlHeading heading;
    while (sql.starts_with("-- ")) {
        const std::size_t end = std::min(sql.find('\n'), sql.size());
        const std::string_view line = sql.substr(3, end - 3);
        sql.remove_prefix(std::min(sql.size(), end + 1));
        if (!line.starts_with('@')) {
            heading.text += (heading.text.empty() ? "" : " ") + std::string(line);
            continue;
        }
        const std::size_t space = std::min(line.find(' '), line.size());
        heading.values.emplace(line.substr(1, space - 1),
                               line.substr(std::min(line.size(), space + 1)));
    }
    return heading;
}

}  // namespace gw

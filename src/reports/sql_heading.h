// SPDX-License-Identifier: Apache-2.0
//
// The leading comment of a .sql file of schema/: prose that says what the file is for, and lines
// "-- @WORD VALUE..." that say what SQL cannot.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct SqlHeading {
    std::string text;                                        // the prose, lines joined by a space
    std::map<std::string, std::string, std::less<>> values;  // by WORD

    std::string value(std::string_view word) const;               // "" if it is not said
    std::vector<std::string> words(std::string_view word) const;  // the value's words
};

SqlHeading read_sql_heading(std::string_view sql);

}  // namespace gw

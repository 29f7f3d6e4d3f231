// SPDX-License-Identifier: Apache-2.0
//
// JSON and NDJSON: flat objects of machine names, figures as JSON numbers in whole units (of any
// length: readers that hold numbers as doubles are exact to 2^53), null for what is not known.
#pragma once

#include <string>
#include <string_view>

#include "table/table.h"

namespace gw {

std::string format_json(const Table& table);    // one array, an object a line
std::string format_ndjson(const Table& table);  // an object a line; nothing for no rows

// `text` as a JSON string with its quotes. Controls and what is invisible are escaped; a byte that
// is not UTF-8 becomes U+FFFD, since JSON can hold nothing else.
void append_json_string(std::string& out, std::string_view text);

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "table/json.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <iterator>
#include <vector>

#include "table/machine.h"

namespace gw {
namespace {

// Controls, line and paragraph separators, and what is invisible (U+202E, U+200B, U+FEFF): a
// terminal, a script element or a reader's eye may take them for something else.
bool is_escaped_in_json(utf8proc_int32_t character) {
    switch (utf8proc_category(character)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        default:
            return false;
    }
}

void append_json_escape(std::string& out, utf8proc_int32_t character) {
    const auto code = static_cast<std::uint32_t>(character);
    if (code < 0x10000) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
        return;
    }
    const std::uint32_t rest = code - 0x10000;
    fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10),
                   0xdc00 + (rest & 0x3ff));
}

// `before` is the character in front of it: "</" would end a script element.
void append_json_ascii(std::string& out, char character, char before) {
    if (character == '"' || character == '\\' || (character == '/' && before == '<')) {
        out.append(1, '\\').append(1, character);
    } else if (character == '\n') {
        out += "\\n";
    } else if (character == '\t') {
        out += "\\t";
    } else if (character < ' ' || character == '\x7f') {
        append_json_escape(out, character);
    } else {
        out += character;
    }
}

void append_json_value(std::string& out, const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        append_json_string(out, *text);
    } else {
        out += machine_number(value).value_or("null");
    }
}

void append_object(std::string& out, const Table& table, const std::vector<std::size_t>& places,
                   const std::vector<Value>& row) {
    out += '{';
    bool first = true;
    for (const std::size_t place : places) {
        if (!first) out += ',';
        first = false;
        append_json_string(out, table.columns[place].name);
        out += ':';
        append_json_value(out, row[place]);
    }
    out += '}';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        if (bytes[i] < 0x80) {
            append_json_ascii(out, text[i], i > 0 ? text[i - 1] : '\0');
            ++i;
            continue;
        }
        utf8proc_int32_t character = 0;
        const auto left = static_cast<utf8proc_ssize_t>(text.size() - i);
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + i, left, &character);
        if (length < 1) {
            out += "\ufffd";
        } else if (is_escaped_in_json(character)) {
            append_json_escape(out, character);
        } else {
            out += text.substr(i, static_cast<std::size_t>(length));
        }
        i += length < 1 ? 1 : static_cast<std::size_t>(length);
    }
    out += '"';
}

std::string format_json(const Table& table) {
    if (table.rows.empty()) return "[]\n";
    const std::vector<std::size_t> places = machine_columns(table);
    std::string out;
    for (const std::vector<Value>& row : table.rows) {
        out += out.empty() ? "[\n" : ",\n";
        append_object(out, table, places, row);
    }
    return out + "\n]\n";
}

std::string format_ndjson(const Table& table) {
    const std::vector<std::size_t> places = machine_columns(table);
    std::string out;
    for (const std::vector<Value>& row : table.rows) {
        append_object(out, table, places, row);
        out += '\n';
    }
    return out;
}

}  // namespace gw

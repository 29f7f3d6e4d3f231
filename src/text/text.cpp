// SPDX-License-Identifier: Apache-2.0
#include "text/text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace gw {
namespace {

// Where the first byte above 0x7F stands, from `at` on; the end if there is none.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    std::uint64_t block = 0;
    for (; at + sizeof block <= text.size(); at += sizeof block) {
        std::memcpy(&block, text.data() + at, sizeof block);
        if ((block & kHighBits) != 0) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at;
}

bool is_printable_ascii(char c) {
    return c >= 0x20 && c < 0x7F;
}

std::size_t character_width(std::int32_t code) {
    // The vowels and finals of Hangul syllables that are spelt out join the letter before them;
    // utf8proc counts them, and the soft hyphen, as one column.
    if ((code >= 0x1160 && code <= 0x11FF) || (code >= 0xD7B0 && code <= 0xD7FF)) return 0;
    if (code == 0xAD) return 0;
    return code < 0 ? 1 : static_cast<std::size_t>(utf8proc_charwidth(code));
}

bool is_shown_escaped(std::int32_t code) {
    constexpr std::int32_t kZeroWidthNonJoiner = 0x200C;
    constexpr std::int32_t kZeroWidthJoiner = 0x200D;
    switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        case UTF8PROC_CATEGORY_CF:
            return code != kZeroWidthNonJoiner && code != kZeroWidthJoiner;
        default:
            return false;
    }
}

bool is_bidi_override_or_isolate(std::int32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

// Bytes of the longest whole characters, as people see them, that take at most `width` columns.
std::size_t prefix_within(std::string_view text, std::size_t width) {
    std::size_t whole = 0;
    std::size_t used = 0;
    std::int32_t before = -1;
    std::int32_t state = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = first_character(text.substr(at));
        if (at > 0 && utf8proc_grapheme_break_stateful(before, character.code, &state)) whole = at;
        used += character_width(character.code);
        if (used > width) return whole;
        before = character.code;
        at += character.bytes;
    }
    return text.size();
}

std::optional<CellError> check_character(std::string_view character, std::int32_t code) {
    const auto refuse = [&](const char* what, const char* hint) {
        return CellError{
            fmt::format("{} {}", what, escape_for_display(character)), 0, character.size(), {hint}};
    };
    if (code == '\n') return std::nullopt;
    if (code == '\t') return refuse("tab", "use spaces");
    if (code == '\r') return refuse("carriage return", "end the lines of a cell with LF alone");
    if (utf8proc_category(code) == UTF8PROC_CATEGORY_CC) {
        return refuse("control character", "remove it");
    }
    if (is_bidi_override_or_isolate(code)) return refuse("bidirectional control", "remove it");
    return std::nullopt;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    // Eight bytes at once: a bit above 0x7F is there in one of them, or comes up by adding 1 to
    // 0x7F or by taking 0x20 from less.
    constexpr std::uint64_t kEach = 0x0101010101010101;
    std::uint64_t block = 0;
    std::size_t at = 0;
    for (; at + sizeof block <= text.size(); at += sizeof block) {
        std::memcpy(&block, text.data() + at, sizeof block);
        if (((block | (block + kEach) | (block - kEach * 0x20)) & (kEach * 0x80)) != 0)
            return false;
    }
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                       is_printable_ascii);
}

Character first_character(std::string_view text) {
    if (static_cast<unsigned char>(text.front()) < 0x80) return {text.front(), 1};
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    std::int32_t code = -1;
    const auto read = utf8proc_iterate(
        bytes, static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code);
    if (read <= 0) return {};
    return {code, static_cast<std::size_t>(read)};
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = skip_ascii(text, 0); at < text.size();) {
        const Character character = first_character(text.substr(at));
        if (character.code < 0) return at;
        at += character.bytes;
        if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
            at = skip_ascii(text, at);
        }
    }
    return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        at += first_character(text.substr(at)).bytes;
    }
    return count;
}

std::string join_names(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : "; ").append(name);
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (is_printable_ascii(text[at])) {
            ++width;
            ++at;
            continue;
        }
        const Character character = first_character(text.substr(at));
        width += character_width(character.code);
        at += character.bytes;
    }
    return width;
}

std::string escape_for_display(std::string_view text) {
    if (is_plain_text(text)) return std::string(text);
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = first_character(text.substr(at));
        if (character.code == '\n') {
            shown += "\\n";
        } else if (character.code < 0x80 && !is_printable_ascii(text[at])) {
            fmt::format_to(std::back_inserter(shown), "\\x{:02x}",
                           static_cast<unsigned char>(text[at]));
        } else if (is_shown_escaped(character.code)) {
            fmt::format_to(std::back_inserter(shown), "\\u{{{:x}}}", character.code);
        } else {
            shown += text.substr(at, character.bytes);
        }
        at += character.bytes;
    }
    return shown;
}

std::string shorten(std::string_view text, std::size_t width, bool ascii) {
    if (display_width(text) <= width) return std::string(text);
    const std::string_view ellipsis = ascii ? "..." : "…";
    const std::size_t ellipsis_width = display_width(ellipsis);
    if (width < ellipsis_width) return std::string(width, '.');
    std::string cut(text.substr(0, prefix_within(text, width - ellipsis_width)));
    return cut.append(ellipsis);
}

std::optional<CellError> check_text(std::string_view text) {
    if (text.size() > kLargestText) {
        return CellError{
            fmt::format("text of {} bytes, the most is {}", text.size(), kLargestText), 0, 0, {}};
    }
    if (is_plain_text(text)) return std::nullopt;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = first_character(text.substr(at));
        if (character.code < 0) {
            const unsigned byte = static_cast<unsigned char>(text[at]);
            return CellError{
                fmt::format("byte 0x{:02X} is not UTF-8", byte), at, 1, {"save the text as UTF-8"}};
        }
        auto error = check_character(text.substr(at, character.bytes), character.code);
        if (error) {
            error->offset = at;
            return error;
        }
        at += character.bytes;
    }
    return std::nullopt;
}

bool is_right_to_left(std::string_view text) {
    if (is_plain_text(text)) return false;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes, left, &character);
        if (length < 1) return false;
        const auto direction = utf8proc_get_property(character)->bidi_class;
        if (direction == UTF8PROC_BIDI_CLASS_R || direction == UTF8PROC_BIDI_CLASS_AL) return true;
        bytes += length;
        left -= length;
    }
    return false;
}

std::string_view utf8_library_version() {
    return utf8proc_version();
}

std::string_view unicode_version() {
    return utf8proc_unicode_version();
}

}  // namespace gw

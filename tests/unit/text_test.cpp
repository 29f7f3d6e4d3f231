// SPDX-License-Identifier: Apache-2.0
#include "text/text.h"

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace std::string_literals;

namespace {

constexpr std::int32_t kLastCode = 0x10FFFF;

bool is_surrogate(std::int32_t code) {
    return code >= 0xD800 && code <= 0xDFFF;
}

// The bytes that UTF-8's bit pattern gives for a code point, surrogate or not.
std::string encode(std::int32_t code) {
    const auto byte = [](std::int32_t value) { return static_cast<char>(value); };
    const auto tail = [&](int shift) { return byte(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0 | (code >> 6)), tail(0)};
    if (code < 0x10000) return {byte(0xE0 | (code >> 12)), tail(6), tail(0)};
    return {byte(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

// Length of the well-formed character at the start of `text` by table 3-7 of the Unicode standard;
// 0 if there is none.
std::size_t well_formed_length(std::string_view text) {
    const auto in = [&](std::size_t at, int first, int last) {
        return at < text.size() && static_cast<unsigned char>(text[at]) >= first &&
               static_cast<unsigned char>(text[at]) <= last;
    };
    if (in(0, 0x00, 0x7F)) return 1;
    if (in(0, 0xC2, 0xDF) && in(1, 0x80, 0xBF)) return 2;
    const bool three =
        (in(0, 0xE0, 0xE0) && in(1, 0xA0, 0xBF)) || (in(0, 0xE1, 0xEC) && in(1, 0x80, 0xBF)) ||
        (in(0, 0xED, 0xED) && in(1, 0x80, 0x9F)) || (in(0, 0xEE, 0xEF) && in(1, 0x80, 0xBF));
    if (three && in(2, 0x80, 0xBF)) return 3;
    const bool four = (in(0, 0xF0, 0xF0) && in(1, 0x90, 0xBF)) ||
                      (in(0, 0xF1, 0xF3) && in(1, 0x80, 0xBF)) ||
                      (in(0, 0xF4, 0xF4) && in(1, 0x80, 0x8F));
    return four && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) ? 4 : 0;
}

std::optional<std::size_t> find_invalid_plainly(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = well_formed_length(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

rc::Gen<std::string> hostile_text() {
    const auto letter = rc::gen::element<std::string>(
        "a", "B", " ", "\n", "\t", "\x1b", "\x7f", "\u0085", "é", "e\u0301", "語", "한",
        "\u1112\u1161", "\u202E", "\u2066", "\u200D", "\u200B", "\uFEFF",
        "\U0001F468\u200D\U0001F4BB", "\U0001F1E9\U0001F1EA", "\u2028", "\u0378", "\xFF", "\xC3",
        "\\", "شركة", "\u0301");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(letter),
                        [](const std::vector<std::string>& letters) {
                            std::string text;
                            for (const std::string& part : letters)
                                text += part;
                            return text;
                        });
}

}  // namespace

TEST_CASE("text: every code point is valid UTF-8 but the surrogates and what is above U+10FFFF") {
    for (std::int32_t code = 0; code <= kLastCode + 0x1000; ++code) {
        const bool valid = code <= kLastCode && !is_surrogate(code);
        const std::string text = encode(code);
        if (gw::find_invalid_utf8(text).has_value() == valid) FAIL(code);
        if (valid && gw::first_character(text).code != code) FAIL(code);
        if (valid && gw::count_characters(text) != 1) FAIL(code);
    }
}

TEST_CASE("text: every short text of the bytes at UTF-8's limits is judged as the standard does") {
    const std::string limits =
        "\x01\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4"
        "\xF5\xFF";
    std::vector<std::string> words = {""};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (gw::find_invalid_utf8(words[i]) != find_invalid_plainly(words[i])) FAIL(i);
        if (words[i].size() == 4) continue;
        for (const char c : limits)
            words.push_back(words[i] + c);
    }
}

TEST_CASE("text: an invalid byte is found wherever it stands") {
    for (std::size_t size = 0; size < 40; ++size) {
        for (const std::string letter : {"a", "é", "語"}) {
            std::string text;
            while (text.size() < size)
                text += letter;
            CHECK_FALSE(gw::find_invalid_utf8(text));
            CHECK(gw::find_invalid_utf8(text + "\x92" + text) == text.size());
            CHECK(gw::find_invalid_utf8(text + "\xE2\x80") == text.size());
        }
    }
}

TEST_CASE("text: characters are code points, and bytes that are not UTF-8 count one each") {
    CHECK(gw::count_characters("") == 0);
    CHECK(gw::count_characters("OpenAI") == 6);
    CHECK(gw::count_characters("Tập đoàn") == 8);
    CHECK(gw::count_characters("a\x92\xFFz") == 4);
    CHECK(gw::count_characters("\xE2\x80") == 2);
}

TEST_CASE("text: width is counted in columns of a terminal") {
    struct Case {
        std::string text;
        std::size_t width;
    };
    const std::vector<Case> cases = {
        {"", 0},
        {"OpenAI", 6},
        {"軟體", 4},
        {"ソフトバンク", 12},
        {"ｿﾌﾄ", 3},
        {"ＡＩ", 4},
        {"소프트뱅크", 10},
        {"\u1112\u1161\u11AB", 2},  // 한 spelt out
        {"\u1112\uD7B0\uD7CB", 2},  // an old syllable, which has no other form
        {"Tập đoàn", 8},
        {"Ta\u0323\u0302p", 3},  // the same letters, decomposed
        {"شركة", 4},
        {"שלום", 4},
        {"a\u200Bb\u200Dc\uFE0Fd\u00ADe\uFEFF", 5},  // zero-width ones
        {"≤ 38bn – ≥ ±", 12},                        // ambiguous ones are narrow
        {"\U0001F600", 2},
        {"\n\x1b", 0},
        {"\xFF\x92", 2},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(gw::display_width(c.text) == c.width);
    }
}

TEST_CASE("text: what drives a terminal or hides text is shown escaped, all else as it is") {
    struct Case {
        std::string text;
        std::string shown;
    };
    const std::vector<Case> cases = {
        {"", ""},
        {"plain text, ~!", "plain text, ~!"},
        {"one\ntwo", "one\\ntwo"},
        {"\x1b[2J\a\t\r\x7f", "\\x1b[2J\\x07\\x09\\x0d\\x7f"},
        {"a\0b"s, "a\\x00b"},
        {"\u0080\u009B", "\\u{80}\\u{9b}"},
        {"\u061C\u200E\u200F", "\\u{61c}\\u{200e}\\u{200f}"},
        {"\u202A\u202B\u202C\u202D\u202E", "\\u{202a}\\u{202b}\\u{202c}\\u{202d}\\u{202e}"},
        {"\u2066\u2067\u2068\u2069", "\\u{2066}\\u{2067}\\u{2068}\\u{2069}"},
        {"\u2028\u2029", "\\u{2028}\\u{2029}"},
        {"\uFEFF\u00AD\u200B\u2060", "\\u{feff}\\u{ad}\\u{200b}\\u{2060}"},
        {"\u0378\uFFFF\U000E0041", "\\u{378}\\u{ffff}\\u{e0041}"},
        {"می\u200Cخواهم \u200D", "می\u200Cخواهم \u200D"},
        {"é e\u0301 株式会社 شركة \U0001F600 \u00A0", "é e\u0301 株式会社 شركة \U0001F600 \u00A0"},
        {"Moody\x92s \xE2\x80", "Moody\\x92s \\xe2\\x80"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.shown);
        CHECK(gw::escape_for_display(c.text) == c.shown);
    }
}

TEST_CASE("text: escaping leaves a code point as it is or leaves nothing of it") {
    for (std::int32_t code = 0; code <= kLastCode; ++code) {
        if (is_surrogate(code)) continue;
        const std::string text = encode(code);
        const std::string shown = gw::escape_for_display(text);
        const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (control && shown == text) FAIL(code);
        if (shown == text) continue;
        const auto plain = [](char c) { return c > 0x20 && c < 0x7F; };
        if (!shown.starts_with('\\') || !std::all_of(shown.begin(), shown.end(), plain)) FAIL(code);
    }
}

TEST_CASE("text: escaped text stays as it is when escaped again, and is valid UTF-8") {
    CHECK(rc::check("hostile letters", [] {
        const std::string shown = gw::escape_for_display(*hostile_text());
        RC_ASSERT(gw::escape_for_display(shown) == shown);
        RC_ASSERT_FALSE(gw::find_invalid_utf8(shown));
    }));
}

TEST_CASE("text: what is too wide is cut between whole characters and ends in an ellipsis") {
    struct Case {
        std::string text;
        std::size_t width;
        std::string cut;
        std::string cut_ascii;
    };
    const std::vector<Case> cases = {
        {"Stargate", 8, "Stargate", "Stargate"},
        {"Stargate", 7, "Starga…", "Star..."},
        {"Stargate", 3, "St…", "..."},
        {"Stargate", 2, "S…", ".."},
        {"Stargate", 1, "…", "."},
        {"Stargate", 0, "", ""},
        {"", 0, "", ""},
        {"軟體銀行", 8, "軟體銀行", "軟體銀行"},
        {"軟體銀行", 7, "軟體銀…", "軟體..."},
        {"軟體銀行", 6, "軟體…", "軟..."},
        {"ae\u0301bcd", 3, "ae\u0301…", "..."},
        {"ab\U0001F468\u200D\U0001F4BBcdef", 6, "ab…", "ab..."},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text, c.width);
        CHECK(gw::shorten(c.text, c.width, false) == c.cut);
        CHECK(gw::shorten(c.text, c.width, true) == c.cut_ascii);
    }
}

TEST_CASE("text: shortened text fits its width and is the beginning of the text") {
    CHECK(rc::check("hostile letters", [] {
        const std::string text = *hostile_text();
        const auto width = *rc::gen::inRange<std::size_t>(0, 30);
        const std::string cut = gw::shorten(text, width, false);
        RC_ASSERT(gw::display_width(cut) <= width);
        if (gw::display_width(text) <= width) {
            RC_ASSERT(cut == text);
        } else if (width > 0) {
            RC_ASSERT(cut.ends_with("…"));
            RC_ASSERT(text.starts_with(cut.substr(0, cut.size() - "…"s.size())));
            RC_ASSERT(gw::display_width(cut) + 9 > width);  // no letter above is wider than 8
        }
    }));
}

TEST_CASE("text: a text cell is told what it may not hold") {
    struct Case {
        std::string text;
        std::string message;
        std::size_t offset;
        std::size_t length;
        std::string hint;
    };
    const std::vector<Case> cases = {
        {"a\tb", "tab \\x09", 1, 1, "use spaces"},
        {"ab\r\nc", "carriage return \\x0d", 2, 1, "end the lines of a cell with LF alone"},
        {"\x1b[2J", "control character \\x1b", 0, 1, "remove it"},
        {"é\x7f", "control character \\x7f", 2, 1, "remove it"},
        {"é\u009B", "control character \\u{9b}", 2, 2, "remove it"},
        {"a\0"s, "control character \\x00", 1, 1, "remove it"},
        {"شركة\u202E", "bidirectional control \\u{202e}", 8, 3, "remove it"},
        {"\u2066a", "bidirectional control \\u{2066}", 0, 3, "remove it"},
        {"Moody\x92s", "byte 0x92 is not UTF-8", 5, 1, "save the text as UTF-8"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.message);
        const auto error = gw::check_text(c.text);
        REQUIRE(error);
        CHECK(error->message == c.message);
        CHECK(error->offset == c.offset);
        CHECK(error->length == c.length);
        CHECK(error->hints == std::vector{c.hint});
    }
}

TEST_CASE("text: of all code points, a text cell refuses controls, bidi overrides and isolates") {
    for (std::int32_t code = 0; code <= kLastCode; ++code) {
        if (is_surrogate(code)) continue;
        const bool control = (code < 0x20 && code != '\n') || (code >= 0x7F && code <= 0x9F);
        const bool bidi = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        if (gw::check_text("a" + encode(code)).has_value() != (control || bidi)) FAIL(code);
    }
}

TEST_CASE("text: a text cell holds at most 1 MiB") {
    const std::string most(gw::kLargestText, 'x');
    CHECK_FALSE(gw::check_text(most));
    const auto error = gw::check_text(most + "x");
    REQUIRE(error);
    CHECK(error->message == "text of 1048577 bytes, the most is 1048576");
}

TEST_CASE("text: plain is what has printable ASCII alone, wherever another byte stands") {
    for (std::size_t size = 0; size < 20; ++size) {
        CHECK(gw::is_plain_text(std::string(size, ' ')));
        for (std::size_t at = 0; at < size; ++at)
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(size, '~');
                text[at] = static_cast<char>(byte);
                if (gw::is_plain_text(text) != (byte >= 0x20 && byte < 0x7F)) FAIL(at << byte);
            }
    }
    CHECK(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::map(
            rc::gen::element(0, 0x1F, 0x20, 0x21, 0x60, 0x7E, 0x7E, 0x7F, 0x80, 0xA0, 0xFF),
            [](int byte) { return static_cast<char>(byte); }));
        RC_ASSERT(gw::is_plain_text(text) == std::all_of(text.begin(), text.end(), [](char c) {
                      return c >= 0x20 && c < 0x7F;
                  }));
    }));
}

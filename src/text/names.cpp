// SPDX-License-Identifier: Apache-2.0
#include "text/names.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "text/text.h"

namespace gw {
namespace {

constexpr std::size_t kLongestSlug = 64;

bool is_slug_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

struct CodeRange {
    std::int32_t first;
    std::int32_t last;
};

// The blocks of the scripts that lose their accents, in the order of code points. Presentation
// forms and full-width letters are not here: compatibility folding has replaced them.
constexpr std::array kScriptsWithoutAccents = {
    CodeRange{0x0041, 0x005A}, CodeRange{0x0061, 0x007A}, CodeRange{0x00C0, 0x02AF},  // Latin
    CodeRange{0x0370, 0x03FF}, CodeRange{0x0400, 0x052F},  // Greek, Cyrillic
    CodeRange{0x0591, 0x05F4}, CodeRange{0x0600, 0x06FF},  // Hebrew, Arabic
    CodeRange{0x0750, 0x077F}, CodeRange{0x0870, 0x08FF},  // Arabic
    CodeRange{0x1C80, 0x1C8F}, CodeRange{0x1D00, 0x1DBF},  // Cyrillic, Latin
    CodeRange{0x1E00, 0x1EFF}, CodeRange{0x1F00, 0x1FFF},  // Latin, Greek
    CodeRange{0x2C60, 0x2C7F}, CodeRange{0xA640, 0xA69F},  // Latin, Cyrillic
    CodeRange{0xA720, 0xA7FF}, CodeRange{0xAB30, 0xAB6F},  // Latin
};

struct Replacement {
    char32_t from;
    std::string_view to;
};

// Letters that Unicode does not decompose into a plain letter and an accent.
constexpr std::array kLetters = {
    Replacement{U'đ', "d"},           Replacement{U'ø', "o"},  Replacement{U'ł', "l"},
    Replacement{U'ı', "i"},           Replacement{U'æ', "ae"}, Replacement{U'œ', "oe"},
    Replacement{U'\u0649', "\u064A"},  // alef maksura -> yeh
    Replacement{U'\u0629', "\u0647"},  // teh marbuta -> heh
    Replacement{U'\u0640', ""},        // tatweel
};

// Legal forms, spelt as fold_letters() leaves them; 株 and 주 are what is left of ㈱, (株) and
// (주).
constexpr std::array<std::string_view, 34> kWordsAtEnd = {
    "inc",     "incorporated", "corp", "corporation", "co",   "company", "llc",  "llp", "ltd",
    "limited", "plc",          "pbc",  "lp",          "spa",  "srl",     "gmbh", "ag",  "se",
    "sa",      "sas",          "sarl", "nv",          "bv",   "kk",      "ab",   "as",  "asa",
    "oy",      "oyj",          "pte",  "pty",         "pjsc", "株",      "주"};
constexpr std::array<std::string_view, 5> kWordsAtStart = {"شركه", "cong ty", "tap doan", "株",
                                                           "주"};
constexpr std::array<std::string_view, 2> kAttachedAtBothEnds = {"株式会社", "주식회사"};

struct FreeMemory {
    void operator()(void* memory) const { std::free(memory); }
};

// utf8proc_map without its memory; "" for what is not UTF-8.
std::string map_unicode(std::string_view text, int options, utf8proc_custom_func first) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto size = utf8proc_map_custom(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                          static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                          static_cast<utf8proc_option_t>(options), first, nullptr);
    const std::unique_ptr<utf8proc_uint8_t, FreeMemory> owner(mapped);
    if (size <= 0) return {};
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

// Characters as written whose compatibility form would mislead: "OpenAI™" is not "openaitm", and
// what people type for an apostrophe is one.
utf8proc_int32_t replace_as_written(utf8proc_int32_t code, void*) {
    switch (code) {
        case U'`':
        case U'\u00B4':  // acute accent
        case U'\u02BB':  // okina
        case U'\u201B':
            return U'\'';
        case U'™':
        case U'℠':
            return U' ';
        default:
            return code;
    }
}

// Builds the key from characters that are decomposed and case-folded already.
class KeyBuilder {
public:
    void add(std::int32_t code);
    std::string take();

private:
    void append(std::int32_t code);

    std::string key_;
    bool drops_accents_ = true;  // of the letter before; nothing and a space have none to keep
};

bool loses_accents(std::int32_t code) {
    return std::any_of(
        kScriptsWithoutAccents.begin(), kScriptsWithoutAccents.end(),
        [&](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

void KeyBuilder::add(std::int32_t code) {
    const auto category = utf8proc_category(code);
    if (category == UTF8PROC_CATEGORY_MN) {
        if (!drops_accents_) append(code);
        return;
    }
    if (code == '.' || code == '\'' || category == UTF8PROC_CATEGORY_CF) return;
    const bool gap = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_ZP;
    if (gap) {
        if (!key_.empty() && key_.back() != ' ') key_ += ' ';
        drops_accents_ = true;
        return;
    }
    append(code);
    const bool mark = category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
    if (!mark) drops_accents_ = loses_accents(code);
}

void KeyBuilder::append(std::int32_t code) {
    if (code >= 0x0660 && code <= 0x0669) code = '0' + (code - 0x0660);
    if (code >= 0x06F0 && code <= 0x06F9) code = '0' + (code - 0x06F0);
    const auto* letter = std::find_if(
        kLetters.begin(), kLetters.end(),
        [&](const Replacement& entry) { return entry.from == static_cast<char32_t>(code); });
    if (letter != kLetters.end()) {
        key_ += letter->to;
        return;
    }
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(code, bytes.data());
    key_.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

std::string KeyBuilder::take() {
    if (key_.ends_with(' ')) key_.pop_back();
    return map_unicode(key_, UTF8PROC_STABLE | UTF8PROC_COMPOSE, nullptr);
}

// Everything of the key but the legal forms.
std::string fold_letters(std::string_view name) {
    const std::string plain =
        map_unicode(name,
                    UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                        UTF8PROC_IGNORE | UTF8PROC_STRIPCC | UTF8PROC_LUMP,
                    replace_as_written);
    KeyBuilder key;
    for (std::size_t at = 0; at < plain.size();) {
        const Character character = first_character(std::string_view(plain).substr(at));
        key.add(character.code);
        at += character.bytes;
    }
    return key.take();
}

bool starts_with_mark(std::string_view text) {
    const auto category = utf8proc_category(first_character(text).code);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool drop_form_at_end(std::string_view& name) {
    for (const std::string_view form : kWordsAtEnd) {
        if (!name.ends_with(form) || name.size() < form.size() + 2) continue;
        if (name[name.size() - form.size() - 1] != ' ') continue;
        name.remove_suffix(form.size() + 1);
        return true;
    }
    for (const std::string_view form : kAttachedAtBothEnds) {
        if (!name.ends_with(form) || name.size() == form.size()) continue;
        name.remove_suffix(form.size());
        if (name.ends_with(' ')) name.remove_suffix(1);
        return true;
    }
    return false;
}

bool drop_form_at_start(std::string_view& name) {
    for (const std::string_view form : kWordsAtStart) {
        if (!name.starts_with(form) || name.size() < form.size() + 2) continue;
        if (name[form.size()] != ' ') continue;
        name.remove_prefix(form.size() + 1);
        return true;
    }
    for (const std::string_view form : kAttachedAtBothEnds) {
        if (!name.starts_with(form) || name.size() == form.size()) continue;
        if (starts_with_mark(name.substr(form.size()))) continue;
        name.remove_prefix(form.size());
        if (name.starts_with(' ')) name.remove_prefix(1);
        return true;
    }
    return false;
}

std::string make_slug(std::string_view text) {
    std::string slug;
    for (const char c : fold_letters(text)) {
        if (is_slug_character(c)) {
            slug += c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    if (slug.size() > kLongestSlug) slug.resize(kLongestSlug);
    if (slug.ends_with('-')) slug.pop_back();
    return slug;
}

}  // namespace

std::string fold_name(std::string_view name) {
    const std::string letters = fold_letters(name);
    std::string_view key = letters;
    while (drop_form_at_end(key) || drop_form_at_start(key)) {
    }
    return std::string(key);
}

std::string fold_text(std::string_view text) {
    return fold_letters(text);
}

std::optional<CellError> check_name(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        const Character character = first_character(name.substr(at));
        const std::int32_t code = character.code;
        const bool joins = code == 0x200C || code == 0x200D;
        const bool directs = code == 0x200E || code == 0x200F || code == 0x061C ||
                             (code >= 0x202A && code <= 0x202E) ||
                             (code >= 0x2066 && code <= 0x2069);
        if (code >= 0 && utf8proc_category(code) == UTF8PROC_CATEGORY_CF && !joins && !directs)
            return CellError{fmt::format("invisible character {} in a name",
                                         escape_for_display(name.substr(at, character.bytes))),
                             at,
                             character.bytes,
                             {"remove it"}};
        at += character.bytes;
    }
    return std::nullopt;
}

std::optional<CellError> check_slug(std::string_view text) {
    const auto* bad = std::find_if_not(text.begin(), text.end(), is_slug_character);
    const bool too_long = text.size() > kLongestSlug;
    if (bad == text.end() && !text.empty() && !too_long) return std::nullopt;
    CellError error;
    if (text.empty()) {
        error.message = "empty slug";
    } else if (bad != text.end()) {
        error.message =
            fmt::format("'{}' is not a slug", shorten(escape_for_display(text), 40, true));
        error.offset = static_cast<std::size_t>(bad - text.begin());
        error.length = first_character(text.substr(error.offset)).bytes;
    } else {
        error.message =
            fmt::format("slug of {} characters, the most is {}", text.size(), kLongestSlug);
        error.offset = kLongestSlug;
        error.length = text.size() - kLongestSlug;
    }
    const std::string slug = make_slug(text);
    error.hints = {slug.empty() ? "1 to 64 characters of a-z, 0-9 and -" : slug};
    return error;
}

}  // namespace gw

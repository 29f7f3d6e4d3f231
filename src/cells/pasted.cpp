// SPDX-License-Identifier: Apache-2.0
#include "cells/pasted.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <utility>

#include "cells/currency.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::size_t kLongestPasted = 120;   // bytes; longer texts are prose
constexpr std::string_view kMarks = ",.'_ ";  // stand between the digits of a number

// The decimal digits of a script stand in a row, so a digit's value is its distance from the first.
utf8proc_int32_t ascii_digit(utf8proc_int32_t code) {
    utf8proc_int32_t steps = 0;
    while (utf8proc_category(code - steps - 1) == UTF8PROC_CATEGORY_ND)
        ++steps;
    return '0' + steps % 10;
}

utf8proc_int32_t fold_character(utf8proc_int32_t code, void* /*data*/) {
    if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFEE0;  // full-width forms
    if (code < 0x80) return code == '\t' || code == '\n' || code == '\r' ? ' ' : code;
    switch (code) {
        case 0x2212:  // minus sign
            return '-';
        case 0x223C:  // tilde operator
        case 0x301C:  // wave dash, of category Pd like the hyphens
            return '~';
        case 0x2018:
        case 0x2019:
        case 0x066C:  // Arabic thousands separator
            return '\'';
        case 0x066B:  // Arabic decimal separator
            return ',';
        default:
            break;
    }
    const utf8proc_category_t category = utf8proc_category(code);
    if (category == UTF8PROC_CATEGORY_ND) return ascii_digit(code);
    if (category == UTF8PROC_CATEGORY_ZS) return ' ';
    return category == UTF8PROC_CATEGORY_PD ? '-' : code;
}

bool is_letter(std::int32_t code) {
    const utf8proc_category_t category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

// A letter that continues the word before it. Chinese, Japanese and Korean put no spaces between
// words, so their letters never do.
bool joins_words(std::int32_t code) {
    return code < 0x2E80 && is_letter(code);
}

std::int32_t last_character(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && is_continuation(text[at]))
        --at;
    return first_character(text.substr(at)).code;
}

// Whether the first `length` bytes of `text` are whole words or signs.
bool ends_word(std::string_view text, std::size_t length) {
    return length == text.size() || !joins_words(last_character(text.substr(0, length))) ||
           !joins_words(first_character(text.substr(length)).code);
}

bool starts_with_currency_code(std::string_view text) {
    if (text.size() < 3 || !ends_word(text, 3)) return false;
    std::string code(text.substr(0, 3));
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return is_currency(code);
}

// Adds what `words` says to `best` if it has a spelling at the start of `text` that is longer than
// the best one so far, or the same one in the same role.
void match(std::string_view text, const Words& words, Token& best);

bool starts_with_currency(std::string_view text) {
    Token best;
    for (const Words& words : pasted_words())
        if (words.role == Role::kCurrency) match(text, words, best);
    return !best.text.empty() || starts_with_currency_code(text);
}

void match(std::string_view text, const Words& words, Token& best) {
    for (std::string_view list = words.spellings; !list.empty();) {
        const std::string_view spelling = next_spelling(list);
        const std::size_t size = spelling.size();
        if (size < best.text.size() || text.substr(0, size) != spelling) continue;
        if (size == best.text.size() && words.role != best.role) continue;
        const bool glued = words.role == Role::kScale && starts_with_currency(text.substr(size));
        if (!ends_word(text, size) && !glued) continue;  // glued: 5bnUSD
        if (size > best.text.size()) best = {words.role, text.substr(0, size), {}, 0};
        best.meanings.push_back(&words);
    }
}

std::optional<Token> read_word(std::string_view text, std::span<const Words> units) {
    Token best;
    for (const Words& words : units)
        match(text, words, best);
    for (const Words& words : pasted_words())
        match(text, words, best);
    if (!best.text.empty()) return best;
    if (starts_with_currency_code(text)) return Token{Role::kCurrency, text.substr(0, 3), {}, 0};
    return std::nullopt;
}

std::size_t count_digits(std::string_view text) {
    return std::min(text.size(), text.find_first_not_of(kDigits));
}

// Whether a space before `text` separates thousands: three digits follow, and no more.
bool continues_after_space(std::string_view number, std::string_view text) {
    const std::size_t first_mark = number.find_first_of(kMarks);
    const bool spaced = first_mark == std::string_view::npos || number[first_mark] == ' ';
    return spaced && count_digits(text) == 3;
}

// Bytes of the number at the start of `text`: digits, and the marks between digits.
std::size_t number_length(std::string_view text) {
    std::size_t length = count_digits(text);
    while (length + 1 < text.size() && kMarks.find(text[length]) != std::string_view::npos) {
        const std::string_view rest = text.substr(length + 1);
        if (count_digits(rest) == 0) break;
        if (text[length] == ' ' && !continues_after_space(text.substr(0, length), rest)) break;
        length += 1 + count_digits(rest);
    }
    return length;
}

// e9, E+11: what spreadsheets put behind a number that they shortened.
std::optional<Token> read_exponent(std::string_view text) {
    if (text.front() != 'e') return std::nullopt;
    const bool has_sign = text.size() > 1 && (text[1] == '+' || text[1] == '-');
    const std::size_t start = has_sign ? 2 : 1;
    const std::size_t digits = count_digits(text.substr(std::min(start, text.size())));
    if (digits == 0 || digits > 2) return std::nullopt;
    int exponent = 0;
    std::from_chars(text.data() + start, text.data() + start + digits, exponent);
    if (text[1] == '-') exponent = -exponent;
    return Token{Role::kExponent, text.substr(0, start + digits), {}, exponent};
}

// A full stop that ends an abbreviation (Rs.500) or the cell.
bool is_idle_point(std::string_view text, const Token* before) {
    if (text.front() != '.' || text.size() == 1) return text.front() == '.';
    const bool touches = before && before->text.data() + before->text.size() == text.data();
    return touches && text[1] != '.' && is_letter(last_character(before->text));
}

std::optional<Token> read_sign(std::string_view text) {
    if (text.substr(0, 2) == "..") {
        const std::size_t end = std::min(text.find_first_not_of('.'), text.size());
        return Token{Role::kDots, text.substr(0, end), {}, 0};
    }
    switch (text.front()) {
        case '-':
            return Token{Role::kDash, text.substr(0, 1), {}, 0};
        case '+':
            return Token{Role::kPlus, text.substr(0, 1), {}, 0};
        case '~':
            return Token{Role::kTilde, text.substr(0, 1), {}, 0};
        case ' ':
            return Token{Role::kFiller, text.substr(0, 1), {}, 0};
        default:
            return std::nullopt;
    }
}

std::optional<Token> read_token(std::string_view text, const Token* before,
                                std::span<const Words> units) {
    if (is_idle_point(text, before)) return Token{Role::kFiller, text.substr(0, 1), {}, 0};
    const bool bare_point = text.front() == '.' && is_digit(text[1]);  // a lone point is idle
    if (bare_point || is_digit(text.front())) {
        const std::size_t start = bare_point ? 1 : 0;
        return Token{
            Role::kNumber, text.substr(0, start + number_length(text.substr(start))), {}, 0};
    }
    if (before && before->role == Role::kNumber) {
        if (auto exponent = read_exponent(text)) return exponent;
    }
    if (auto sign = read_sign(text)) return sign;
    return read_word(text, units);
}

// Where the fraction's mark stands in a number; npos if it has no fraction.
std::size_t find_decimal_mark(std::string_view number, Marks marks) {
    const std::size_t last = number.find_last_of(kMarks);
    if (last == std::string_view::npos || (number[last] != ',' && number[last] != '.'))
        return std::string_view::npos;
    if (number.find_first_of(kMarks) < last)  // of several, the mark of its own kind
        return number.find(number[last]) == last ? last : std::string_view::npos;
    const bool open = last >= 1 && last <= 3 && number.size() == last + 4 && number[0] != '0';
    return open && marks == Marks::kThousands ? std::string_view::npos : last;
}

// The digits without the marks between thousands: groups of three or, as in India, of two before
// the last three.
std::optional<std::string> join_groups(std::string_view whole) {
    const std::size_t first_mark = whole.find_first_of(kMarks);
    if (first_mark == std::string_view::npos) return std::string(whole);
    const char mark = whole[first_mark];
    std::string digits(whole.substr(0, first_mark));
    bool by_threes = first_mark >= 1 && first_mark <= 3;
    bool by_twos = first_mark >= 1 && first_mark <= 2;
    for (std::size_t at = first_mark; at < whole.size();) {
        const std::string_view group = whole.substr(at + 1, count_digits(whole.substr(at + 1)));
        if (whole[at] != mark) return std::nullopt;
        at += 1 + group.size();
        by_threes = by_threes && group.size() == 3;
        by_twos = by_twos && group.size() == (at == whole.size() ? 3 : 2);
        digits += group;
    }
    if (!by_threes && !by_twos) return std::nullopt;
    return digits;
}

}  // namespace

std::optional<std::string> fold_pasted(std::string_view text) {
    if (text.size() > kLongestPasted) return std::nullopt;
    constexpr int kOptions = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
                             UTF8PROC_IGNORE | UTF8PROC_STRIPMARK;
    utf8proc_uint8_t* folded = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map_custom(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                            static_cast<utf8proc_ssize_t>(text.size()), &folded,
                            static_cast<utf8proc_option_t>(kOptions), fold_character, nullptr);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(folded, &std::free);
    if (size < 0) return std::nullopt;
    std::string_view trimmed(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size));
    const std::size_t first = std::min(trimmed.find_first_not_of(' '), trimmed.size());
    trimmed.remove_prefix(first);
    return std::string(trimmed.substr(0, trimmed.find_last_not_of(' ') + 1));
}

std::string quoted(std::string_view text) {
    constexpr std::size_t kMostBytes = 400;  // more than kWidest can show
    constexpr std::size_t kWidest = 40;
    std::size_t end = std::min(kMostBytes, text.size());
    while (end < text.size() && is_continuation(text[end]))
        --end;  // not within a character: the text is UTF-8
    const std::string shown = escape_for_display(text.substr(0, end));
    return fmt::format("\"{}\"", shorten(shown + (end < text.size() ? "…" : ""), kWidest, false));
}

CellError refuse(std::string_view text, std::string message, std::vector<std::string> hints) {
    return CellError{std::move(message), 0, text.size(), std::move(hints)};
}

std::optional<CellError> explain_no_value(std::string_view text, std::string_view noun) {
    if (text.substr(0, 1) == "#" || text.substr(0, 1) == "=") {
        const bool formula = text.front() == '=';
        return refuse(
            text,
            fmt::format("{} is {}, not {}", quoted(text),
                        formula ? "a spreadsheet's formula" : "a spreadsheet's error", noun),
            {formula ? "write the value that the formula gives"
                     : "repair the spreadsheet and export it again"});
    }
    std::string folded = fold_pasted(text).value_or("");
    if (!folded.empty() && folded.back() == '.') folded.pop_back();
    for (std::string_view list = words_for_unknown(); !list.empty();) {
        if (next_spelling(list) != folded) continue;
        return refuse(text, fmt::format("{} is not {}", quoted(text), noun),
                      {fmt::format("leave the cell empty for {} that is not known", noun)});
    }
    return std::nullopt;
}

std::size_t match_spelling(std::string_view folded, std::string_view list) {
    std::size_t longest = 0;
    while (!list.empty()) {
        const std::string_view spelling = next_spelling(list);
        const bool here = folded.substr(0, spelling.size()) == spelling;
        if (here && ends_word(folded, spelling.size()))
            longest = std::max(longest, spelling.size());
    }
    return longest;
}

std::optional<std::vector<Token>> scan_pasted(std::string_view folded,
                                              std::span<const Words> units) {
    std::vector<Token> tokens;
    bool after_word = false;
    for (std::size_t at = 0; at < folded.size();) {
        auto token =
            read_token(folded.substr(at), tokens.empty() ? nullptr : &tokens.back(), units);
        if (!token) return std::nullopt;
        at += token->text.size();
        if (token->role == Role::kFiller) {
            after_word = after_word || !token->meanings.empty();
            continue;
        }
        token->after_word = std::exchange(after_word, false);
        tokens.push_back(*std::move(token));
    }
    return tokens;
}

std::optional<Decimal> read_pasted_number(std::string_view text, Marks marks) {
    const std::size_t point = find_decimal_mark(text, marks);
    const std::string_view whole = text.substr(0, point);
    const std::optional<std::string> digits = join_groups(whole);
    if (!digits) return std::nullopt;
    const std::size_t start = std::min(digits->find_first_not_of('0'), digits->size());
    Decimal number{digits->substr(start), ""};
    if (number.whole.empty()) number.whole.push_back('0');
    if (point != std::string_view::npos) number.fraction = std::string(text.substr(point + 1));
    return number;
}

}  // namespace gw

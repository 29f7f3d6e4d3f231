// SPDX-License-Identifier: Apache-2.0
#include "foreign/reading.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "text/names.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::array<std::string_view, 5> kSpaces = {" ", "\t", "\u00A0", "\u202F", "\u2009"};
constexpr std::string_view kNoBreakSpaces[] = {"\u00A0", "\u202F", "\u2009"};

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (static_cast<unsigned char>(c) & 0x80) != 0;
    });
}

CellError whole(std::string message, std::vector<std::string> hints) {
    return {std::move(message), 0, 0, std::move(hints)};
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = 0; !what.empty() && (at = text.find(what, at)) != std::string::npos;
         at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

// A mark between the digits of a number, and how many bytes it has; 0: there is none.
std::size_t mark_length(std::string_view text) {
    if (text.empty()) return 0;
    for (const std::string_view mark : {".", ",", "'", " ", "\u2019", "\u00A0", "\u202F", "\u2009"})
        if (text.starts_with(mark) && text.size() > mark.size() && is_digit(text[mark.size()]))
            return mark.size();
    return 0;
}

// The mark as the rules name it: every space is a space, every apostrophe one.
std::string mark_name(std::string_view mark) {
    if (mark == "\u2019") return "'";
    return mark.size() > 1 ? " " : std::string(mark);
}

std::string_view noun(const std::string& mark) {
    return mark == "," ? "comma" : mark == "." ? "point" : mark == "'" ? "high comma" : "space";
}

// A run of digits with the marks between them.
struct Run {
    std::vector<std::string> groups;
    std::vector<std::string> marks;  // one fewer than groups
    std::size_t bytes = 0;
};

Run read_run(std::string_view text) {
    Run run;
    std::size_t at = 0;
    for (;;) {
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at]))
            ++at;
        run.groups.emplace_back(text.substr(begin, at - begin));
        const std::size_t mark = mark_length(text.substr(at));
        if (mark == 0) break;
        run.marks.push_back(mark_name(text.substr(at, mark)));
        at += mark;
    }
    run.bytes = at;
    return run;
}

CellError ambiguous(std::string_view cell, const std::string& mark) {
    const std::string thousands = fmt::format("thousands = \"{}\"", mark);
    const bool either = mark == "." || mark == ",";
    return whole(fmt::format("\"{}\" has a {}, of which the rules say nothing", cell, noun(mark)),
                 {fmt::format("{}{} under [sheet] or in the rule of this column",
                              either ? fmt::format("decimal = \"{}\" or ", mark) : "", thousands)});
}

// The number of a run with a decimal point and no other mark.
Parsed<std::string> read_number(std::string_view cell, const Run& run, const Notation& notation) {
    const bool said = !notation.decimal.empty() || !notation.thousands.empty();
    const std::string decimal = !notation.decimal.empty()   ? notation.decimal
                                : notation.thousands == "." ? ","
                                                            : ".";
    std::string number = run.groups.front();
    for (std::size_t i = 0; i < run.marks.size(); ++i) {
        const std::string& mark = run.marks[i];
        const std::string& group = run.groups[i + 1];
        const bool open = run.marks.size() == 1 && group.size() == 3 && run.groups[0].size() <= 3;
        if (!said && (mark != "." || open)) return ambiguous(cell, mark);
        if (mark == decimal && i + 1 == run.marks.size()) {
            number += "." + group;
        } else if (mark == notation.thousands) {
            if (group.size() != 3 || run.groups.front().size() > 3)
                return whole(
                    fmt::format("\"{}\" has a {} that separates no thousands", cell, noun(mark)),
                    {fmt::format("decimal = \"{}\" if it is the decimal mark", mark)});
            number += group;
        } else if (mark == decimal) {
            return whole(fmt::format("\"{}\" has more than one decimal mark", cell), {});
        } else {
            return ambiguous(cell, mark);
        }
    }
    return number;
}

// Every number of the text in the book's marks; what stands around numbers stays.
Parsed<std::string> read_numbers(std::string_view text, const Notation& notation) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            out += text[at++];
            continue;
        }
        const Run run = read_run(text.substr(at));
        auto number = read_number(text, run, notation);
        if (auto* error = std::get_if<CellError>(&number)) return std::move(*error);
        out += std::get<std::string>(number);
        at += run.bytes;
    }
    return out;
}

// The unit behind every number of a text that has none.
std::string with_unit(std::string_view text, std::string_view unit) {
    if (unit.empty() || has_letter(text)) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out += text[at];
        const bool point = at + 2 < text.size() && text[at + 1] == '.' && is_digit(text[at + 2]);
        const bool goes_on = at + 1 < text.size() && (is_digit(text[at + 1]) || point);
        if (is_digit(text[at]) && !goes_on) out += unit;
    }
    return out;
}

// A unit word of the sheet at the end, as the book has it.
std::string with_units(std::string text, const std::map<std::string, std::string>& units) {
    std::size_t longest = 0;
    const std::string* meaning = nullptr;
    for (const auto& [word, unit] : units)
        if (word.size() > longest && std::string_view(text).ends_with(word)) {
            longest = word.size();
            meaning = &unit;
        }
    if (meaning == nullptr) return text;
    return with_unit(trim_cell(std::string_view(text).substr(0, text.size() - longest)), *meaning);
}

Parsed<std::string> read_figure(std::string_view text, const CellRule& rule) {
    std::string cell(text);
    if (!rule.range.empty()) {
        const std::size_t at = cell.find(rule.range);
        if (at != std::string::npos && at > 0)
            cell = fmt::format("{}..{}", trim_cell(std::string_view(cell).substr(0, at)),
                               trim_cell(std::string_view(cell).substr(at + rule.range.size())));
    }
    auto numbers = read_numbers(cell, rule.notation);
    if (std::holds_alternative<CellError>(numbers)) return numbers;
    cell = with_unit(with_units(std::get<std::string>(numbers), rule.units), rule.unit);
    for (const std::string_view space : kNoBreakSpaces)
        cell = replaced(std::move(cell), space, " ");
    return cell;
}

std::string two_digits(std::string_view digits) {
    return digits.size() < 2 ? "0" + std::string(digits) : std::string(digits);
}

// 3/11/2026 and 11/2026 in the order that the rules tell; any other text as it is.
std::string read_day(std::string_view text, const std::string& order) {
    std::vector<std::string_view> parts;
    std::string_view rest = text;
    for (;;) {
        const std::size_t end = std::min(rest.find_first_of("./-"), rest.size());
        parts.push_back(trim_cell(rest.substr(0, end)));
        if (end == rest.size()) break;
        rest.remove_prefix(end + 1);
    }
    const bool digits = std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return !part.empty() && part.size() <= 4 && std::all_of(part.begin(), part.end(), is_digit);
    });
    if (order.empty() || !digits || parts.size() < 2 || parts.size() > 3 || parts[0].size() == 4)
        if (order != "ymd" || !digits || parts.size() < 2 || parts.size() > 3)
            return std::string(text);
    const auto part = [&](char which) {
        const std::string fields = parts.size() == 3 ? order : order == "ymd" ? "ym" : "my";
        const std::size_t at = fields.find(which);
        return at == std::string::npos ? std::string_view() : parts[at];
    };
    if (part('y').size() != 4) return std::string(text);
    const std::string day = parts.size() == 3 ? "-" + two_digits(part('d')) : "";
    return fmt::format("{}-{}{}", part('y'), two_digits(part('m')), day);
}

Parsed<std::string> read_known_word(std::string_view text, const CellRule& rule) {
    if (const auto found = rule.words.find(std::string(text)); found != rule.words.end())
        return found->second;
    std::vector<std::string> known;
    for (const auto& [word, meaning] : rule.words) {
        if (fold_text(word) == fold_text(text) || meaning == text) return meaning;
        known.push_back(word);
    }
    std::vector<std::string> hints = suggest(text, known);
    hints.push_back(
        fmt::format("add it to the words of {} in {}", rule.column->name, rule.place.file));
    return whole(fmt::format("\"{}\" is none of the words of {}", text, rule.column->name),
                 std::move(hints));
}

bool is_number(Grammar grammar) {
    switch (grammar) {
        case Grammar::kWholeNumber:
        case Grammar::kAmount:
        case Grammar::kSignedAmount:
        case Grammar::kPower:
        case Grammar::kCount:
        case Grammar::kPercent:
        case Grammar::kTerm:
        case Grammar::kDecimal:
            return true;
        default:
            return false;
    }
}

std::string slug_of(std::string_view text) {
    const auto wrong = check_slug(text);
    return !wrong || wrong->hints.empty() ? std::string(text) : wrong->hints.front();
}

std::string_view part_of(std::string_view text, const CellRule& rule) {
    if (rule.split.empty()) return text;
    for (std::size_t part = 1;; ++part) {
        const std::size_t end = std::min(text.find(rule.split), text.size());
        if (part == rule.part) return trim_cell(text.substr(0, end));
        if (end == text.size()) return {};
        text.remove_prefix(end + rule.split.size());
    }
}

std::string_view stripped(std::string_view text, const CellRule& rule) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string& strip : rule.strip) {
            if (strip.empty()) continue;
            const std::size_t before = text.size();
            if (text.starts_with(strip)) text.remove_prefix(strip.size());
            if (text.ends_with(strip)) text.remove_suffix(strip.size());
            text = trim_cell(text);
            again = again || text.size() != before;
        }
    }
    return text;
}

// One cell, or several joined.
Parsed<std::string> read_one(const CellRule& rule, std::string_view text) {
    text = stripped(part_of(trim_cell(text), rule), rule);
    if (is_missing(text, rule.notation)) return std::string();
    std::string cell(text);
    if (!rule.words.empty()) {
        auto word = read_known_word(text, rule);
        if (std::holds_alternative<CellError>(word)) return word;
        cell = std::get<std::string>(word);
    } else if (is_number(rule.column->grammar)) {
        return read_figure(text, rule);
    } else if (rule.column->grammar == Grammar::kDate) {
        cell = read_day(text, rule.notation.days);
    }
    return rule.slug ? slug_of(cell) : cell;
}

}  // namespace

std::string_view trim_cell(std::string_view text) {
    const auto leads = [&](std::string_view space) { return text.starts_with(space); };
    const auto ends = [&](std::string_view space) { return text.ends_with(space); };
    for (const auto* found = kSpaces.begin(); found != kSpaces.end();) {
        found = std::find_if(kSpaces.begin(), kSpaces.end(), leads);
        if (found != kSpaces.end()) text.remove_prefix(found->size());
    }
    for (const auto* found = kSpaces.begin(); found != kSpaces.end();) {
        found = std::find_if(kSpaces.begin(), kSpaces.end(), ends);
        if (found != kSpaces.end()) text.remove_suffix(found->size());
    }
    return text;
}

bool is_missing(std::string_view text, const Notation& notation) {
    text = trim_cell(text);
    return text.empty() || std::find(notation.missing.begin(), notation.missing.end(), text) !=
                               notation.missing.end();
}

Parsed<std::string> read_foreign(const CellRule& rule, const std::vector<std::string_view>& texts) {
    if (rule.is) return *rule.is;
    if (rule.ends) {
        auto low = read_one(rule, texts[0]);
        auto high = read_one(rule, texts[1]);
        for (auto* end : {&low, &high})
            if (std::holds_alternative<CellError>(*end)) return std::move(*end);
        const std::string& from = std::get<std::string>(low);
        const std::string& to = std::get<std::string>(high);
        return from == to ? from : from + ".." + to;
    }
    std::string text;
    for (const std::string_view part : texts)
        if (!is_missing(part, rule.notation))
            text += (text.empty() ? "" : rule.join) + std::string(trim_cell(part));
    return read_one(rule, text);
}

}  // namespace gw

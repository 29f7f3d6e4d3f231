// SPDX-License-Identifier: Apache-2.0
#include "cells/date_hint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cells/pasted.h"

namespace gw {
namespace {

constexpr std::string_view kForms =
    "a date is written like 2026-11-03, 2026-11, 2026-Q3, 2026-H2, 2026, ..2026, 2027.. or "
    "2027..2031";

// What a part of a pasted date is. Shapes are strings of these.
enum Kind : char {
    kYear = 'Y',       // four digits
    kNumber = 'n',     // one or two digits
    kCompact = 'C',    // eight digits: 20260714
    kSerial = 'S',     // five digits: a spreadsheet's day number
    kMonth = 'M',      // a month's name
    kQuarter = 'Q',    // the word or letter
    kHalf = 'H',       // likewise
    kFiscal = 'F',     // FY
    kRange = 'R',      // between two dates
    kMonthMark = '#',  // the number after it is a month
    kNothing = ' ',
    // What stands before or after a date.
    kUntil = 'u',
    kBy = 'b',
    kBefore = 'p',
    kFrom = 'f',
    kEarly = 'e',
    kMiddle = 'm',
    kLate = 'l',
    kEnd = 'z',
    kAbout = 'a',
};

struct DateWord {
    Kind kind;
    int value;
    std::string_view spellings;  // as fold_pasted leaves them
};

constexpr DateWord kDateWords[] = {
    {kMonth, 1, "january|jan|janvier|janv|januar|gennaio|gen|janeiro|enero|ene|يناير"},
    {kMonth, 2, "february|feb|fevrier|fevr|februar|febbraio|fevereiro|fev|febrero|فبراير"},
    {kMonth, 3, "march|mar|mars|marz|marzo|marco|مارس"},
    {kMonth, 4, "april|apr|avril|avr|aprile|abril|abr|ابريل"},
    {kMonth, 5, "may|mai|maggio|mag|maio|mayo|مايو"},
    {kMonth, 6, "june|jun|juin|juni|giugno|giu|junho|junio|يونيو"},
    {kMonth, 7, "july|jul|juillet|juil|juli|luglio|lug|julho|julio|يوليو"},
    {kMonth, 8, "august|aug|aout|agosto|ago|اغسطس"},
    {kMonth, 9, "september|sep|sept|septembre|settembre|set|setembro|septiembre|سبتمبر"},
    {kMonth, 10, "october|oct|octobre|oktober|okt|ottobre|ott|outubro|out|octubre|اكتوبر"},
    {kMonth, 11, "november|nov|novembre|novembro|noviembre|نوفمبر"},
    {kMonth, 12, "december|dec|decembre|dezember|dez|dicembre|dic|dezembro|diciembre|ديسمبر"},
    {kMonthMark, 0, "thang"},
    {kNumber, 1, "first"},
    {kNumber, 2, "second"},
    {kNumber, 3, "third"},
    {kNumber, 4, "fourth"},
    {kQuarter, 0, "q|qtr|quarter|quartal|trimestre|quy|分기|الربع"},
    {kHalf, 0, "h|half|halbjahr|semestre|semester"},
    {kFiscal, 0, "fy|fiscal|fiscal year|financial year"},
    {kRange, 0, "..|...|…| - |to|al|ate|đen|至|الى"},
    {kUntil, 0, "by the end of|by end of|by end|by year-end|by late|until|till|through|up to|<=|≤"},
    {kUntil, 0, "no later than|bis ende|bis|entro la fine del|entro fine|fino al|ate o fim de"},
    {kBy, 0, "by|entro|truoc"},
    {kBefore, 0, "before|prior to|<"},
    {kFrom, 0, "from|since|starting|starting in|beginning in|as of|not before|onwards|onward"},
    {kFrom, 0, "or later|ab|seit|dal|desde|a partir de|tu|>=|≥|+"},
    {kEarly, 0, "early|beginning of|start of|anfang|inizio|dau|dau nam"},
    {kMiddle, 0, "mid|middle of|mitte|meta|giua|giua nam"},
    {kLate, 0, "late|cuoi"},
    {kEnd, 0, "end of|end|year-end|ende|fine|cuoi nam"},
    {kAbout, 0, "~|about|around|circa|ca|c|approximately|approx|est"},
    {kNothing, 0, " |-|/|.|,|'|of|the|in|de|di|del|do|nam|ngay|year|st|nd|rd|th|年|月|日|년|월|일"},
};

struct Item {
    Kind kind = kNothing;
    int value = 0;
    std::size_t size = 0;  // bytes of the text
};

// How the parts of one date may stand, and which field each part is: year, month, day, quarter,
// half, compact day or serial number. A shape that stands twice can be read in two ways.
struct Shape {
    std::string_view kinds;
    std::string_view fields;
    std::string_view condition = {};
};

constexpr Shape kShapes[] = {
    {"Y", "y"},
    {"Yn", "ym"},
    {"nY", "my"},
    {"YM", "ym"},
    {"MY", "my"},
    {"Ynn", "ymd"},
    {"nMY", "dmy"},
    {"MnY", "mdy"},
    {"YMn", "ymd"},
    {"QnY", " qy"},
    {"nQY", "q y"},
    {"YQn", "y q"},
    {"YnQ", "yq "},
    {"Qnn", " qy"},
    {"nQn", "q y"},
    {"HnY", " hy"},
    {"nHY", "h y"},
    {"YHn", "y h"},
    {"YnH", "yh "},
    {"Hnn", " hy"},
    {"nHn", "h y"},
    {"C", "c"},
    {"nnY", "dmy", "the day comes first"},
    {"nnY", "mdy", "the month comes first"},
    {"S", "s", "the spreadsheet counts from 1900"},
    {"S", "t", "the spreadsheet counts from 1904"},
    {"Mn", "my", "its number is the year"},
};

enum class Of : std::uint8_t { kAny, kYear, kPartOfYear };

// What a word before or after a date makes of it: x is the date, last the year before it.
struct Sense {
    Kind kind;
    Of of;
    std::string_view form;
    std::string_view condition = {};
};

constexpr Sense kSenses[] = {
    {kUntil, Of::kAny, "..{x}"},
    {kFrom, Of::kAny, "{x}.."},
    {kBy, Of::kPartOfYear, "..{x}"},
    {kBy, Of::kYear, "..{x}", "its end is meant"},
    {kBy, Of::kYear, "..{last}", "its start is meant"},
    {kBefore, Of::kYear, "..{last}"},
    {kEarly, Of::kYear, "{x}-Q1", "its first quarter is meant"},
    {kEarly, Of::kYear, "{x}-H1", "its first half is meant"},
    {kMiddle, Of::kYear, "{x}-06..{x}-07", "the months around its middle are meant"},
    {kMiddle, Of::kYear, "{x}-Q2..{x}-Q3", "its two middle quarters are meant"},
    {kLate, Of::kYear, "{x}-Q4", "its last quarter is meant"},
    {kLate, Of::kYear, "{x}-H2", "its second half is meant"},
    {kEnd, Of::kYear, "{x}-12", "its last month is meant"},
    {kEnd, Of::kYear, "{x}-Q4", "its last quarter is meant"},
    {kFiscal, Of::kAny, "{x}", "the fiscal year is the calendar year"},
    {kFiscal, Of::kYear, "{last}-07..{x}-06", "the fiscal year ends in June"},
    {kAbout, Of::kAny, "{x}", "that is exact"},
};

struct DateReading {
    std::string cell;
    std::string condition;
};

Item read_number(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of(kDigits), text.size());
    Item item;
    constexpr std::pair<std::size_t, Kind> kKinds[] = {
        {1, kNumber}, {2, kNumber}, {4, kYear}, {5, kSerial}, {8, kCompact}};
    for (const auto& [size, kind] : kKinds)
        if (size == digits) item = {kind, 0, digits};
    std::from_chars(text.data(), text.data() + item.size, item.value);
    return item;
}

Item read_word(std::string_view text) {
    Item best;
    for (const DateWord& word : kDateWords) {
        const std::size_t size = match_spelling(text, word.spellings);
        if (size > best.size) best = {word.kind, word.value, size};
    }
    return best;
}

// The parts that mean something; nullopt if a part of the text is not known.
std::optional<std::vector<Item>> read_items(std::string_view text) {
    std::vector<Item> items;
    bool month_follows = false;
    for (std::size_t at = 0; at < text.size();) {
        const bool is_digit = text[at] >= '0' && text[at] <= '9';
        Item item = is_digit ? read_number(text.substr(at)) : read_word(text.substr(at));
        if (item.size == 0) return std::nullopt;
        at += item.size;
        if (item.kind == kNumber && std::exchange(month_follows, false)) item.kind = kMonth;
        if (item.kind == kMonthMark) month_follows = true;
        if (item.kind != kNothing && item.kind != kMonthMark) items.push_back(item);
    }
    return items;
}

std::string print_iso(int year, int month, int day) {
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Day `number` after the day that a spreadsheet counts as 0.
std::string print_serial(std::chrono::year_month_day zero, int number) {
    const std::chrono::year_month_day date =
        std::chrono::sys_days(zero) + std::chrono::days(number);
    return print_iso(static_cast<int>(date.year()),
                     static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day())));
}

std::string print_fields(std::span<const Item> items, const Shape& shape) {
    using namespace std::chrono_literals;
    const auto field = [&](char name) -> std::optional<int> {
        const std::size_t at = shape.fields.find(name);
        return at == std::string_view::npos ? std::nullopt : std::optional(items[at].value);
    };
    if (const auto day = field('c')) return print_iso(*day / 10000, *day / 100 % 100, *day % 100);
    if (const auto day = field('s')) return print_serial(1899y / std::chrono::December / 30, *day);
    if (const auto day = field('t')) return print_serial(1904y / std::chrono::January / 1, *day);
    const Item& written = items[shape.fields.find('y')];
    const int year = written.kind == kNumber ? 2000 + written.value : written.value;
    if (const auto quarter = field('q')) return fmt::format("{:04}-Q{}", year, *quarter);
    if (const auto half = field('h')) return fmt::format("{:04}-H{}", year, *half);
    const auto month = field('m');
    if (!month) return fmt::format("{:04}", year);
    if (const auto day = field('d')) return print_iso(year, *month, *day);
    return fmt::format("{:04}-{:02}", year, *month);
}

using IsDate = bool (*)(std::string_view);

// Every date that the parts may be, without words around it.
std::vector<DateReading> read_point(std::span<const Item> items, IsDate is_date) {
    std::string kinds;
    for (const Item& item : items)
        kinds.push_back(static_cast<char>(item.kind));
    std::vector<DateReading> readings;
    std::size_t shapes = 0;
    for (const Shape& shape : kShapes) {
        if (shape.kinds != kinds) continue;
        ++shapes;
        std::string cell = print_fields(items, shape);
        const bool known =
            std::any_of(readings.begin(), readings.end(),
                        [&](const DateReading& other) { return other.cell == cell; });
        if (is_date(cell) && !known)
            readings.push_back({std::move(cell), std::string(shape.condition)});
    }
    if (readings.size() == 1 && shapes > 1) readings.front().condition.clear();
    return readings;
}

bool is_sense(const Item& item) {
    return std::any_of(std::begin(kSenses), std::end(kSenses),
                       [&](const Sense& sense) { return sense.kind == item.kind; });
}

// What the word `kind` makes of one reading of the date beside it.
std::vector<DateReading> apply_sense(Kind kind, const DateReading& point) {
    std::vector<DateReading> readings;
    const bool is_year = point.cell.size() == 4;
    for (const Sense& sense : kSenses) {
        if (sense.kind != kind || (sense.of == Of::kYear && !is_year) ||
            (sense.of == Of::kPartOfYear && is_year))
            continue;
        int year = 0;
        std::from_chars(point.cell.data(), point.cell.data() + 4, year);
        const std::string both = point.condition.empty() || sense.condition.empty() ? "" : " and ";
        readings.push_back({fmt::format(fmt::runtime(sense.form), fmt::arg("x", point.cell),
                                        fmt::arg("last", year - 1)),
                            point.condition + both + std::string(sense.condition)});
    }
    return readings;
}

// A date with at most one word of sense before or after it.
std::vector<DateReading> read_qualified(std::vector<Item> items, IsDate is_date) {
    const auto sense = std::find_if(items.begin(), items.end(), is_sense);
    if (sense == items.end()) return read_point(items, is_date);
    const Kind kind = sense->kind;
    if (kind != kFiscal && sense != items.begin() && sense != items.end() - 1) return {};
    items.erase(sense);
    // FY26 is the one year of two digits that stands alone.
    if (kind == kFiscal && items.size() == 1 && items.front().kind == kNumber)
        items.front() = {kYear, 2000 + items.front().value, 0};
    std::vector<DateReading> readings;
    for (const DateReading& point : read_point(items, is_date))
        for (DateReading& reading : apply_sense(kind, point))
            readings.push_back(std::move(reading));
    return readings;
}

// Marks what else separates two dates: "2026-2027", and "2026 until 2027" but not "until 2027".
void mark_ranges(std::vector<Item>& items, bool hyphen) {
    if (items.size() == 2 && hyphen && items[0].kind == kYear && items[1].kind == kYear)
        items.insert(items.begin() + 1, {kRange, 0, 0});
    for (std::size_t i = 1; i + 1 < items.size(); ++i)
        if (items[i].kind == kUntil) items[i].kind = kRange;
}

// One end of a range: "" if it is open, nullopt if it is not one certain date.
std::optional<std::string> read_end(std::span<const Item> items, IsDate is_date) {
    if (items.empty()) return "";
    const std::vector<DateReading> readings = read_point(items, is_date);
    if (readings.size() != 1 || !readings.front().condition.empty()) return std::nullopt;
    return readings.front().cell;
}

CellError explain_form(std::string_view text) {
    return refuse(text, fmt::format("{} is not a date", quoted(text)), {std::string(kForms)});
}

CellError explain_range(std::string_view text, std::span<const Item> items, std::size_t middle,
                        IsDate is_date) {
    const auto first = read_end(items.first(middle), is_date);
    const auto last = read_end(items.subspan(middle + 1), is_date);
    if (!first || !last) return explain_form(text);
    std::string range = *first + ".." + *last;
    if (is_date(range))
        return refuse(text, fmt::format("{} is not a date", quoted(text)), {std::move(range)});
    std::string turned = *last + ".." + *first;
    if (!is_date(turned)) return explain_form(text);
    return refuse(text, fmt::format("{} ends before it begins", quoted(text)), {std::move(turned)});
}

CellError explain_readings(std::string_view text, const std::vector<DateReading>& readings,
                           bool has_time) {
    assert(readings.size() <=
           kMostHints);  // a word has two senses for a year alone, which has one reading
    std::vector<std::string> hints;
    for (const DateReading& reading : readings) {
        hints.push_back(reading.cell +
                        (reading.condition.empty() ? "" : " if " + reading.condition));
    }
    if (readings.size() > 1)
        return refuse(text, fmt::format("{} can be read in more than one way", quoted(text)),
                      std::move(hints));
    return refuse(text,
                  fmt::format("{} is not a date{}", quoted(text),
                              has_time ? ", which has no time of day" : ""),
                  std::move(hints));
}

// Where a time of day (T23:30, 00:00:00) starts behind a date; npos if there is none.
std::size_t find_time(std::string_view folded) {
    std::size_t at = folded.find(':');
    if (at == std::string_view::npos) return at;
    while (at > 0 && folded[at - 1] >= '0' && folded[at - 1] <= '9')
        --at;
    const bool separated = at > 0 && (folded[at - 1] == ' ' || folded[at - 1] == 't');
    return separated ? at - 1 : std::string_view::npos;
}

}  // namespace

CellError explain_date(std::string_view text, IsDate is_date) {
    if (auto no_value = explain_no_value(text, "a date")) return *std::move(no_value);
    const std::string folded = fold_pasted(text).value_or("");
    const std::size_t time = find_time(folded);
    auto items = read_items(std::string_view(folded).substr(0, time));
    if (!items) return explain_form(text);
    mark_ranges(*items, folded.find('-') != std::string::npos);
    const auto middle = std::find_if(items->begin(), items->end(),
                                     [](const Item& item) { return item.kind == kRange; });
    if (middle != items->end()) {
        const auto index = static_cast<std::size_t>(middle - items->begin());
        return explain_range(text, *items, index, is_date);
    }
    std::vector<DateReading> readings = read_qualified(*std::move(items), is_date);
    std::erase_if(readings, [&](const DateReading& reading) { return !is_date(reading.cell); });
    if (readings.empty()) return explain_form(text);
    return explain_readings(text, readings, time != std::string::npos);
}

}  // namespace gw

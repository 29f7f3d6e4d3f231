// SPDX-License-Identifier: Apache-2.0
#include "door/options.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "cells/cells.h"
#include "counting/terms.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

bool fits_all(const Command&) {
    return true;
}
bool fits_ask(const Command& command) {
    return command.group == "Ask" || command.name == "check" || command.name == "log" ||
           command.name == "workbook" || command.name == "verify";
}
bool fits_check(const Command& command) {
    return command.name == "check";
}
bool fits_on(const Command& command) {
    return fits_ask(command) && command.name != "diff";
}
bool fits_book(const Command& command) {
    return command.name != "help" && command.name != "completion";
}
bool fits_import(const Command& command) {
    return command.name == "import";
}
bool fits_table(const Command& command) {
    return fits_ask(command) || fits_import(command) || command.name == "doctor";
}
bool fits_width(const Command& command) {
    return fits_ask(command) || fits_import(command);
}
bool fits_help(const Command& command) {
    return command.name == "help";
}
bool fits_query(const Command& command) {
    return command.takes == Takes::kQuery;
}
bool fits_explained(const Command& command) {
    return command.takes == Takes::kQuery || command.takes == Takes::kDays;
}
bool fits_grouped(const Command& command) {
    return command.name == "exposure" || command.name == "capacity" || command.name == "diff" ||
           command.name == "circularity" || command.name == "stress" ||
           command.name == "sensitivity";
}
bool fits_max_length(const Command& command) {
    return command.name == "loops" || command.name == "circularity" || command.name == "stress" ||
           command.name == "sensitivity";
}
bool fits_loops(const Command& command) {
    return command.name == "loops";
}
bool fits_budget(const Command& command) {
    return fits_loops(command) || command.name == "circularity";
}
bool fits_stress(const Command& command) {
    return command.name == "stress";
}
bool fits_sensitivity(const Command& command) {
    return command.name == "sensitivity";
}
bool fits_exposure(const Command& command) {
    return command.name == "exposure";
}
bool fits_with(const Command& command) {
    return command.name == "exposure" || command.name == "circularity";
}
bool fits_periods(const Command& command) {
    return command.name == "exposure" || command.name == "schedule";
}
bool fits_legs(const Command& command) {
    return fits_grouped(command) || fits_periods(command) || command.name == "concentration";
}
bool fits_demand(const Command& command) {
    return fits_periods(command) || command.name == "concentration" || command.name == "net";
}
bool fits_capacity(const Command& command) {
    return command.name == "capacity";
}
bool fits_cube(const Command& command) {
    return fits_periods(command) || fits_capacity(command);
}
bool fits_spread(const Command& command) {
    return fits_cube(command) || command.name == "circularity";
}
bool fits_reconcile(const Command& command) {
    return command.name == "reconcile";
}
bool fits_sql(const Command& command) {
    return command.takes == Takes::kStatement;
}
bool fits_verify(const Command& command) {
    return command.name == "verify";
}
bool fits_rm(const Command& command) {
    return command.name == "rm";
}
bool fits_writing_facts(const Command& command) {
    return command.group == "Change" && command.name != "init" && command.name != "log";
}
bool fits_verdict(const Command& command) {
    return fits_import(command) || command.takes == Takes::kClaim;
}
bool fits_writing_book(const Command& command) {
    return command.group == "Change" && command.name != "log";
}
bool fits_past(const Command& command) {
    return command.group == "Ask" || command.name == "export" || command.name == "check";
}
bool fits_export(const Command& command) {
    return command.name == "export";
}
bool fits_writing_files(const Command& command) {
    return fits_ask(command) || fits_import(command) || command.name == "export";
}

[[noreturn]] void refuse(std::string_view option, std::string_view value, std::string hint) {
    throw Error(Exit::kUsage, fmt::format("{}: \"{}\" will not do", option, value),
                std::move(hint));
}

std::size_t read_number(std::string_view option, const std::string& text, std::size_t least,
                        std::size_t most) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        refuse(option, text, fmt::format("a whole number from {} to {}", least, most));
    return number;
}

std::vector<std::string> read_list(std::string_view text) {
    std::vector<std::string> words;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        words.emplace_back(text.substr(0, comma));
        if (comma == text.size()) return words;
        text.remove_prefix(comma + 1);
    }
}

void set_period(Invocation& invocation, const std::string& value) {
    const std::string hint = "a range of days such as 2026..2030, 2026-Q3.. or 2027";
    if (value.empty()) refuse("--period", value, hint);
    const auto parsed = parse_date(value);
    if (const auto* error = std::get_if<CellError>(&parsed))
        refuse("--period", value, error->hints.empty() ? hint : error->hints.front());
    invocation.ask.period = std::get<DateRange>(parsed);
}

void set_step(Invocation& invocation, const std::string& value) {
    const auto step = find_word(kStepNames, value);
    if (!step) refuse("--step", value, "year, half, quarter or month");
    invocation.ask.step_months = kStepMonths[*step];
}

void set_layout(Invocation& invocation, const std::string& value) {
    if (value != "wide" && value != "tidy") refuse("--layout", value, "wide or tidy");
    invocation.ask.layout = value == "wide" ? PeriodLayout::kWide : PeriodLayout::kTidy;
}

void set_pue(Invocation& invocation, const std::string& value) {
    const std::string hint = "a decimal number from 1 to 10, such as 1.3";
    if (!std::holds_alternative<std::string>(parse_decimal(value))) refuse("--pue", value, hint);
    PowerFactor factor{value, 0, 1};
    bool fraction = false;
    for (const char digit : value) {
        if (digit == '.') fraction = true;
        if (digit == '.') continue;
        factor.mantissa = factor.mantissa * 10 + (digit - '0');
        if (fraction) factor.denominator *= 10;
    }
    if (factor.mantissa < factor.denominator || factor.mantissa > 10 * factor.denominator)
        refuse("--pue", value, hint);
    invocation.ask.pue = factor;
}

void set_format(Invocation& invocation, const std::string& value) {
    const auto format = format_by_name(value);
    if (!format) refuse("--format", value, format_names());
    invocation.render.format = *format;
    invocation.format_given = true;
}

void set_units(Invocation& invocation, const std::string& value) {
    const auto units = units_by_name(value);
    if (!units) refuse("--units", value, "auto, raw, k, m, bn or tn");
    invocation.render.units = *units;
}

void set_severity(Invocation& invocation, const std::string& value) {
    const auto* found = std::find(kSeverityNames.begin(), kSeverityNames.end(), value);
    if (found == kSeverityNames.end()) refuse("--severity", value, "error, warning or note");
    invocation.severity = static_cast<Severity>(found - kSeverityNames.begin());
}

void set_color(Invocation& invocation, const std::string& value) {
    if (value != "auto" && value != "always" && value != "never")
        refuse("--color", value, "auto, always or never");
    invocation.color = value;
    invocation.color_given = true;
}

std::vector<std::string> format_words() {
    std::vector<std::string> words;
    for (const FormatFacts& format : all_formats())
        words.emplace_back(format.name);
    return words;
}

void set_as_of(Invocation& invocation, const std::string& value) {
    const auto parsed = parse_moment(value);
    if (const auto* error = std::get_if<CellError>(&parsed))
        refuse("--as-of", value,
               error->hints.empty() ? "2026-11-03T09:30:00Z, or a day: its end"
                                    : fmt::format("{}", fmt::join(error->hints, ", ")));
    invocation.as_of = std::get<Moment>(parsed);
    invocation.ask.as_of = value;
}

void set_note(Invocation& invocation, const std::string& value) {
    if (const auto error = check_text(value)) refuse("--note", value, error->message);
    invocation.note = value;
}

void set_why(Invocation& invocation, const std::string& value) {
    if (const auto error = check_text(value)) refuse("--why", value, error->message);
    invocation.why = value;
}

// Which book, which day, and where the answer goes.
std::vector<Option> book_options() {
    return {
        {"--book", "-b", "FILE", "the book; else $GIGAWATCH_BOOK, else book.db in the data folder",
         fits_book,
         [](Invocation& i, const std::string& v) {
             i.ask.book = v;
             i.book = v;
         }},
        {"--format", "-f", "FORMAT", format_names(), fits_table, set_format, false, format_words},
        {"--output", "-o", "FILE", "write to a file, whose extension picks the format; - is stdout",
         fits_ask, [](Invocation& i, const std::string& v) { i.output = v; }},
        {"--json", "", "", "JSON files, an array of rows each, which import reads like CSV",
         fits_export, [](Invocation& i, const std::string&) { i.file_form = FileForm::kJson; }},
        {"--force", "", "", "overwrite files that exist", fits_writing_files,
         [](Invocation& i, const std::string&) { i.force = true; }},
        {"--on", "", "DATE", "the world as of that day; of a partial date its last", fits_on,
         [](Invocation& i, const std::string& v) { i.ask.on = last_day_of("--on", v); }},
        {"--as-of", "", "TIME", "the book as it was then: 2026-11-03T09:30:00Z, or a day: its end",
         fits_past, set_as_of},
    };
}

// What is asked, and how the rows are grouped and arranged.
std::vector<Option> question_options() {
    return {
        {"--pue", "", "X", "facility power for one of IT load: brings IT load onto facility",
         fits_capacity, set_pue},
        {"--implied", "", "", "what counts of hardware imply, beside what is stated", fits_capacity,
         [](Invocation& i, const std::string&) { i.ask.implied = true; }},
        {"--and-on", "", "DATE", "the day of the second total", fits_reconcile,
         [](Invocation& i, const std::string& v) { i.ask.and_on = last_day_of("--and-on", v); }},
        {"--published", "", "FILE", "a CSV file of published rows as the second total",
         fits_reconcile, [](Invocation& i, const std::string& v) { i.ask.published = v; }},
        {"--by", "", "F[,F]", "group by these dimensions", fits_legs,
         [](Invocation& i, const std::string& v) { i.ask.by = read_list(v); }},
        {"--period", "", "RANGE",
         "when it is paid, online or as of: 2026..2030, 2027-Q1..; open ends show all",
         [](const Command& c) { return fits_spread(c) || fits_stress(c); }, set_period},
        {"--step", "", "STEP", "periods of a year, half, quarter or month", fits_spread, set_step},
        {"--layout", "", "LAYOUT", "wide: periods or buckets as columns; tidy: in rows", fits_cube,
         set_layout},
        {"--end-demand", "", "", "without legs that pass on what another leg pays (funded_by)",
         fits_demand, [](Invocation& i, const std::string&) { i.ask.end_demand = true; }},
        {"--weights", "", "FILE", "weights by bucket, set by you: a line such as committed,1",
         fits_exposure, [](Invocation& i, const std::string& v) { i.ask.weights = v; }},
        {"--columns", "", "LIST", "these columns, in this order", fits_ask,
         [](Invocation& i, const std::string& v) { i.ask.columns = read_list(v); }},
        {"--sort", "", "F[,-F]", "order by these columns, - for descending", fits_ask,
         [](Invocation& i, const std::string& v) { i.ask.sort = read_list(v); }},
        {"--limit", "", "N", "the first N rows", fits_ask,
         [](Invocation& i, const std::string& v) {
             i.ask.limit = read_number("--limit", v, 1, 1'000'000'000);
         }},
    };
}

// Of loops, circularity, stress and sensitivity.
std::vector<Option> circle_options() {
    return {
        {"--max-length", "", "N", "loops of at most N groups (6)", fits_max_length,
         [](Invocation& i, const std::string& v) {
             i.ask.max_length = static_cast<int>(read_number("--max-length", v, 2, 60));
         }},
        {"--with", "", "LIST",
         "more: share, large, paid, press_only, metric:revenue (exposure); shapley, yearly "
         "(circularity)",
         fits_with, [](Invocation& i, const std::string& v) { i.ask.with = read_list(v); }},
        {"--through", "", "PARTY", "only loops that this party is on", fits_loops,
         [](Invocation& i, const std::string& v) { i.ask.through = v; }},
        {"--count", "", "", "how many loops there are, by length", fits_loops,
         [](Invocation& i, const std::string&) { i.ask.count = true; }},
        {"--budget", "", "N", "stop each search after N steps (loops: 1000000000)", fits_budget,
         [](Invocation& i, const std::string& v) {
             i.ask.budget =
                 static_cast<std::int64_t>(read_number("--budget", v, 1, 1'000'000'000'000'000));
         }},
        {"--pays", "", "N%", "what a stressed party pays of what it owes; one for all, or each",
         fits_stress, [](Invocation& i, const std::string& v) { i.ask.pays.push_back(v); }, true},
        {"--deal", "", "SLUG", "a deal that is --cancelled", fits_stress,
         [](Invocation& i, const std::string& v) { i.ask.deals.push_back(v); }, true},
        {"--cancelled", "", "", "without each --deal", fits_stress,
         [](Invocation& i, const std::string&) { i.ask.cancelled = true; }},
        {"--cash", "", "PARTY=AMOUNT", "what a party has itself, in USD; else by its metrics",
         fits_stress, [](Invocation& i, const std::string& v) { i.ask.cash.push_back(v); }, true},
        {"--shuffles", "", "N", "how often chance is tried (100)", fits_sensitivity,
         [](Invocation& i, const std::string& v) {
             i.ask.shuffles = read_number("--shuffles", v, 1, 100'000);
         }},
        {"--seed", "", "N", "where chance begins (1)", fits_sensitivity,
         [](Invocation& i, const std::string& v) {
             i.ask.seed = read_number("--seed", v, 0, 1'000'000'000);
         }},
    };
}

// How an answer looks to people.
std::vector<Option> look_options() {
    return {
        {"--units", "", "UNIT", "auto, raw, k, m, bn or tn, for people", fits_ask, set_units, false,
         [] { return std::vector<std::string>{"auto", "raw", "k", "m", "bn", "tn"}; }},
        {"--width", "", "N", "columns of the table for people; 0: all", fits_width,
         [](Invocation& i, const std::string& v) {
             i.width = read_number("--width", v, 0, 10'000);
         }},
        {"--ascii", "", "", "ASCII only in the table for people", fits_ask,
         [](Invocation& i, const std::string&) { i.render.ascii = true; }},
        {"--color", "", "WHEN", "auto, always or never", fits_ask, set_color, false,
         [] {
             return std::vector<std::string>{"auto", "always", "never"};
         }},
        {"--no-pager", "", "", "print answers taller than the terminal too", fits_ask,
         [](Invocation& i, const std::string&) { i.pager = false; }},
    };
}

std::vector<Option> command_options() {
    return {
        {"--timeout", "", "SECONDS", "stop the statement after so long (10)", fits_sql,
         [](Invocation& i, const std::string& v) {
             i.timeout = std::chrono::seconds(read_number("--timeout", v, 1, 86'400));
         }},
        {"--man", "", "DIR", "write every page of help into this folder, for man", fits_help,
         [](Invocation& i, const std::string& v) { i.man = v; }},
        {"--require-match", "", "", "exit 1 if nothing matches", fits_query,
         [](Invocation& i, const std::string&) { i.require_match = true; }},
        {"--severity", "", "LEAST", "error, warning (and errors) or note (all)", fits_check,
         set_severity},
        {"--explain", "", "", "say how the query was read and what each term left", fits_explained,
         [](Invocation& i, const std::string&) { i.ask.explain = true; }},
        {"--dry-run", "", "", "say what would be stored, and store nothing", fits_writing_facts,
         [](Invocation& i, const std::string&) { i.dry_run = true; }},
        {"--rules", "", "FILE", "read a foreign spreadsheet by these rules: gigawatch help rules",
         fits_import, [](Invocation& i, const std::string& v) { i.rules = v; }},
        {"--skip-bad", "", "FILE", "store the good lines, and write the bad ones here with reasons",
         fits_import, [](Invocation& i, const std::string& v) { i.skip_bad = v; }},
        {"--accept", "", "", "store what other sources say; else it becomes claims", fits_import,
         [](Invocation& i, const std::string&) { i.accept = true; }},
        {"--why", "", "TEXT", "the reason, kept with the claim and in the history", fits_verdict,
         set_why},
        {"--allow-network-fs", "", "", "write a book on NFS, SMB or their like: nobody else must",
         fits_writing_book, [](Invocation& i, const std::string&) { i.allow_network_fs = true; }},
        {"--with-dependents", "", "", "with the rows whose key or subject names it", fits_rm,
         [](Invocation& i, const std::string&) { i.with_dependents = true; }},
        {"--head", "", "HASH", "a head that verify printed once", fits_verify,
         [](Invocation& i, const std::string& v) { i.head = v; }},
        {"--note", "", "TEXT", "why, for the history: gigawatch log", fits_writing_facts, set_note},
        {"--today", "", "DATE", "the only clock there is", fits_all,
         [](Invocation& i, const std::string& v) { i.ask.today = last_day_of("--today", v); }},
        {"--quiet", "-q", "", "no messages beside errors", fits_all,
         [](Invocation& i, const std::string&) { i.quiet = true; }},
        {"--verbose", "-v", "", "more messages", fits_all,
         [](Invocation& i, const std::string&) { i.verbose = true; }},
    };
}

}  // namespace

const std::vector<Option>& all_options() {
    static const std::vector<Option> options = [] {
        std::vector<Option> all = book_options();
        for (const auto& more :
             {question_options(), circle_options(), look_options(), command_options()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return options;
}

}  // namespace gw

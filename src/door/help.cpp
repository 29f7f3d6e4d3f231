// SPDX-License-Identifier: Apache-2.0
#include "door/help.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <iterator>

#include "door/grouping.h"
#include "door/options.h"
#include "door/query_help.h"
#include "door/topics.h"
#include "reports/check.h"
#include "text/suggest.h"

namespace gw {
namespace {

std::string buckets_topic() {
    return "How sure a promise is follows from its deal's status on the day and from whether the "
           "payer is bound.\n\n"
           "  status on the day                            firm leg      option or contingent leg\n"
           "  signed amended active paused completed       committed     conditional\n"
           "  loi announced                                announced     announced\n"
           "  talks                                        talks         talks\n"
           "  denied lapsed cancelled superseded           nothing       nothing\n\n"
           "Buckets are never added to each other, nor are the classes spend, capital, contingent, "
           "transfer, right.\n";
}

std::string units_topic() {
    return "In tables for people: one unit for a report, named in its title.\n\n"
           "  -  nil     ?  unknown     no limit  open above     ~  about     \xE2\x89\xA4  at "
           "most     \xE2\x89\xA5  at least, or unknown parts left out\n\n"
           "  surely     lower ends: what is there whatever happens\n"
           "  as stated  as the sources put it: the upper end, or the lower where the upper is "
           "open\n"
           "  at most    upper ends\n\n"
           "-f csv and -f json hold whole dollars (base currency) and kW as lo, stated and hi; an "
           "empty or null hi is no limit.\n"
           "--units raw, k, m, bn or tn picks the unit; --ascii draws without Unicode.\n";
}

std::string format_topic() {
    return "A book is also a folder of CSV files, one a table: UTF-8, commas, a header, columns "
           "and rows in any order.\n\n"
           "  amount    38000000000, 38bn, 1.25bn, 500m, 1.4tn    up to ..100bn    at least 10bn.. "
           "   17bn..19bn    about ~40bn\n"
           "  power     4.5GW, 206MW                              ranges likewise; empty is "
           "unknown, never 0\n"
           "  count     400000, 400k, 10m..\n"
           "  percent   27, 27.5, 13..15\n"
           "  date      2026-11-03, 2026-11, 2026-Q3, 2026-H2, 2026, ..2026, 2027.., 2027..2031\n"
           "  term      7y, 18m, 15y6m\n\n"
           "Tables: parties aliases sources deals events links legs leg_links flows sites tranches "
           "milestones hardware\n"
           "quantities stakes metrics fx_rates claims. docs/format.md tells their columns; "
           "gigawatch export DIR writes them.\n";
}

std::string output_topic() {
    std::string text =
        "-f FORMAT prints any answer in another format; -o FILE writes it to a file whose "
        "extension picks the format.\n\n";
    for (const FormatFacts& one : all_formats())
        text += fmt::format("  {:<9}{:<9}{}\n", one.name, one.extension, one.help);
    return text +
           "\ngigawatch workbook exposure,capacity,loops -o all.xlsx writes several answers as "
           "one workbook.\n\n"
           "On a terminal, columns that it has no room for are left out and named below the "
           "table, and an answer that is\n"
           "taller goes to $GIGAWATCH_PAGER, else $PAGER, else less; --no-pager prevents it. "
           "Elsewhere nothing is ever\n"
           "cut. --color WHEN, NO_COLOR and --ascii say how it is drawn.\n";
}

std::string exit_codes_topic() {
    return "  0    done, an empty answer too\n"
           "  1    check, diff or verify found something, or --require-match matched nothing\n"
           "  2    wrong command line or query\n"
           "  3    bad input data, or not a book, or a newer book\n"
           "  4    cannot read or write: missing, locked, full disk, or a file that would be "
           "overwritten\n"
           "  130  interrupted\n";
}

std::string overview(const std::vector<Command>& commands) {
    std::string text =
        "gigawatch - AI-infrastructure deals: who owes whom, how many gigawatts, which money goes "
        "in circles\n\n"
        "  gigawatch init -b my.db                      a new book\n"
        "  gigawatch import docs/ai-deals -b my.db      about two hundred real deals\n"
        "  gigawatch exposure payer:openai -b my.db     what OpenAI owes, and to whom\n"
        "  gigawatch loops -b my.db                     circular financing\n";
    for (const std::string_view group : {"Ask", "Change", "Share", "Mind"}) {
        text += fmt::format("\n{}\n", group);
        for (const Command& command : commands)
            if (command.group == group)
                text += fmt::format("  {:<14}{}\n", command.name, command.summary);
    }
    text += "\nTopics: gigawatch help ";
    for (const Topic& topic : help_topics())
        text += fmt::format("{}{}", &topic == &help_topics().front() ? "" : " | ", topic.name);
    return text + "\n";
}

// What a command takes, as its usage line names it.
struct TakenWords {
    Takes takes;
    std::string_view words;
};

constexpr TakenWords kTakenWords[] = {
    {Takes::kNothing, ""},
    {Takes::kQuery, " [QUERY WORD...]"},
    {Takes::kFiles, " FOLDER|FILE.csv..."},
    {Takes::kTarget, " FOLDER|TABLE.csv"},
    {Takes::kId, " ID"},
    {Takes::kTopic, " [COMMAND|TOPIC]"},
    {Takes::kDays, " DATE[..DATE] [QUERY WORD...]"},
    {Takes::kRules, " [RULE...]"},
    {Takes::kQueries, " QUERY [QUERY]"},
    {Takes::kParties, " PARTY... [QUERY WORD...]"},
    {Takes::kReports, " REPORT[,REPORT...] [QUERY WORD...]"},
    {Takes::kRow, " TABLE [KEY] column=value..."},
    {Takes::kCells, " ID column=value..."},
    {Takes::kDeal, " DEAL"},
    {Takes::kClaim, " CLAIM --why TEXT"},
    {Takes::kChange, " [N]"},
    {Takes::kHistory, " [ID]"},
    {Takes::kNewFile, " FILE"},
    {Takes::kStatement, " 'SELECT ...'"},
    {Takes::kShell, " bash|zsh|fish"},
};

std::string_view words_taken(Takes takes) {
    const auto* const found =
        std::find_if(std::begin(kTakenWords), std::end(kTakenWords),
                     [&](const TakenWords& one) { return one.takes == takes; });
    assert(found != std::end(kTakenWords));
    return found->words;
}

std::string rules_text() {
    std::string text = "\nRules:\n";
    for (const CheckRule& rule : all_checks())
        text += fmt::format("  {:<8} {:<29}{}\n",
                            kSeverityNames[static_cast<std::size_t>(rule.severity)], rule.name,
                            rule.meaning);
    return text;
}

}  // namespace

const std::vector<Topic>& help_topics() {
    static const std::vector<Topic> all{
        {"query", "words that say which deals are meant", query_help},
        {"buckets", "how sure a promise is", buckets_topic},
        {"dimensions", "by what answers are grouped: --by", dimensions_topic},
        {"kinds", "what a promise is, and its class", kinds_topic},
        {"units", "how figures are shown", units_topic},
        {"dates", "how exact a day is, and which day is asked about", dates_topic},
        {"circles", "what a loop of money is", circles_topic},
        {"format", "how a book is written as CSV files", format_topic},
        {"rules", "how a foreign spreadsheet is read: import --rules", rules_topic},
        {"output", "formats, workbooks, pictures, the pager", output_topic},
        {"views", "what there is to read with sql", views_topic},
        {"config", "the config file, variables, completion", config_topic},
        {"exit-codes", "what the program returns", exit_codes_topic},
    };
    return all;
}

std::string usage_of(const Command& command) {
    return fmt::format("gigawatch {}{} [OPTION...]", command.name, words_taken(command.takes));
}

std::string command_help(const Command& command) {
    std::string text =
        fmt::format("{}\n\n{}.\n", usage_of(command),
                    command.details.empty()
                        ? command.summary
                        : command.details.substr(0, command.details.find_last_not_of('.') + 1));
    text += "\nOptions:\n";
    for (const Option& option : all_options()) {
        if (!option.fits(command)) continue;
        const std::string name =
            fmt::format("{}{}{}{}{}", option.short_name, option.short_name.empty() ? "    " : ", ",
                        option.name, option.value.empty() ? "" : " ", option.value);
        text += fmt::format("  {:<21} {}\n", name, option.help);
    }
    if (command.takes == Takes::kRules) text += rules_text();
    if (command.takes == Takes::kQuery || command.takes == Takes::kDays ||
        command.takes == Takes::kQueries)
        text += "\nQuery words: gigawatch help query\n";
    if (!grouping_words(command.name, "--by").empty())
        text += "What --by takes: gigawatch help dimensions\n";
    return text;
}

std::string help_text(const std::vector<Command>& commands, const std::vector<std::string>& words) {
    if (words.empty()) return overview(commands);
    std::vector<std::string> known;
    for (const Command& command : commands) {
        if (command.name == words.front()) return command_help(command);
        known.push_back(command.name);
    }
    for (const Topic& topic : help_topics()) {
        if (topic.name == words.front()) return topic.text();
        known.emplace_back(topic.name);
    }
    const std::vector<std::string> near = suggest(words.front(), known);
    throw Error(
        Exit::kUsage, fmt::format("\"{}\" is no command and no topic", words.front()),
        near.empty() ? "gigawatch help lists them" : fmt::format("{}", fmt::join(near, ", ")));
}

}  // namespace gw

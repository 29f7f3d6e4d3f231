// SPDX-License-Identifier: Apache-2.0
#include "door/commands.h"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "book/book.h"
#include "book/select.h"
#include "credit/concentration.h"
#include "credit/coverage.h"
#include "credit/net.h"
#include "credit/per_gw.h"
#include "door/complete.h"
#include "door/doctor.h"
#include "door/edit.h"
#include "door/help.h"
#include "door/importing.h"
#include "door/man.h"
#include "door/print.h"
#include "door/workbook.h"
#include "door/writing.h"
#include "exchange/export.h"
#include "reports/capacity.h"
#include "reports/check.h"
#include "reports/circularity.h"
#include "reports/conflicts.h"
#include "reports/deals.h"
#include "reports/dependence.h"
#include "reports/diff.h"
#include "reports/explain.h"
#include "reports/exposure.h"
#include "reports/log.h"
#include "reports/loop_report.h"
#include "reports/measure_rows.h"
#include "reports/ownership.h"
#include "reports/reconcile.h"
#include "reports/report.h"
#include "reports/schedule.h"
#include "reports/sensitivity.h"
#include "reports/show.h"
#include "reports/sql.h"
#include "reports/stress.h"
#include "reports/timeline.h"
#include "text/interrupt.h"

namespace gw {
namespace {

// The book that a query is asked of, and how the query was read, if that is asked for.
Book open_to_ask(const Command& command, const Invocation& invocation, Environment& environment) {
    Book book = Book::open_to_read(invocation.book, invocation.as_of);
    if (invocation.ask.explain) {
        AskOptions asked = invocation.ask;
        if (command.takes == Takes::kDays && !asked.words.empty())
            asked.words.erase(asked.words.begin());  // the days
        RenderOptions plain = invocation.render;
        plain.format = Format::kTable;
        plain.color = false;
        environment.err << render(explain_query(book, asked), plain) << '\n';
    }
    return book;
}

using TableFunction = Table (*)(const Book&, const AskOptions&);

template <TableFunction Make>
Exit ask(const Command& command, const Invocation& invocation, Environment& environment) {
    const Book book = open_to_ask(command, invocation, environment);
    AskOptions options = invocation.ask;
    options.for_people = kind_of(invocation.render.format) == FormatKind::kPeople;
    options.with_notes =
        kind_of(invocation.render.format) != FormatKind::kMachine || invocation.collect != nullptr;
    options.stream_rows = may_stream(invocation);
    return print(Make(book, options), invocation, environment);
}

// What compares two totals: kIfDifferent where they differ.
template <TableFunction Make, Exit kIfDifferent>
Exit ask_compared(const Command& command, const Invocation& invocation, Environment& environment) {
    const Book book = open_to_ask(command, invocation, environment);
    const Table table = Make(book, invocation.ask);
    write_table(table, invocation, environment);
    if (!table.rows.empty()) return kIfDifferent;
    say(invocation, environment, "nothing differs");
    return Exit::kDone;
}

Exit ask_report(const Command& command, const Invocation& invocation, Environment& environment) {
    const std::vector<Report> reports = all_reports();
    const auto report = std::find_if(reports.begin(), reports.end(),
                                     [&](const Report& one) { return one.name == command.name; });
    const Book book = open_to_ask(command, invocation, environment);
    return print(run_report(*report, book, invocation.ask), invocation, environment);
}

Exit ask_show(const Command&, const Invocation& invocation, Environment& environment) {
    std::string id;
    for (const std::string& word : invocation.ask.words)
        id += (id.empty() ? "" : " ") + word;
    if (id.empty())
        throw Error(Exit::kUsage, "show needs an ID",
                    "a deal, a party, or a row such as legs/aws-openai-38bn/1");
    const Book book = Book::open_to_read(invocation.book, invocation.as_of);
    return print(show(book, id, invocation.ask), invocation, environment);
}

Exit ask_sql(const Command&, const Invocation& invocation, Environment& environment) {
    std::string statement;
    for (const std::string& word : invocation.ask.words)
        statement += (statement.empty() ? "" : " ") + word;
    if (statement.empty())
        throw Error(Exit::kUsage, "sql needs a statement",
                    "gigawatch sql 'select * from counted_legs'");
    const Book book = Book::open_to_read(invocation.book, invocation.as_of);
    const SqlAnswer answer = run_sql(book, statement, invocation.timeout, invocation.ask);
    if (!answer.cut.empty() && invocation.render.format != Format::kTable)
        say(invocation, environment, answer.cut);
    return print(answer.table, invocation, environment);
}

Exit init(const Command&, const Invocation& invocation, Environment& environment) {
    if (!invocation.ask.words.empty())
        throw Error(
            Exit::kUsage,
            fmt::format("init takes no words, such as \"{}\"", invocation.ask.words.front()),
            fmt::format("gigawatch init -b {}", invocation.ask.words.front()));
    if (!invocation.book_given) std::filesystem::create_directories(invocation.book.parent_path());
    heed_interrupts();
    environment.unless_done = "no book was made";
    Book::create(invocation.book, over_network(invocation));
    environment.note_written();
    say(invocation, environment, fmt::format("made an empty book: {}", invocation.book.string()));
    return Exit::kDone;
}

Exit export_book(const Command&, const Invocation& invocation, Environment& environment) {
    if (invocation.ask.words.size() != 1)
        throw Error(Exit::kUsage, "export needs one folder, or one file TABLE.csv or TABLE.json",
                    "gigawatch export my-book");
    environment.unless_done = "nothing was exported";
    const Book book = Book::open_to_read(invocation.book, invocation.as_of);
    heed_interrupts();
    const auto counts = export_tables(book, invocation.ask.words.front(), invocation.file_form,
                                      invocation.force ? Overwrite::kAllow : Overwrite::kRefuse);
    environment.note_written();
    std::size_t rows = 0;
    for (const ExportCount& count : counts)
        rows += count.rows;
    say(invocation, environment,
        fmt::format("wrote {}: {}, {}", invocation.ask.words.front(), plural(counts.size(), "file"),
                    plural(rows, "row")));
    return Exit::kDone;
}

Exit check_book(const Command&, const Invocation& invocation, Environment& environment) {
    const Book book = Book::open_to_read(invocation.book, invocation.as_of);
    const Table table = check(book, invocation.ask, invocation.severity);
    write_table(table, invocation, environment);
    return table.rows.empty() ? Exit::kDone : Exit::kFound;
}

Exit run_doctor(const Command&, const Invocation& invocation, Environment& environment) {
    const Table table = doctor(invocation, environment);
    if (environment.progress != nullptr) environment.progress->stop();
    environment.out << render(table, invocation.render);
    return has_failure(table) ? Exit::kFound : Exit::kDone;
}

Exit print_completion(const Command&, const Invocation& invocation, Environment& environment) {
    const std::vector<std::string>& words = invocation.ask.words;
    environment.out << completion_script(words.size() == 1 ? words.front() : std::string());
    return Exit::kDone;
}

Exit help(const Command&, const Invocation& invocation, Environment& environment) {
    if (invocation.man.empty())
        environment.out << help_text(all_commands(), invocation.ask.words);
    else
        say(invocation, environment,
            fmt::format("wrote {}: {}", invocation.man.string(),
                        plural(write_man_pages(invocation.man), "page")));
    return Exit::kDone;
}

// In lines of some 80 columns.
std::string list_words(const std::vector<std::string>& words) {
    std::string text;
    std::size_t column = 80;
    for (const std::string& word : words) {
        column += word.size() + 1;
        text += column > 80 ? "\n  " : " ";
        if (column > 80) column = word.size() + 2;
        text += word;
    }
    return text;
}

// Who owes whom, when, and how many gigawatts.
std::vector<Command> exposure_commands() {
    return {
        {"Ask", "exposure", "who owes whom, by payer and payee", "", Takes::kQuery, ask<exposure>},
        {"Ask", "schedule", "what is paid when, by payer, payee and year", "", Takes::kQuery,
         ask<schedule>},
        {"Ask", "concentration", "how much hangs on how few: HHI and the largest shares", "",
         Takes::kQuery, ask<concentration>},
        {"Ask", "net", "what two groups owe each other, gross and net", "", Takes::kQuery,
         ask<net>},
        {"Ask", "coverage", "how much of a programme's headline its deals cover", "", Takes::kQuery,
         ask<coverage>},
        {"Ask", "per-gw", "dollars per gigawatt, deal by deal", "", Takes::kQuery, ask<per_gw>},
        {"Ask", "capacity", "how many gigawatts, by layer, user and date", "", Takes::kQuery,
         ask<capacity>},
    };
}

// Which money goes in circles, and what hangs on whom.
std::vector<Command> circle_commands() {
    return {
        {"Ask", "loops", "which money goes in circles", "", Takes::kQuery, ask<loops>},
        {"Ask", "circularity", "how much money can go in circles",
         std::string(circularity_details()), Takes::kQuery, ask<circularity>},
        {"Ask", "stress", "who receives how much less when somebody does not pay",
         "Who receives how much less when parties pay only part of what they owe, or deals are "
         "cancelled: the greatest clearing vector of all spend and capital legs (Eisenberg and "
         "Noe). Whose cash and revenue are not known is taken twice: as able to pay whatever it "
         "owes, and as having only what it receives. --by party, hop, loop or layer. All promises "
         "at once, or with --period 2027 what falls in a year against that year's revenue.",
         Takes::kParties, ask<stress>},
        {"Ask", "dependence", "how much of a party's revenue depends on another",
         "How much of a payee's revenue depends on a party: gigawatch dependence nvidia openai. "
         "Direct, and passed on through what others owe out of what the party owes them.",
         Takes::kParties, ask<dependence>},
        {"Ask", "ownership", "who owns a company, directly and in the end",
         "Who owns a company, directly and in the end, through chains of stakes; of all companies "
         "if none is named. Columns _lo and _hi are basis points.",
         Takes::kParties, ask<ownership>},
        {"Ask", "sensitivity", "what circular financing hangs on",
         "What circular financing hangs on: --by deal, what is lost without each deal; --by "
         "chance, whether as much would come about if who pays whom were chance. Takes seconds.",
         Takes::kQuery, ask<sensitivity>},
    };
}

// What the book says, what changed, where sources disagree.
std::vector<Command> book_commands() {
    return {
        {"Ask", "deals", "deals and programmes with status, headline and power", "", Takes::kQuery,
         ask<deals>},
        {"Ask", "show", "everything about one deal, party or row", "", Takes::kId, ask_show},
        {"Ask", "timeline", "events and milestones in order, slipped ones marked", "",
         Takes::kQuery, ask<timeline>},
        {"Ask", "diff", "what changed between two days: exit 1 if anything did",
         "Compares the world on two days, leg by leg: gigawatch diff 2026-01-01 (with the end of "
         "time), gigawatch diff 2025..2026 payer:openai",
         Takes::kDays, ask_compared<diff, Exit::kFound>},
        {"Ask", "reconcile", "why two totals differ, leg by leg, to the dollar",
         "Two queries, each in quotes; or one query on two days (--on and --and-on); or one query "
         "and a CSV file of published rows: columns amount and at least one of deal, payer, payee; "
         "class and bucket if they are stated; currency, source and note",
         Takes::kQueries, ask_compared<reconcile, Exit::kDone>},
        {"Ask", "conflicts", "where sources disagree", "", Takes::kQuery, ask<conflicts>},
        {"Ask", "sql", "one SELECT of your own over the tables and views",
         "Reads, and does nothing else: no other statement, no function that asks the clock or "
         "chance, 10 seconds and 100,000 rows unless you say otherwise. Views see the world as of "
         "--on; numbers are whole units as the book stores them.\n\n"
         "  gigawatch sql 'select payer_group, count(*) as legs from counted_legs group by 1'\n\n"
         "What there is to read: gigawatch help views. Functions: " +
             list_words(Select::functions()),
         Takes::kStatement, ask_sql},
    };
}

// Into the book, and out of it.
std::vector<Command> writing_commands() {
    return {
        {"Change", "init", "make an empty book", "", Takes::kNothing, init},
        {"Change", "import", "read CSV or JSON files into the book", kImportDetails, Takes::kFiles,
         import_command},
        {"Share", "workbook", "several answers as one xlsx file",
         "writes the answers of several commands to the same query words as the sheets of one "
         "workbook: gigawatch workbook exposure,capacity,loops nvidia -o nvidia.xlsx",
         Takes::kReports, write_workbook},
        {"Change", "add", "write a new row", kAddDetails, Takes::kRow, add_command},
        {"Change", "set", "change cells of a row", kSetDetails, Takes::kCells, set_command},
        {"Change", "edit", "change a deal with all its rows in your editor", kEditDetails,
         Takes::kDeal, edit_command},
        {"Change", "rm", "remove a row", kRmDetails, Takes::kId, rm_command},
        {"Change", "accept", "store what a claim says, with the reason", kAcceptDetails,
         Takes::kClaim, accept_command},
        {"Change", "reject", "turn a claim down, with the reason", kRejectDetails, Takes::kClaim,
         reject_command},
        {"Change", "undo", "take a change set back", kUndoDetails, Takes::kChange, undo_command},
        {"Change", "log", "what was written, when, by whom; of one row, cell by cell", kLogDetails,
         Takes::kHistory, ask<log>},
        {"Share", "export", "write the book as CSV or JSON files", "", Takes::kTarget, export_book},
    };
}

// The book and the program themselves.
std::vector<Command> minding_commands() {
    return {
        {"Mind", "check", "what looks wrong in the book: exit 1 if anything does",
         "Every rule is asked of the whole book, or those that are named", Takes::kRules,
         check_book},
        {"Mind", "doctor", "what the program sees, and what is wrong with it",
         "Changes nothing. Exit 1 if something is a failure", Takes::kNothing, run_doctor},
        {"Mind", "completion", "print the completion script of a shell",
         "It knows commands, options, fields, and the parties and deals of the book.\n\n"
         "  eval \"$(gigawatch completion bash)\"      in ~/.bashrc\n"
         "  eval \"$(gigawatch completion zsh)\"       in ~/.zshrc, after compinit\n"
         "  gigawatch completion fish | source        in ~/.config/fish/config.fish",
         Takes::kShell, print_completion},
        {"Mind", "backup", "copy the book to a new file, whole and checked", kBackupDetails,
         Takes::kNewFile, backup_command},
        {"Mind", "verify", "whether the book is as gigawatch wrote it", kVerifyDetails,
         Takes::kNothing, verify_command},
        {"Mind", "help", "explain a command or a topic", "", Takes::kTopic, help},
    };
}

std::vector<Command> make_commands() {
    std::vector<Command> commands = exposure_commands();
    for (const auto& more :
         {circle_commands(), book_commands(), writing_commands(), minding_commands()})
        commands.insert(commands.end(), more.begin(), more.end());
    for (const Report& report : all_reports()) {
        std::string summary = report.help.substr(0, report.help.find('.'));
        summary[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(summary[0])));
        commands.push_back({"Ask", report.name, summary, report.help, Takes::kQuery, ask_report});
    }
    return commands;
}

}  // namespace

const std::vector<Command>& all_commands() {
    static const std::vector<Command> commands = make_commands();
    return commands;
}

}  // namespace gw

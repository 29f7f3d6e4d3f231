// SPDX-License-Identifier: Apache-2.0
#include "door/writing.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "book/backup.h"
#include "book/book.h"
#include "door/print.h"
#include "exchange/hand.h"
#include "exchange/judge.h"
#include "exchange/undo.h"
#include "exchange/verify.h"
#include "text/interrupt.h"

namespace gw {
namespace {

constexpr std::size_t kMostCells = 50;

WriteMode mode_of(const Invocation& invocation) {
    return invocation.dry_run ? WriteMode::kDryRun : WriteMode::kStore;
}

std::string describe(const CellChange& change) {
    const auto shown = [](const std::string& cell) { return cell.empty() ? "(empty)" : cell; };
    if (!change.column.empty())
        return fmt::format("{} {}: {} -> {}", change.row, change.column, shown(change.before),
                           shown(change.after));
    const bool added = change.what == CellChange::What::kAdded;
    const std::string& cells = added ? change.after : change.before;
    return fmt::format("{} {}{}{}", change.row, added ? "added" : "removed",
                       cells.empty() ? "" : ": ", cells);
}

// " -b FILE" if the same book has to be named again.
std::string same_book(const Invocation& invocation, const Environment& environment) {
    const std::string book = invocation.book.string();
    if (!invocation.book_given || environment.variable("GIGAWATCH_BOOK") == book) return {};
    return " -b " + book;
}

std::string counted(const Outcome& outcome) {
    std::string text;
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
    };
    add(outcome.added, "added");
    add(outcome.changed, "changed");
    add(outcome.removed, "removed");
    return text;
}

std::int64_t read_change(const std::string& word) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size() || number < 1)
        throw Error(Exit::kUsage, fmt::format("\"{}\" is no number of a change set", word),
                    "the change sets of the book: gigawatch log");
    return number;
}

void warn_of_readers(const Book& book, const Invocation& invocation, Environment& environment) {
    constexpr unsigned kOthers = 077;
    const unsigned mode = book.file().mode & 0777;
    if ((mode & kOthers) == 0) return;
    say(invocation, environment,
        fmt::format("warning: {} is open to other users of this machine (mode {:03o})",
                    book.path().string(), mode));
    say(invocation, environment, fmt::format("hint: chmod 600 {}", book.path().string()));
}

}  // namespace

OverNetwork over_network(const Invocation& invocation) {
    return invocation.allow_network_fs ? OverNetwork::kAllow : OverNetwork::kRefuse;
}

Author author_of(const Invocation& invocation, const Environment& environment) {
    std::string who = environment.variable("USER");
    if (who.empty()) who = environment.variable("LOGNAME");
    auto clock = environment.clock;
    if (invocation.ask.today) clock = [day = *invocation.ask.today] { return start_of(day); };
    return {std::move(who), invocation.command_line,
            invocation.note.empty() ? invocation.why : invocation.note, std::move(clock)};
}

Book open_to_write(const Invocation& invocation, Environment& environment) {
    heed_interrupts();
    environment.unless_done = kNotSaved;
    Author author = author_of(invocation, environment);
    author.storing = &environment.storing;
    Book book = Book::open_to_write(invocation.book, std::move(author), over_network(invocation));
    warn_of_readers(book, invocation, environment);
    if (!book.news().empty()) say(invocation, environment, book.news());
    return book;
}

void say_outcome(const Outcome& outcome, const Invocation& invocation, Environment& environment) {
    const std::size_t shown = std::min(outcome.cells.size(), kMostCells);
    for (std::size_t i = 0; i < shown; ++i)
        say(invocation, environment, describe(outcome.cells[i]));
    if (shown < outcome.cells.size())
        say(invocation, environment, fmt::format("... and {} more", outcome.cells.size() - shown));
    for (const CellChange& cell : outcome.cells)
        for (const std::string& note : cell.notes)
            say(invocation, environment, fmt::format("note: {}: {}", cell.row, note));
    const std::string rows = counted(outcome);
    if (rows.empty())
        say(invocation, environment, "nothing to change: the book says so already");
    else if (outcome.change == 0)
        say(invocation, environment, rows + " (dry run, nothing was stored)");
    else
        say(invocation, environment,
            fmt::format("{}, as change set {}; to take it back: gigawatch undo {}{}", rows,
                        outcome.change, outcome.change, same_book(invocation, environment)));
}

Exit add_command(const Command&, const Invocation& invocation, Environment& environment) {
    const Book book = open_to_write(invocation, environment);
    say_outcome(add_row(book, invocation.ask.words, mode_of(invocation)), invocation, environment);
    return Exit::kDone;
}

Exit set_command(const Command&, const Invocation& invocation, Environment& environment) {
    const Book book = open_to_write(invocation, environment);
    say_outcome(set_row(book, invocation.ask.words, mode_of(invocation)), invocation, environment);
    return Exit::kDone;
}

Exit rm_command(const Command&, const Invocation& invocation, Environment& environment) {
    const Book book = open_to_write(invocation, environment);
    const Dependents dependents =
        invocation.with_dependents ? Dependents::kRemove : Dependents::kRefuse;
    say_outcome(remove_row(book, invocation.ask.words, dependents, mode_of(invocation)), invocation,
                environment);
    return Exit::kDone;
}

namespace {

Exit judge(Ruling ruling, const Invocation& invocation, Environment& environment) {
    const std::string_view name = ruling == Ruling::kAccept ? "accept" : "reject";
    if (invocation.ask.words.empty())
        throw Error(Exit::kUsage, fmt::format("{} needs a claim", name),
                    "gigawatch conflicts lists claims that differ from the book");
    if (invocation.why.empty())
        throw Error(Exit::kUsage, fmt::format("{} needs a reason", name),
                    fmt::format("gigawatch {} CLAIM --why 'form 8-K of 2026-11-05'", name));
    const Book book = open_to_write(invocation, environment);
    say_outcome(
        judge_claim(book, invocation.ask.words, ruling, invocation.why, mode_of(invocation)),
        invocation, environment);
    return Exit::kDone;
}

}  // namespace

Exit accept_command(const Command&, const Invocation& invocation, Environment& environment) {
    return judge(Ruling::kAccept, invocation, environment);
}

Exit reject_command(const Command&, const Invocation& invocation, Environment& environment) {
    return judge(Ruling::kReject, invocation, environment);
}

Exit undo_command(const Command&, const Invocation& invocation, Environment& environment) {
    const auto& words = invocation.ask.words;
    if (words.size() > 1)
        throw Error(Exit::kUsage, "undo takes one change set",
                    "the change sets of the book: gigawatch log");
    std::optional<std::int64_t> change;
    if (!words.empty()) change = read_change(words.front());
    const Book book = open_to_write(invocation, environment);
    const Undone undone = undo(book, change, mode_of(invocation));
    say(invocation, environment,
        fmt::format("undoing change set {}: {}", undone.change.change, undone.change.command));
    say_outcome(undone.outcome, invocation, environment);
    return Exit::kDone;
}

Exit backup_command(const Command&, const Invocation& invocation, Environment& environment) {
    if (invocation.ask.words.size() != 1)
        throw Error(Exit::kUsage, "backup needs one file, which must not exist",
                    "gigawatch backup book-2026-11-03.db");
    environment.unless_done = "no backup was made";
    const Book book = Book::open_to_examine(invocation.book);
    heed_interrupts();
    back_up(book.db(), invocation.ask.words.front());
    environment.note_written();
    say(invocation, environment,
        fmt::format("wrote {}: a whole, checked copy of {}", invocation.ask.words.front(),
                    book.path().string()));
    return Exit::kDone;
}

Exit verify_command(const Command&, const Invocation& invocation, Environment& environment) {
    if (!invocation.ask.words.empty())
        throw Error(
            Exit::kUsage,
            fmt::format("verify takes no words, such as \"{}\"", invocation.ask.words.front()),
            "gigawatch verify -b FILE");
    const Book book = Book::open_to_examine(invocation.book);
    const Verdict verdict = verify(book, invocation.head);
    Table table;
    table.title = join_title({"Verify", plural(verdict.findings.size(), "finding")});
    table.columns = {{.name = "subject"}, {.name = "message"}};
    for (const Finding& finding : verdict.findings)
        table.rows.push_back({finding.subject, finding.message});
    const std::string sizes = fmt::format(
        "{}, {} replaced since, {}", plural(static_cast<std::size_t>(verdict.rows), "row"),
        verdict.replaced, plural(static_cast<std::size_t>(verdict.changes), "change set"));
    const bool on_screen = invocation.render.format == Format::kTable && invocation.output.empty();
    if (!verdict.findings.empty() || !on_screen) write_table(table, invocation, environment);
    if (verdict.findings.empty()) {
        say(invocation, environment, "the book is whole: " + sizes);
    } else {
        say(invocation, environment,
            fmt::format("the book is not whole: {} in {}",
                        plural(verdict.findings.size(), "finding"), sizes));
    }
    if (!verdict.head.empty()) say(invocation, environment, "head " + verdict.head);
    return verdict.findings.empty() ? Exit::kDone : Exit::kFound;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "exchange/undo.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <vector>

#include "book/rows.h"
#include "book/versions.h"
#include "exchange/rules.h"
#include "exchange/soundness.h"

namespace gw {
namespace {

[[noreturn]] void refuse(const std::string& message, std::string hint) {
    throw Error(Exit::kUsage, message + "; nothing was changed", std::move(hint));
}

const ChangeRecord& find_change(const std::vector<ChangeRecord>& changes,
                                const std::optional<std::int64_t>& wanted) {
    const auto undone = undone_changes(changes);
    if (!wanted) {
        for (auto record = changes.rbegin(); record != changes.rend(); ++record)
            if (!record->undoes && !undone.contains(record->change)) return *record;
        refuse("there is nothing to undo", "the change sets of the book: gigawatch log");
    }
    const auto found =
        std::find_if(changes.begin(), changes.end(),
                     [&](const ChangeRecord& record) { return record.change == *wanted; });
    if (found == changes.end())
        refuse(fmt::format("there is no change set {}", *wanted),
               changes.empty()
                   ? "nothing was ever stored in this book"
                   : fmt::format("the last one is {}: gigawatch log", changes.back().change));
    if (const auto by = undone.find(*wanted); by != undone.end())
        refuse(
            fmt::format("change set {} is undone already, by change set {}", *wanted, by->second),
            fmt::format("to bring it back: gigawatch undo {}", by->second));
    if (found->undoes == kTookIn)
        refuse(fmt::format("change set {} took in what was there before the history", *wanted),
               "remove rows by name: gigawatch rm ID");
    return *found;
}

// What a change set did to one row: before and after it.
struct Step {
    std::optional<Row> before;
    std::optional<Row> after;
};

std::map<std::string, Step> read_steps(const Db& db, const SheetTable& table, std::int64_t change) {
    std::map<std::string, Step> steps;
    for_each_version(db, table, Which::kReplaced, [&](Version& version) {
        if (version.until == change) steps[version.key].before = version.row;
        if (version.since == change) steps[version.key].after = version.row;
    });
    for_each_version(db, table, Which::kStanding, [&](Version& version) {
        if (version.since == change) steps[version.key].after = version.row;
    });
    return steps;
}

// Takes the steps of one table back.
class TableUndo {
public:
    TableUndo(Rows& rows, const SheetTable& table, Outcome& outcome, std::vector<Problem>& problems)
        : rows_(rows), table_(table), outcome_(outcome), problems_(problems) {}

    void take_back(const Step& step) {
        const Row& named = step.before ? *step.before : *step.after;
        const std::optional<Row> now = rows_.find(named);
        if (now != step.after) return differs(named, now, step.after);
        if (now == step.before) return;
        add_cell_changes(table_, now ? &*now : nullptr, step.before ? &*step.before : nullptr,
                         outcome_.cells);
        std::string broken;
        if (!step.before) {
            ++outcome_.removed;
            broken = rows_.remove(*now);
        } else if (now) {
            ++outcome_.changed;
            broken = rows_.update(*now, *step.before);
        } else {
            ++outcome_.added;
            broken = rows_.insert(*step.before);
        }
        if (!broken.empty()) add_problem(named, broken, {});
    }

private:
    void add_problem(const Row& row, std::string message, std::vector<std::string> hints) {
        Problem problem;
        problem.file = rows_.id(row);
        problem.message = std::move(message);
        problem.hints = std::move(hints);
        problems_.push_back(std::move(problem));
    }

    void differs(const Row& row, const std::optional<Row>& now, const std::optional<Row>& after) {
        const std::string what = !now     ? "was removed since"
                                 : !after ? "was added again since"
                                          : "was changed again since";
        add_problem(
            row, what,
            {fmt::format("what did that, to be undone first: gigawatch log '{}'", rows_.id(row))});
    }

    Rows& rows_;
    const SheetTable& table_;
    Outcome& outcome_;
    std::vector<Problem>& problems_;
};

}  // namespace

Undone undo(const Book& book, const std::optional<std::int64_t>& change, WriteMode mode) {
    const Db& db = book.db();
    ChangeSet changes(book);
    db.run("pragma defer_foreign_keys = on");
    Undone undone{find_change(read_changes(db), change), {}};
    const Catalogue catalogue(db);
    RowFinder finder(db, catalogue, &changes);
    std::vector<Problem> problems;
    for (const SheetTable& table : catalogue.tables()) {
        if (!undone.change.counts.contains(table.name)) continue;
        TableUndo back(finder.rows(table), table, undone.outcome, problems);
        for (const auto& [key, step] : read_steps(db, table, undone.change.change))
            back.take_back(step);
    }
    if (problems.empty()) check_references(db, catalogue, problems);
    const Spellings spellings = read_spellings(db, problems);
    if (problems.empty()) check_rules(db, {}, problems);
    if (!problems.empty()) {
        const std::string last = fmt::format("change set {} cannot be undone; nothing was changed",
                                             undone.change.change);
        throw Error(Exit::kData, std::move(problems), last);
    }
    if (changes.empty() || mode == WriteMode::kDryRun) return undone;
    write_spellings(db, spellings);
    changes.set_undoes(undone.change.change);
    changes.commit();
    undone.outcome.change = changes.number();
    return undone;
}

}  // namespace gw

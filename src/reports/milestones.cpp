// SPDX-License-Identifier: Apache-2.0
#include "reports/milestones.h"

#include <fmt/core.h>

#include <algorithm>

#include "book/damage.h"
#include "book/schema.h"
#include "query/ask.h"
#include "reports/facts.h"

namespace gw {
namespace {

using Statements = std::vector<MilestoneStatement>;

Day published_day(const Statement& row, int column) {
    return row.is_null(column) ? kEndOfTime : parse_day(row.text(column)).value_or(kEndOfTime);
}

Day last_day(const DateRange& date) {
    return date.hi.value_or(kEndOfTime);
}

bool is_made_by(const MilestoneStatement& one, Day on) {
    if (one.actual && last_day(one.date) > on) return false;
    return one.stored || one.published <= on || one.published == kEndOfTime;
}

void read_stored(const Db& db, const std::vector<Tranche>& tranches, Statements& statements) {
    Statement rows = db.prepare(schema_text("queries", "milestone_statements"));
    while (rows.step()) {
        MilestoneStatement one;
        const std::string name = fmt::format("milestones/{}/{}", rows.text(0), rows.text(1));
        one.tranche = find_slug(tranches, rows.text(0));
        if (one.tranche < 0) damaged(name, "its tranche is not there");
        one.stage = static_cast<std::uint8_t>(read_word(kStageNames, name, rows.text(1)));
        one.actual = rows.integer(2) != 0;
        one.stored = true;
        one.date = read_dates(rows, 3);
        one.source = rows.text(5);
        one.published = published_day(rows, 6);
        statements.push_back(std::move(one));
    }
}

// "milestones/TRANCHE/STAGE/BASIS"; a claim whose row has gone since is passed over.
bool read_subject(std::string_view subject, const std::vector<Tranche>& tranches,
                  MilestoneStatement& one) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t slash = std::min(subject.find('/'), subject.size());
        parts.push_back(subject.substr(0, slash));
        if (slash == subject.size()) break;
        subject.remove_prefix(slash + 1);
    }
    if (parts.size() != 4) return false;
    one.tranche = find_slug(tranches, parts[1]);
    const auto stage = find_word(kStageNames, parts[2]);
    if (one.tranche < 0 || !stage) return false;
    one.stage = static_cast<std::uint8_t>(*stage);
    one.actual = parts[3] == "actual";
    return true;
}

void read_claims(const Db& db, const std::vector<Tranche>& tranches, Statements& statements) {
    Statement rows = db.prepare(schema_text("queries", "milestone_claims"));
    while (rows.step()) {
        MilestoneStatement one;
        if (!read_subject(rows.text(0), tranches, one) || rows.text(1).empty()) continue;
        const auto date = parse_date(rows.text(1));
        if (!std::holds_alternative<DateRange>(date)) continue;
        one.date = std::get<DateRange>(date);
        one.source = rows.text(2);
        one.published = published_day(rows, 3);
        statements.push_back(std::move(one));
    }
}

auto stage_key(const MilestoneStatement& one) {
    return std::tuple(one.tranche, one.stage);
}

bool comes_before(const MilestoneStatement& a, const MilestoneStatement& b) {
    return std::tuple(stage_key(a), a.actual, a.published, !a.stored, a.source, last_day(a.date)) <
           std::tuple(stage_key(b), b.actual, b.published, !b.stored, b.source, last_day(b.date));
}

// Several sources of one date are one statement, that of the first published.
void drop_repeated(Statements& statements) {
    Statements kept;
    for (MilestoneStatement& one : statements) {
        auto same = kept.rbegin();
        while (same != kept.rend() && stage_key(*same) == stage_key(one) &&
               (same->actual != one.actual || same->date != one.date))
            ++same;
        if (same == kept.rend() || stage_key(*same) != stage_key(one))
            kept.push_back(std::move(one));
        else
            same->stored = same->stored || one.stored;
    }
    statements = std::move(kept);
}

std::int64_t days_between(Day from, Day to) {
    return static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
}

// From the target's days to those of what came of it; nothing if the last day is not later.
Slippage measure(Slip slip, const DateRange& target, const DateRange& reached) {
    if (!target.hi || !reached.hi || *reached.hi <= *target.hi) return {};
    Slippage found;
    found.slip = slip;
    found.target = target;
    found.days_stated = days_between(*target.hi, *reached.hi);
    if (reached.lo)
        found.days_lo = std::max<std::int64_t>(0, days_between(*target.hi, *reached.lo));
    if (target.lo) found.days_hi = days_between(*target.lo, *reached.hi);
    return found;
}

// The statements of one stage of one tranche.
class Stage {
public:
    Stage(const Statements& all, std::size_t first) : all_(all), first_(first), end_(first) {
        while (end_ < all.size() && stage_key(all[end_]) == stage_key(all[first]))
            ++end_;
    }

    std::size_t end() const { return end_; }

    // Targets of a known day of publication come first, so the first one is the first target.
    const MilestoneStatement* first_target() const {
        return all_[first_].actual ? nullptr : &all_[first_];
    }
    const MilestoneStatement* newest_target() const {
        const MilestoneStatement* newest = nullptr;
        for (std::size_t i = first_; i < end_ && !all_[i].actual; ++i)
            if (newest == nullptr || all_[i].published < kEndOfTime) newest = &all_[i];
        return newest;
    }
    bool reached() const { return all_[end_ - 1].actual; }

private:
    const Statements& all_;
    std::size_t first_;
    std::size_t end_;
};

}  // namespace

std::vector<MilestoneStatement> read_milestones(const Db& db, const std::vector<Tranche>& tranches,
                                                Day on) {
    Statements statements;
    read_stored(db, tranches, statements);
    read_claims(db, tranches, statements);
    std::erase_if(statements, [&](const auto& one) { return !is_made_by(one, on); });
    std::sort(statements.begin(), statements.end(), comes_before);
    drop_repeated(statements);
    return statements;
}

std::vector<Slippage> find_slippage(const std::vector<Tranche>& tranches,
                                    const std::vector<MilestoneStatement>& statements,
                                    std::optional<Day> now) {
    std::vector<Slippage> slippage(statements.size());
    for (std::size_t first = 0; first < statements.size();) {
        const Stage stage(statements, first);
        const MilestoneStatement* target = stage.first_target();
        for (std::size_t i = first; i < stage.end() && target != nullptr; ++i) {
            const MilestoneStatement& one = statements[i];
            if (one.actual)
                slippage[i] = measure(Slip::kLate, target->date, one.date);
            else if (one.published < kEndOfTime)
                slippage[i] = measure(Slip::kMoved, target->date, one.date);
        }
        const Tranche& tranche = tranches[static_cast<std::size_t>(statements[first].tranche)];
        const MilestoneStatement* newest = stage.newest_target();
        if (now && newest != nullptr && !stage.reached() && tranche.bucket &&
            tranche.stage < newest->stage && last_day(newest->date) < *now)
            slippage[static_cast<std::size_t>(newest - statements.data())] =
                measure(Slip::kOverdue, target->date, {*now, *now});
        first = stage.end();
    }
    return slippage;
}

std::string slip_text(const Slippage& slippage) {
    if (slippage.slip == Slip::kNone) return {};
    return fmt::format("{} {}", kSlipNames[index_of(slippage.slip)],
                       plural(static_cast<std::size_t>(slippage.days_stated), "day"));
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "reports/tranches.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "book/damage.h"
#include "book/schema.h"
#include "reports/facts.h"

namespace gw {
namespace {

std::optional<Bucket> bucket_of_tranche(const Facts& facts, const Tranche& tranche, Day on) {
    if (tranche.deal < 0)
        return tranche.firmness == Firmness::kFirm ? Bucket::kCommitted : Bucket::kConditional;
    const EventFacts* event = latest_event(facts.deals[static_cast<std::size_t>(tranche.deal)], on);
    return event == nullptr ? std::nullopt : bucket_of(event->status, tranche.firmness);
}

Tranche read_tranche(const Statement& row, const Facts& facts) {
    Tranche tranche;
    tranche.slug = row.text(0);
    const std::string name = "tranches/" + tranche.slug;
    tranche.label = row.text(1);
    if (!row.is_null(2)) tranche.deal = find_slug(facts.deals, row.text(2));
    tranche.site = row.text(3);
    tranche.layer = static_cast<std::uint8_t>(read_word(kLayerNames, name, row.text(4)));
    tranche.basis = static_cast<std::uint8_t>(read_word(kBasisNames, name, row.text(5)));
    if (!row.is_null(6)) tranche.user = find_slug(facts.parties, row.text(6));
    tranche.firmness = static_cast<Firmness>(read_word(kFirmnessNames, name, row.text(7)));
    tranche.power_kw = check_interval(name, {row.optional_integer(8), row.optional_integer(9)});
    tranche.approx = row.integer(10) != 0;
    if ((!row.is_null(2) && tranche.deal < 0) || (!row.is_null(6) && tranche.user < 0))
        damaged(name, "its deal or user is not there");
    return tranche;
}

void read_milestones(const Db& db, Day on, std::vector<Tranche>& tranches) {
    Statement rows = db.prepare(schema_text("queries", "milestones"));
    while (rows.step()) {
        const int found = find_slug(tranches, rows.text(0));
        const std::string name = fmt::format("milestones/{}/{}", rows.text(0), rows.text(1));
        if (found < 0) damaged(name, "its tranche is not there");
        const auto stage = static_cast<std::uint8_t>(read_word(kStageNames, name, rows.text(1)));
        Tranche& tranche = tranches[static_cast<std::size_t>(found)];
        const bool actual = rows.integer(2) != 0;
        const DateRange date = read_dates(rows, 3);
        const bool happened = actual && date.hi.value_or(kEndOfTime) <= on;
        if (happened) tranche.stage = std::max(tranche.stage, stage);
        if (!happened && actual) continue;
        if (rows.text(1) == "operational") {
            tranche.online = date;  // targets come first
            tranche.online_actual = actual;
        }
        if (rows.text(1) == "retired") tranche.retired = date;
    }
}

// Nothing is absorbed here: a part has its own dates.
void take_parts(std::vector<Tranche>& tranches) {
    const std::vector<Tranche> full = tranches;
    for (const Tranche& part : full) {
        if (part.within < 0 || !part.bucket) continue;
        Tranche& whole = tranches[static_cast<std::size_t>(part.within)];
        if (whole.bucket) take_part(part.counted_kw, whole.counted_kw);
    }
}

}  // namespace

Online online_on(const Tranche& tranche, Day day) {
    const auto has_begun = [&](const DateRange& date, const std::optional<Day>& from, bool open) {
        return !date.unknown() && (from ? *from <= day : open);
    };
    const bool possibly = has_begun(tranche.online, tranche.online.lo, true);
    const bool surely = has_begun(tranche.online, tranche.online.hi, false);
    const bool possibly_gone = has_begun(tranche.retired, tranche.retired.lo, true);
    const bool surely_gone = has_begun(tranche.retired, tranche.retired.hi, false);
    if (!possibly || surely_gone) return Online::kNot;
    return surely && !possibly_gone ? Online::kSurely : Online::kPossibly;
}

std::vector<Tranche> read_tranches(const Db& db, const Facts& facts, Day on) {
    std::vector<Tranche> tranches;
    std::vector<std::string> wholes;
    Statement rows = db.prepare(schema_text("queries", "tranches"));
    while (rows.step()) {
        tranches.push_back(read_tranche(rows, facts));
        wholes.emplace_back(rows.text(11));
    }
    for (std::size_t i = 0; i < tranches.size(); ++i) {
        Tranche& tranche = tranches[i];
        if (!wholes[i].empty()) tranche.within = find_slug(tranches, wholes[i]);
        tranche.bucket = bucket_of_tranche(facts, tranche, on);
        tranche.unknown = tranche.power_kw.unknown();
        if (tranche.power_kw.lo) tranche.counted_kw.lo = *tranche.power_kw.lo;
        if (tranche.power_kw.hi) tranche.counted_kw.hi = *tranche.power_kw.hi;
        tranche.counted_kw.stated = tranche.power_kw.hi.value_or(tranche.power_kw.lo.value_or(0));
    }
    take_parts(tranches);
    read_milestones(db, on, tranches);
    return tranches;
}

}  // namespace gw

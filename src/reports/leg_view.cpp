// SPDX-License-Identifier: Apache-2.0
#include "reports/leg_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>

#include "cells/position.h"
#include "reports/dimensions.h"

namespace gw {
namespace {

std::string step_text(int months) {
    for (std::size_t i = 0; i < kStepMonths.size(); ++i)
        if (kStepMonths[i] == months) return std::string(kStepNames[i]);
    return {};
}

// Where the legs of the undated slot are listed, among the others.
std::string undated_in(const AskOptions& options) {
    return "those without days among " +
           asked_again("schedule", options, {}, "--by leg --layout tidy --sort -period_start");
}

// Which legs a note is about.
struct Noted {
    std::vector<std::string> names;
    void add(const World& world, int leg) { names.push_back(world.leg_name(leg)); }
    std::string count() const { return plural(names.size(), "leg"); }
};

// A term that begins on a day of a range: its first possible start and last possible end lie
// further apart than the term is long.
bool is_stretched(const LegFacts& leg) {
    const bool spread = leg.profile == Profile::kEven || leg.profile == Profile::kRamp ||
                        leg.profile == Profile::kUnknown;
    return spread && !leg.end.hi && leg.term_months > 0 && leg.start.lo && leg.start.hi &&
           *leg.start.lo != *leg.start.hi;
}

}  // namespace

LegView::LegView(const Db& db, const World& world, const AskOptions& options)
    : db_(db), world_(world), options_(options), legs_(world.legs) {
    if (!options.end_demand) return;
    const std::vector<char> passes = read_pass_through(db, world.facts, world.counted);
    legs_.clear();
    for (const int leg : world.legs)
        (passes[at(leg)] != 0 ? passing_on_ : legs_).push_back(leg);
}

DateRange LegView::span_of_legs() const {
    DateRange span;
    const auto take = [&](const std::optional<Day>& day) {
        if (!day || *day == kEndOfTime) return;
        span.lo = span.lo ? std::min(*span.lo, *day) : *day;
        span.hi = span.hi ? std::max(*span.hi, *day) : *day;
    };
    for (const int position : legs_) {
        const LegFacts& leg = world_.leg(position);
        for (const Flow& flow : flows_of(planned_, position))
            if (leg.profile == Profile::kMilestone) take(flow.date.hi);
        if (leg.profile == Profile::kMilestone || !leg.start.lo) continue;
        const std::optional<Day> last =
            leg.profile == Profile::kUpfront ? std::optional(*leg.start.lo) : last_day(leg);
        if (last) take(leg.start.lo);
        take(last);
    }
    return span;
}

void LegView::spread() {
    planned_ = read_flows(db_, world_.facts, "planned");
    const DateRange range = options_.period.value_or(DateRange{});
    const DateRange span = range.lo && range.hi ? range : span_of_legs();
    periods_.emplace(cover_range(range, span, options_.step_months));
}

CubeMeasure LegView::measure() const {
    CubeMeasure measure;
    measure.add = [this](std::size_t subject, Sum& sum) {
        const int leg = legs_[subject];
        sum.add(world_.counted[at(leg)], world_.leg(leg).approx);
    };
    measure.announce = [this](std::size_t subject) {
        const int leg = legs_[subject];
        const LegFacts* const facts = &world_.leg(leg);
        __builtin_prefetch(&world_.counted[at(leg)]);
        __builtin_prefetch(facts);
        __builtin_prefetch(&facts->approx);
    };
    measure.announce_place = [this](std::size_t subject) { __builtin_prefetch(&legs_[subject]); };
    if (!periods_) return measure;
    measure.slots = periods_->slots();
    const auto spreader = std::make_shared<LegSpreader>(*periods_);
    measure.spread = [this, spreader](std::size_t subject, std::vector<Sum>& slots) {
        const int leg = legs_[subject];
        spreader->spread(world_.leg(leg), world_.counted[at(leg)], flows_of(planned_, leg), slots);
    };
    return measure;
}

CubeView LegView::group(const std::vector<std::string>& otherwise) const {
    CubeView view = shape(otherwise);
    view.groups = make_cube(view.by, legs_.size(), measure());
    return view;
}

CubeView LegView::shape(const std::vector<std::string>& otherwise) const {
    CubeView view{leg_dimensions(db_, world_, options_.by.empty() ? otherwise : options_.by, legs_),
                  {}};
    if (periods_) {
        view.slots =
            slot_columns(*periods_, options_.period && options_.period->lo && options_.period->hi);
        view.slots_are_periods = true;
    }
    return view;
}

CubeView LegView::group_beside_buckets(const std::vector<std::string>& otherwise) const {
    CubeView view{leg_dimensions(db_, world_, options_.by.empty() ? otherwise : options_.by, legs_),
                  {}};
    gw::group_beside_buckets(view, legs_.size(), measure());
    return view;
}

std::string LegView::title(std::string_view what, const CubeView& view) const {
    return title(fmt::format("{} by {}", what, dimension_names(view.by)));
}

std::string LegView::title(std::string_view what) const {
    std::array<bool, kBucketNames.size()> shown{};
    for (const int leg : legs_)
        shown[index_of(*world_.counted[at(leg)].bucket)] = true;
    std::string buckets;
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (shown[i]) buckets.append(buckets.empty() ? "" : ", ").append(kBucketNames[i]);
    return join_title(
        {std::string(what), periods_ ? "per " + step_text(options_.step_months) : std::string(),
         world_.selection.text(), lens_text(options_.on), options_.end_demand ? "end demand" : "",
         buckets, plural(legs_.size(), "leg")});
}

void LegView::add_schedule_notes(Table& table) const {
    Noted assumed;
    Noted undated;
    Noted stretched;
    std::vector<Sum> slots(periods_->slots());
    LegSpreader spreader(*periods_);
    for (const int leg : legs_) {
        const LegFacts& facts = world_.leg(leg);
        std::fill(slots.begin(), slots.end(), Sum{});
        spreader.spread(facts, world_.counted[at(leg)], flows_of(planned_, leg), slots);
        if (slots[periods_->undated()].legs > 0)
            undated.add(world_, leg);
        else if (facts.profile == Profile::kUnknown)
            assumed.add(world_, leg);
        if (slots[periods_->undated()].legs == 0 && is_stretched(facts)) stretched.add(world_, leg);
    }
    const std::string all = asked_again("exposure", options_, {}, "--by leg,profile");
    if (!assumed.names.empty())
        table.notes.push_back(fmt::format(
            "spread evenly from start to end, since nobody says how it is paid: {}: {}",
            assumed.count(), named_or_listed(assumed.names, "profiles of all: " + all)));
    if (!stretched.names.empty())
        table.notes.push_back(fmt::format(
            "spread over more than the term, from the first possible start to the last possible "
            "end, since the day of the start is not known: {}: {}",
            stretched.count(),
            named_or_listed(
                stretched.names,
                "starts of all: " + asked_again("exposure", options_, {}, "--by leg,start_year"))));
    if (!undated.names.empty())
        table.notes.push_back(
            fmt::format("without the dates to place all of it, so undated: {}: {}", undated.count(),
                        named_or_listed(undated.names, undated_in(options_))));
}

void LegView::add_left_out(Table& table, std::string_view why, const std::vector<int>& legs) const {
    if (legs.empty()) return;
    Noted noted;
    for (const int leg : legs)
        noted.add(world_, leg);
    table.notes.push_back(fmt::format("left out, {}: {}: {}", why, noted.count(),
                                      list_some(noted.names, noted.names.size() > 6 ? 3 : 6)));
}

// Where nothing counts, what the question means all the same.
void LegView::add_idle_note(Table& table) const {
    if (!world_.legs.empty() || world_.selection.is_everything()) return;
    Noted idle;
    for (std::size_t i = 0; i < world_.counted.size(); ++i)
        if (!world_.counted[i].bucket && world_.selection.matches_leg(static_cast<int>(i)))
            idle.add(world_, static_cast<int>(i));
    if (!idle.names.empty())
        table.notes.push_back(fmt::format(
            "meant, but not counting on that day: {}: {}; a leg counts from its deal's first event "
            "and its own day on, until it or its deal ends: gigawatch show names both",
            idle.count(), list_some(idle.names, idle.names.size() > 6 ? 3 : 6)));
}

void LegView::add_notes(Table& table) const {
    Noted unknown;
    Noted unconverted;
    Noted open;
    for (const int leg : legs_) {
        const Counted& counted = world_.counted[at(leg)];
        if (counted.unknown)
            unknown.add(world_, leg);
        else if (counted.unconverted)
            unconverted.add(world_, leg);
        else if (!counted.amount.hi)
            open.add(world_, leg);
    }
    if (!unknown.names.empty())
        table.notes.push_back(fmt::format(
            "without an amount, adding nothing and leaving the upper end open: {}: {}",
            unknown.count(), asked_again("exposure", options_, {"amount:unknown"}, "--by leg")));
    if (!open.names.empty())
        table.notes.push_back(fmt::format(
            "with an amount but no upper limit: {}: {}", open.count(),
            named_or_listed(open.names, "those without an end among " +
                                            asked_again("exposure", options_, {"amount:known"},
                                                        "--by leg --sort -hi"))));
    if (!unconverted.names.empty())
        table.notes.push_back(fmt::format(
            "in a currency without a rate to USD on the day agreed, adding nothing: {}: {}",
            unconverted.count(),
            asked_again("exposure", options_, {"amount:known", "not:amount:0.."},
                        "--by leg,currency")));
    if (periods_) add_schedule_notes(table);
    add_left_out(table, "passing on what another leg pays", passing_on_);
    add_left_out(table, "being between parties of one group", world_.intra_group);
    add_idle_note(table);
    if (!table.rows.empty())
        table.notes.emplace_back(
            "classes and buckets are never added up; gigawatch help units explains the columns");
}

Table leg_table(const LegView& view, CubeView cube, std::string_view what,
                const AskOptions& options) {
    const std::string title = view.title(what, cube);
    Table table = laid_out(std::move(cube), options, true);
    table.title = title;
    if (options.with_notes) view.add_notes(table);
    arrange(table, options);
    return table;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "reports/tranche_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "reports/tranche_texts.h"
#include "text/error.h"

namespace gw {
namespace {

// Brings IT load onto facility power: each reading rounded half-even once a tranche.
void apply_pue(const PowerFactor& pue, Tranche& tranche) {
    const auto scale = [&](Int128 kw) {
        return multiply_and_round(kw, pue.mantissa, pue.denominator);
    };
    tranche.basis = static_cast<std::uint8_t>(*find_word(kBasisNames, "facility"));
    if (tranche.counted_kw.lo) tranche.counted_kw.lo = scale(*tranche.counted_kw.lo);
    if (tranche.counted_kw.hi) tranche.counted_kw.hi = scale(*tranche.counted_kw.hi);
    tranche.counted_kw.stated = scale(tranche.counted_kw.stated);
}

// Nothing is online earlier than the periods shown and not in them but what is gone, so there is no
// slot for it.
std::size_t shown_slot(std::size_t slot) {
    return slot - 1;
}

void refuse_days_beside_periods(const std::vector<std::string>& by) {
    for (const std::string& name : by)
        if (name == "period_start" || name == "period_end")
            throw Error(Exit::kUsage,
                        fmt::format("--by: \"{}\" is a column of --period already", name),
                        "--by online_year, or leave out --period");
}

}  // namespace

TrancheView::TrancheView(const Db& db, const World& world, const AskOptions& options)
    : db_(db), world_(world), options_(options), all_(read_tranches(db, world.facts, options.on)) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
        Tranche& tranche = all_[i];
        if (!tranche.bucket || !world.selection.matches_tranche(tranche)) continue;
        chosen_.push_back(static_cast<int>(i));
        if (!options.pue || kBasisNames[tranche.basis] != "it") continue;
        apply_pue(*options.pue, tranche);
        ++scaled_;
    }
    if (!options.period) return;
    refuse_days_beside_periods(options.by);
    periods_.emplace(cover_range(*options.period, span(), options.step_months));
}

DateRange TrancheView::span() const {
    DateRange span;
    for (const int tranche : chosen_)
        for (const auto& day : {at(tranche).online.lo, at(tranche).online.hi})
            if (day && *day != kEndOfTime) {
                span.lo = std::min(span.lo.value_or(*day), *day);
                span.hi = std::max(span.hi.value_or(*day), *day);
            }
    return span;
}

void TrancheView::add(const Tranche& tranche, const Readings& kw, Sum& sum) const {
    sum.add(kw, tranche.approx);
    sum.unknown += tranche.unknown ? 1 : 0;
}

// Under each period by whose end it is online, at the lower end if surely, at the upper if
// possibly; under "later" if it is so only then, under "undated" if nobody says when.
void TrancheView::place(const Tranche& tranche, std::vector<Sum>& slots) const {
    if (tranche.online.unknown())
        return add(tranche, tranche.counted_kw, slots[shown_slot(periods_->undated())]);
    for (std::size_t slot = 1; slot < periods_->later(); ++slot) {
        const Online online = online_on(tranche, *periods_->dates(slot).hi);
        if (online == Online::kNot) continue;
        Readings kw = tranche.counted_kw;
        if (online == Online::kPossibly) kw = {Int128{0}, 0, kw.hi};
        add(tranche, kw, slots[shown_slot(slot)]);
    }
    if (tranche.online.lo && periods_->slot_of(*tranche.online.lo) == periods_->later())
        add(tranche, tranche.counted_kw, slots[shown_slot(periods_->later())]);
}

CubeMeasure TrancheView::measure() const {
    CubeMeasure measure;
    measure.add = [this](std::size_t subject, Sum& sum) {
        const Tranche& tranche = at(chosen_[subject]);
        add(tranche, tranche.counted_kw, sum);
    };
    if (!periods_) return measure;
    measure.slots = shown_slot(periods_->slots());
    measure.spread = [this](std::size_t subject, std::vector<Sum>& slots) {
        place(at(chosen_[subject]), slots);
    };
    return measure;
}

CubeView TrancheView::group(const std::vector<std::string>& otherwise) const {
    TrancheTexts texts(db_, world_, all_, options_);
    CubeView view{tranche_dimensions(texts, options_.by.empty() ? otherwise : options_.by, chosen_),
                  {}};
    if (options_.by.empty())  // what nobody asked for gives way first
        for (Dimension& dimension : view.by)
            if (dimension.name == "stage" || dimension.name.starts_with("period_"))
                dimension.priority = 2;
    view.columns = {.count = "tranches",
                    .lo = "kw_lo",
                    .stated = "",
                    .hi = "kw_hi",
                    .unconverted = "",
                    .unit = Unit::kPower,
                    .people_stated = "kw_stated"};
    view.largest_first = !options_.by.empty();
    view.slots_show_hi = true;
    if (options_.layout == PeriodLayout::kWide && !periods_) {
        group_beside_buckets(view, chosen_.size(), measure());
        return view;
    }
    view.groups = make_cube(view.by, chosen_.size(), measure());
    if (!periods_) return view;
    view.slots = slot_columns(*periods_, options_.period->lo && options_.period->hi);
    view.slots.erase(view.slots.begin());
    view.slots_are_periods = true;
    view.slots_add_up = false;
    view.end_heading = "online by";
    return view;
}

std::string TrancheView::title(const CubeView& view) const {
    return join_title(
        {fmt::format("Capacity by {}", dimension_names(view.by)),
         periods_ ? std::string("online by the end of each period") : std::string(),
         options_.pue ? fmt::format("facility power, IT load times {}", options_.pue->text)
                      : std::string(),
         world_.selection.text(), lens_text(options_.on), plural(chosen_.size(), "tranche")});
}

// Those retired before the periods shown: in no slot.
std::size_t TrancheView::gone_before() const {
    std::vector<Sum> slots(shown_slot(periods_->slots()));
    std::size_t gone = 0;
    for (const int tranche : chosen_) {
        std::fill(slots.begin(), slots.end(), Sum{});
        place(at(tranche), slots);
        gone +=
            std::all_of(slots.begin(), slots.end(), [](const Sum& sum) { return sum.legs == 0; })
                ? 1
                : 0;
    }
    return gone;
}

void TrancheView::add_period_notes(Table& table) const {
    std::vector<std::string> undated;
    for (const int tranche : chosen_)
        if (at(tranche).online.unknown()) undated.push_back(at(tranche).slug);
    if (!undated.empty())
        table.notes.push_back(fmt::format(
            "nobody says when they come online: {}, undated: {}", plural(undated.size(), "tranche"),
            named_or_listed(undated, "those without a word among " +
                                         asked_again("capacity", options_, {},
                                                     "--by tranche,online --sort -online"))));
    if (const std::size_t gone = gone_before(); gone > 0)
        table.notes.push_back(
            fmt::format("retired before the periods shown: {}", plural(gone, "tranche")));
    table.notes.emplace_back(
        "cumulative: online surely from the last possible day of the operational milestone on "
        "(surely, as stated), possibly from the first (at most); what retires leaves");
}

void TrancheView::add_notes(Table& table) const {
    const auto unknown = static_cast<std::size_t>(std::count_if(
        chosen_.begin(), chosen_.end(), [&](int tranche) { return at(tranche).unknown; }));
    if (unknown > 0)
        table.notes.push_back(
            fmt::format("of unknown power, adding nothing and leaving the upper end open: {}: {}",
                        plural(unknown, "tranche"),
                        asked_again("capacity", options_, {"power:unknown"}, "--by tranche")));
    if (periods_) add_period_notes(table);
    if (options_.pue)
        table.notes.push_back(
            fmt::format("{} of IT load taken times {}; nameplate and unspecified as they are",
                        plural(scaled_, "tranche"), options_.pue->text));
    table.notes.emplace_back(
        "layers, bases and buckets are never added to each other: the same electricity shows up in "
        "several of them");
}

}  // namespace gw

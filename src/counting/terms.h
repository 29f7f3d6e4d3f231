// SPDX-License-Identifier: Apache-2.0
//
// The field's fixed words as the book spells them: classes and kinds of promises, statuses,
// buckets, firmness. Each list is in the order in which reports show it. book-format.md and
// meaning.md are the source.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gw {

// Classes of promises; never added to each other.
enum class LegClass : std::uint8_t { kSpend, kCapital, kContingent, kTransfer, kRight };
inline constexpr std::array<std::string_view, 5> kClassNames{"spend", "capital", "contingent",
                                                             "transfer", "right"};

// How sure a promise is, strictest first; never added to each other.
enum class Bucket : std::uint8_t { kCommitted, kConditional, kAnnounced, kTalks };
inline constexpr std::array<std::string_view, 4> kBucketNames{"committed", "conditional",
                                                              "announced", "talks"};

// A deal's status; of several on one day the later of this list is the latest.
enum class Status : std::uint8_t {
    kTalks,
    kLoi,
    kAnnounced,
    kSigned,
    kAmended,
    kActive,
    kPaused,
    kCompleted,
    kDenied,
    kLapsed,
    kCancelled,
    kSuperseded
};
inline constexpr std::array<std::string_view, 12> kStatusNames{
    "talks",  "loi",       "announced", "signed", "amended",   "active",
    "paused", "completed", "denied",    "lapsed", "cancelled", "superseded"};

// Whether the payer is bound: firm, by somebody's choice, or on an event.
enum class Firmness : std::uint8_t { kFirm, kOption, kContingent };
inline constexpr std::array<std::string_view, 3> kFirmnessNames{"firm", "option", "contingent"};

// How a leg is paid over its term.
enum class Profile : std::uint8_t { kEven, kUpfront, kRamp, kMilestone, kUnknown };
inline constexpr std::array<std::string_view, 5> kProfileNames{"even", "upfront", "ramp",
                                                               "milestone", "unknown"};

// Lengths of periods that reports are cut into, and their months.
inline constexpr std::array<std::string_view, 4> kStepNames{"year", "half", "quarter", "month"};
inline constexpr std::array<int, 4> kStepMonths{12, 6, 3, 1};

// Where in the chain from contract to power plant a tranche is counted, and what its power
// measures; never added.
inline constexpr std::array<std::string_view, 4> kLayerNames{"contract", "site", "chips",
                                                             "generation"};
inline constexpr std::array<std::string_view, 4> kBasisNames{"it", "facility", "nameplate",
                                                             "unspecified"};

// How far a tranche has come, by its milestones; "planned" is before the first of them.
inline constexpr std::array<std::string_view, 6> kStageNames{
    "planned", "permitted", "construction", "energised", "operational", "retired"};

// How bad a doubt about the book is. kError: a figure is wrong for certain; kWarning: it may be;
// kNote: worth a look.
enum class Severity : std::uint8_t { kError, kWarning, kNote };
inline constexpr std::array<std::string_view, 3> kSeverityNames{"error", "warning", "note"};

struct LegKind {
    std::string_view name;
    LegClass leg_class;
};
inline constexpr std::array<LegKind, 18> kLegKinds{{
    {"compute", LegClass::kSpend},
    {"hardware", LegClass::kSpend},
    {"lease", LegClass::kSpend},
    {"power", LegClass::kSpend},
    {"construction", LegClass::kSpend},
    {"service", LegClass::kSpend},
    {"licence", LegClass::kSpend},
    {"revenue-share", LegClass::kSpend},
    {"prepayment", LegClass::kSpend},
    {"equity", LegClass::kCapital},
    {"debt", LegClass::kCapital},
    {"convertible", LegClass::kCapital},
    {"grant", LegClass::kCapital},
    {"guarantee", LegClass::kContingent},
    {"warrant", LegClass::kContingent},
    {"acquisition", LegClass::kTransfer},
    {"exclusivity", LegClass::kRight},
    {"first-refusal", LegClass::kRight},
}};

// The position of `word` in one of the lists above.
template <std::size_t N>
constexpr std::optional<std::size_t> find_word(const std::array<std::string_view, N>& words,
                                               std::string_view word) {
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == word) return i;
    return std::nullopt;
}

template <class Enum>
constexpr std::size_t index_of(Enum value) {
    return static_cast<std::size_t>(value);
}

// The bucket of a promise of `firmness` in a deal of `status`; nullopt: the deal is dead and
// nothing counts.
constexpr std::optional<Bucket> bucket_of(Status status, Firmness firmness) {
    if (status >= Status::kDenied) return std::nullopt;
    if (status == Status::kTalks) return Bucket::kTalks;
    if (status <= Status::kAnnounced) return Bucket::kAnnounced;
    return firmness == Firmness::kFirm ? Bucket::kCommitted : Bucket::kConditional;
}

}  // namespace gw

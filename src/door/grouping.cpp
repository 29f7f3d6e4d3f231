// SPDX-License-Identifier: Apache-2.0
#include "door/grouping.h"

#include <fmt/core.h>

#include "reports/circularity_views.h"
#include "reports/diff.h"
#include "reports/dimensions.h"
#include "reports/leg_columns.h"
#include "reports/sensitivity.h"
#include "reports/stress.h"
#include "reports/tranche_texts.h"

namespace gw {
namespace {

using Words = const std::vector<DimensionName>& (*)();

struct Grouping {
    std::string_view command;
    Words by;
    Words with = nullptr;  // nullptr: the command has no --with
};

constexpr Grouping kGroupings[] = {
    {"exposure", leg_dimension_names, further_column_names},
    {"schedule", leg_dimension_names},
    {"concentration", leg_dimension_names},
    {"capacity", tranche_dimension_names},
    {"diff", change_dimensions},
    {"circularity", circularity_views, circularity_columns},
    {"stress", stress_views},
    {"sensitivity", sensitivity_views},
};

// Commands of the same words stand above one list.
std::string lists(Words Grouping::*words) {
    std::string text;
    std::string commands;
    for (std::size_t i = 0; i < std::size(kGroupings); ++i) {
        const Grouping& grouping = kGroupings[i];
        if (grouping.*words == nullptr) continue;
        commands.append(commands.empty() ? "" : ", ").append(grouping.command);
        if (i + 1 < std::size(kGroupings) && kGroupings[i + 1].*words == grouping.*words) continue;
        text += fmt::format("\n{}\n", commands);
        commands.clear();
        for (const DimensionName& word : (grouping.*words)())
            text += fmt::format("  {:<16}{}\n", word.name, word.help);
    }
    return text;
}

}  // namespace

std::vector<DimensionName> grouping_words(std::string_view command, std::string_view option) {
    for (const Grouping& grouping : kGroupings) {
        if (grouping.command != command) continue;
        if (option == "--by") return grouping.by();
        if (option == "--with" && grouping.with != nullptr) return grouping.with();
    }
    return {};
}

std::string dimensions_topic() {
    return "--by groups an answer by these, several with commas: --by payee,kind. What may never "
           "be added up is kept apart\n"
           "even if it is not named. What there are several of is one text, \"a; b\": every leg "
           "and tranche is in one group.\n" +
           lists(&Grouping::by) +
           "\nOf circularity, stress and sensitivity each is a view of its own: one at a time.\n"
           "\n--with adds columns:\n" +
           lists(&Grouping::with);
}

}  // namespace gw

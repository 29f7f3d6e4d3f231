// SPDX-License-Identifier: Apache-2.0
//
// The fields of the query language: their names, the words and forms that their values have, and
// values read into plain numbers. What a field means in a book is condition.h's business.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cells/date.h"
#include "cells/interval.h"
#include "text/error.h"

namespace gw {

enum class Field : std::uint8_t {
    kAny,  // a bare word: a party or a deal
    kParty,
    kPayer,
    kPayee,
    kDeal,
    kProgramme,
    kKind,
    kClass,
    kBucket,
    kStatus,
    kFirmness,
    kCurrency,
    kAmount,
    kPower,
    kLayer,
    kBasis,
    kSite,
    kUser,
    kHardware,
    kMaker,
    kCountry,
    kAgreed,
    kStart,
    kEnd,
    kTerm,
    kSource,
    kPublisher,
    kLanguage,
    kText
};

struct FieldName {
    std::string_view name;
    Field field;
    bool can_miss;             // may be asked for `unknown` and `known`
    std::string_view help;     // one line for people
    std::string_view example;  // a term that can be typed
};
std::span<const FieldName> query_fields();  // in the order in which help shows them

// REQUIRES: a field that is not kAny.
const FieldName& name_of(Field field);

// The words that a field's values may be; empty: anything goes, or the values have a form.
std::vector<std::string> field_words(Field field);

// What a value of a field with a form says: amounts and power as an interval, terms as an interval
// of months, dates as days.
using ValueRange = std::variant<std::monostate, Interval, DateRange>;

// Reads `text` as a value of `field` into `range`, which stays as it is where the field has no
// form. nullopt: fine; else what is wrong with it. REQUIRES: text not empty.
std::optional<CellError> read_value(Field field, std::string_view text, ValueRange& range);

// The shortest text that reads as the same range; "" for a field without a form.
std::string write_range(Field field, const ValueRange& range);

}  // namespace gw

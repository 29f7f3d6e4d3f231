// SPDX-License-Identifier: Apache-2.0
//
// The rules of check that SQL cannot say, or not in time: they need the counting rule, the relation
// of a claim to its column, or the looks of letters. All others are files of schema/checks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "book/book.h"
#include "counting/terms.h"
#include "query/ask.h"
#include "reports/conflicts.h"
#include "reports/world.h"

namespace gw {

struct CheckRule {
    std::string name;
    Severity severity{};
    std::string meaning;  // a sentence
};

struct Doubt {
    std::string subject;  // a row as claims name it
    std::string message;
};

// What coded rules look at, each made when a rule first asks for it.
class CheckedBook {
public:
    // `book` must outlive this object.
    CheckedBook(const Book& book, Day on) : book_(book), on_(on) {}

    const Db& db() const { return book_.db(); }
    const World& world();
    const std::vector<Conflict>& conflicts();

private:
    const Book& book_;
    Day on_;
    std::optional<World> world_;
    std::optional<std::vector<Conflict>> conflicts_;
};

struct CodedRule {
    CheckRule rule;
    std::vector<Doubt> (*find)(CheckedBook& book) = nullptr;  // in the order of subjects
};

std::span<const CodedRule> coded_rules();

}  // namespace gw

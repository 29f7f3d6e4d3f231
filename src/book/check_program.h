// SPDX-License-Identifier: Apache-2.0
//
// CHECK constraints as a tree that is asked of rows, with SQL's three values of truth. What makes
// the tree is book/row_checks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "book/glob_pattern.h"
#include "book/value_view.h"

namespace gw {

enum class CheckOp : std::uint8_t {
    kColumn,
    kLiteral,
    kLength,
    kAnd,
    kOr,
    kNot,
    kEqual,
    kDiffers,
    kLess,
    kAtMost,
    kIsNull,
    kNotNull,
    kIsDay,
    kIn,
    kGlob
};

// Of the value that a node gives: both sides of a comparison are of one type.
enum class CheckType : std::uint8_t { kText, kInteger };

struct CheckNode {
    CheckOp op = CheckOp::kLiteral;
    CheckType type = CheckType::kInteger;
    int left = -1;   // a node, or the column
    int right = -1;  // a node, or the pattern or list
    ValueView literal = {};
};

struct CheckProgram {
    std::vector<CheckNode> nodes;
    std::vector<int> checks;  // their nodes
    std::vector<GlobPattern> patterns;
    std::vector<std::vector<ValueView>> lists;
    std::vector<std::unique_ptr<std::string>> texts;  // of literals

    // As SQLite takes a CHECK: what is neither true nor false holds.
    bool holds(int check, const ValueView* row) const;
    bool mentions(int at, const std::vector<bool>& columns) const;

private:
    ValueView value(int at, const ValueView* row) const;
    ValueView join(const CheckNode& node, const ValueView* row) const;
    ValueView compare(const CheckNode& node, const ValueView* row) const;
    ValueView judge(const CheckNode& node, const ValueView* row) const;
};

}  // namespace gw

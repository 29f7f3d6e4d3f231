// SPDX-License-Identifier: Apache-2.0
#include "book/check_program.h"

#include <algorithm>
#include <cstring>

#include "cells/date.h"
#include "text/text.h"

namespace gw {
namespace {

int order(const ValueView& a, const ValueView& b) {
    if (a.kind == ValueView::Kind::kInteger)
        return a.integer < b.integer ? -1 : static_cast<int>(a.integer > b.integer);
    if (a.data == b.data && a.size == b.size) return 0;  // one cell gave both
    const int bytes = std::memcmp(a.data, b.data, std::min(a.size, b.size));
    if (bytes != 0) return bytes;
    return a.size < b.size ? -1 : static_cast<int>(a.size > b.size);
}

bool is_day_or_null(const ValueView& value) {
    return value.is_null() || value.is_day || parse_day(value.text()).has_value();
}

ValueView truth(bool yes) {
    return ValueView(std::int64_t{yes});
}

std::int64_t sqlite_length(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); });
}

}  // namespace

bool CheckProgram::holds(int check, const ValueView* row) const {
    const ValueView verdict = value(check, row);
    return verdict.is_null() || verdict.integer != 0;
}

ValueView CheckProgram::compare(const CheckNode& node, const ValueView* row) const {
    const ValueView left = value(node.left, row);
    if (left.is_null()) return {};
    const ValueView right = value(node.right, row);
    if (right.is_null()) return {};
    if (node.op == CheckOp::kEqual || node.op == CheckOp::kDiffers) {
        const bool same = left.size == right.size && order(left, right) == 0;
        return truth(same == (node.op == CheckOp::kEqual));
    }
    const int sign = order(left, right);
    return truth(node.op == CheckOp::kLess ? sign < 0 : sign <= 0);
}

// "and" and "or": the one false, or true, decides; else what is not known stays so.
ValueView CheckProgram::join(const CheckNode& node, const ValueView* row) const {
    const bool decides = node.op == CheckOp::kOr;
    const ValueView left = value(node.left, row);
    if (!left.is_null() && (left.integer != 0) == decides) return left;
    const ValueView right = value(node.right, row);
    if (!right.is_null() && (right.integer != 0) == decides) return right;
    return left.is_null() ? left : right;
}

ValueView CheckProgram::value(int at, const ValueView* row) const {
    const CheckNode& node = nodes[static_cast<std::size_t>(at)];
    switch (node.op) {
        case CheckOp::kColumn:
            return row[node.left];
        case CheckOp::kLiteral:
            return node.literal;
        case CheckOp::kAnd:
        case CheckOp::kOr:
            return join(node, row);
        case CheckOp::kIsNull:
            return truth(value(node.left, row).is_null());
        case CheckOp::kNotNull:
            return truth(!value(node.left, row).is_null());
        case CheckOp::kIsDay:
            return truth(is_day_or_null(row[node.left]));
        case CheckOp::kEqual:
        case CheckOp::kDiffers:
        case CheckOp::kLess:
        case CheckOp::kAtMost:
            return compare(node, row);
        default:
            return judge(node, row);
    }
}

// What is null of null.
ValueView CheckProgram::judge(const CheckNode& node, const ValueView* row) const {
    const ValueView one = value(node.left, row);
    if (one.is_null()) return {};
    const auto right = static_cast<std::size_t>(std::max(node.right, 0));
    switch (node.op) {
        case CheckOp::kLength:
            return ValueView(sqlite_length(one.text()));
        case CheckOp::kNot:
            return truth(one.integer == 0);
        case CheckOp::kGlob:
            return truth(patterns[right].matches(one.text()));
        default:
            return truth(
                std::any_of(lists[right].begin(), lists[right].end(), [&](const ValueView& word) {
                    return word.size == one.size && order(word, one) == 0;
                }));
    }
}

bool CheckProgram::mentions(int at, const std::vector<bool>& columns) const {
    const CheckNode& node = nodes[static_cast<std::size_t>(at)];
    switch (node.op) {
        case CheckOp::kLiteral:
            return false;
        case CheckOp::kColumn:
        case CheckOp::kIsDay:
            return columns[static_cast<std::size_t>(node.left)];
        case CheckOp::kLength:
        case CheckOp::kNot:
        case CheckOp::kIsNull:
        case CheckOp::kNotNull:
        case CheckOp::kIn:
        case CheckOp::kGlob:
            return mentions(node.left, columns);
        default:
            return mentions(node.left, columns) || mentions(node.right, columns);
    }
}

}  // namespace gw

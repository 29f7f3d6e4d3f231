// SPDX-License-Identifier: Apache-2.0
//
// Conditions on what counting does without and a query seldom asks for, read from the book for the
// term at hand: hardware and its maker, countries, sources, words of titles and notes.
#pragma once

#include "reports/condition.h"

namespace gw {

bool is_about_records(Field field);

// REQUIRES: is_about_records(term.field).
Condition compile_record_term(const ConditionContext& context, QueryTerm& term);

}  // namespace gw

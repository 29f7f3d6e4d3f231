// SPDX-License-Identifier: Apache-2.0
//
// Doubts about the book: every rule of schema/checks (one file a rule, each returns the rows that
// it finds fault with), and those of coded_checks.h. A doubt stops nothing: what must never be
// stored is a rule of schema/rules, which import holds.
//
// A file of schema/checks returns (subject, message): a row as claims name it, and a sentence. In
// both, {date LO..HI}, {amount LO..HI} and {power LO..HI} stand for stored ends and are printed as
// cells. Its comment says what the rule means, its severity (@severity error, warning or note) and
// the views that it reads (@views). It may ask for :today and :half_a_year_ago.
#pragma once

#include <vector>

#include "book/book.h"
#include "query/ask.h"
#include "reports/coded_checks.h"
#include "table/table.h"

namespace gw {

// Every rule, the most severe first, then by name.
std::vector<CheckRule> all_checks();

// What the rules named in options.words (all, if it names none) find, down to `least` severity
// (rules that are named show whatever their severity). The day that "stale" and "passed" are
// measured from is options.today, else the last day on which anything in the book was published.
// Throws Error kUsage for a rule that is not there.
Table check(const Book& book, const AskOptions& options, Severity least);

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
//
// Reports that are one SELECT: schema/reports/NAME.sql. A new file is a new command. Its leading
// comment is its help; lines of that comment that start with "@" say what SQL cannot:
//   @title What the table shows            @views deal_statuses ...     views that the SELECT
//   names, made over the lens
//   @count legs claims                     columns that are numbers; the others are text
//   @date published_lo published_hi        a pair of days, shown as one column `published` in its
//   shortest form
//   @link url source                       the column `url` has the web address of `source`
//   @drop title language                   columns that a narrow terminal does without first
// The SELECT may use the tables selected_deals (deal), selected_legs (deal, leg), selected_tranches
// (tranche), selected_parties (party) and selected_sources (source), which hold what the query
// selects, and :query, its text, NULL without one: then everything is meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "book/book.h"
#include "book/schema.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

struct Report {
    std::string name;
    std::string help;  // the comment without its "@" lines
    std::string title;
    std::vector<std::string> views;
    std::vector<std::string> counts;
    std::vector<std::string> dates;
    std::vector<std::string> drops;
    std::vector<std::string> links;  // the column of an address, and those of what is there
    std::string_view sql;
};

Report read_report(const SchemaFile& file);
std::vector<Report> all_reports();  // by name

Table run_report(const Report& report, const Book& book, const AskOptions& options);

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "exchange/soundness.h"

#include <fmt/core.h>

#include <string>

#include "book/rows.h"
#include "book/schema.h"

namespace gw {
namespace {

std::string name_of(const SheetTable& table, int position) {
    return quote_identifier(table.stored[static_cast<std::size_t>(position)]);
}

// The condition under which a row's column names no row of `table`; `first` is the first of the
// stored columns that name it.
std::string dangling_condition(const SheetTable& in, const SheetTable& table, int first) {
    std::string match;
    std::string given;
    const std::size_t width = table.name == "legs" ? 2 : 1;
    for (std::size_t i = 0; i < width; ++i) {
        const std::string own = "child." + name_of(in, first + static_cast<int>(i));
        match += fmt::format("{}parent.{} = {}", i == 0 ? "" : " and ",
                             name_of(table, static_cast<int>(i)), own);
        given += fmt::format("{}{} is not null", i == 0 ? "" : " and ", own);
    }
    return fmt::format("{} and not exists (select 1 from {} parent where {})", given,
                       quote_identifier(table.name), match);
}

void check_column(const Db& db, const SheetTable& in, const SheetTable& table, int first,
                  std::string_view column, std::vector<Problem>& problems) {
    std::string columns;
    for (const std::string& name : in.stored)
        columns += (columns.empty() ? "child." : ", child.") + quote_identifier(name);
    Statement rows =
        db.prepare(fmt::format("select {} from {} child where {}", columns,
                               quote_identifier(in.name), dangling_condition(in, table, first)));
    while (rows.step()) {
        Row row;
        for (int i = 0; i < rows.columns(); ++i)
            row.push_back(rows.value(i));
        std::string named(rows.text(first));
        if (table.name == "legs") named += "/" + std::string(rows.text(first + 1));
        Problem problem;
        problem.file = in.name + "/" + Rows::key_text(in, row);
        problem.message =
            fmt::format("{} names {}/{}, which is not there", column, table.name, named);
        problems.push_back(std::move(problem));
    }
}

void check_claim_subjects(const Db& db, const Catalogue& catalogue,
                          std::vector<Problem>& problems) {
    RowFinder finder(db, catalogue);
    Statement claims = db.prepare(schema_text("queries", "claims"));
    while (claims.step()) {
        if (finder.find(claims.text(0))) continue;
        Problem problem;
        problem.file = fmt::format("claims/{}/{}/{}/{}", claims.text(3), claims.text(0),
                                   claims.text(1), claims.text(2));
        problem.message = fmt::format("subject names {}, which is not there", claims.text(0));
        problems.push_back(std::move(problem));
    }
}

}  // namespace

void check_references(const Db& db, const Catalogue& catalogue, std::vector<Problem>& problems) {
    const SheetTable* legs = catalogue.find("legs");
    for (const SheetTable& in : catalogue.tables())
        for (const SheetColumn& column : in.columns) {
            if (column.grammar == Grammar::kLeg)
                check_column(db, in, *legs, column.stored[0], column.name, problems);
            else if (!column.references.empty())
                check_column(db, in, *catalogue.find(column.references), column.stored[0],
                             column.name, problems);
        }
    check_claim_subjects(db, catalogue, problems);
}

Spellings read_spellings(const Db& db, std::vector<Problem>& problems) {
    Spellings spellings;
    const auto add = [&](std::string_view spelling, std::string_view party, std::string row) {
        const auto owner = spellings.add(spelling, party);
        if (!owner) return;
        Problem problem;
        problem.file = std::move(row);
        problem.message = fmt::format("\"{}\" is already a spelling of {}", spelling, *owner);
        problems.push_back(std::move(problem));
    };
    Statement names = db.prepare(schema_text("queries", "party_names"));
    while (names.step()) {
        spellings.add_slug(names.text(0));
        add(names.text(1), names.text(0), fmt::format("parties/{}", names.text(0)));
    }
    Statement aliases = db.prepare(schema_text("queries", "aliases"));
    while (aliases.step())
        add(aliases.text(0), aliases.text(1), fmt::format("aliases/{}", aliases.text(0)));
    return spellings;
}

void write_spellings(const Db& db, const Spellings& spellings) {
    db.run("delete from book_spellings");
    Statement insert = db.prepare(schema_text("queries", "add_spelling"));
    for (const auto& [folded, party] : spellings.by_key())
        insert.bind(0, folded).bind(1, party).run();
}

}  // namespace gw

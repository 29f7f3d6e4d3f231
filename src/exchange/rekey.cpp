// SPDX-License-Identifier: Apache-2.0
#include "exchange/rekey.h"

#include <fmt/core.h>

#include <optional>
#include <utility>

#include "book/dependents.h"

namespace gw {
namespace {

// The row with what the cells give in its key; nullopt if one of them cannot be read.
std::optional<Row> with_key(const RowFinder::Found& row, const GivenCells& cells) {
    Row other = row.row;
    for (const int position : row.table->key) {
        const SheetColumn& column = row.table->columns[static_cast<std::size_t>(position)];
        const auto given = cells.find(column.name);
        if (given == cells.end()) continue;
        const auto parsed = parse_cell(column, given->second.text);
        const auto* values = std::get_if<std::vector<DbValue>>(&parsed);
        if (values == nullptr) return std::nullopt;
        for (std::size_t i = 0; i < column.stored.size(); ++i)
            other[static_cast<std::size_t>(column.stored[i])] = (*values)[i];
    }
    return other;
}

// A claim about the row; one that rests on it, being a source, is another row that names it.
bool is_about(const RowFinder::Found& row, const Dependent& dependent) {
    return dependent.table->name == "claims" &&
           Rows::cell(*dependent.table->find("subject"), dependent.row) == row.id;
}

void refuse_named(const RowFinder::Found& row, const std::vector<Dependent>& naming) {
    std::vector<std::string> others;
    for (const Dependent& dependent : naming)
        if (!is_about(row, dependent)) others.push_back(dependent.id);
    if (others.empty()) return;
    const std::string more = others.size() == 1 ? " names"
                             : others.size() == 2
                                 ? " and 1 other row name"
                                 : fmt::format(" and {} other rows name", others.size() - 1);
    throw Error(Exit::kData,
                fmt::format("{}{} {}, which therefore keeps its key; nothing was changed",
                            others.front(), more, row.id),
                "add a row with the other key, let the others name it, then remove this one");
}

}  // namespace

bool gives_other_key(const RowFinder::Found& row, const GivenCells& cells) {
    const std::optional<Row> other = with_key(row, cells);
    return !other || Rows::key_text(*row.table, *other) != Rows::key_text(*row.table, row.row);
}

Rekeying::Rekeying(const Db& db, const Catalogue& catalogue, const RowFinder::Found& row,
                   GivenCells cells)
    : catalogue_(catalogue), row_(row), cells_(std::move(cells)) {
    const std::vector<Dependent> naming = dependents(db, catalogue, *row.table, row.row);
    refuse_named(row, naming);
    for (const Dependent& dependent : naming) {
        const auto cell = [&](std::string_view column) {
            return Rows::cell(*dependent.table->find(column), dependent.row);
        };
        claims_.push_back({cell("source"), cell("field"), cell("value"), cell("quote"),
                           cell("standing"), cell("reason")});
        removed_.push_back(dependent.id);
    }
    removed_.push_back(row.id);
}

std::string Rekeying::id() const {
    return row_.table->name + "/" +
           Rows::key_text(*row_.table, with_key(row_, cells_).value_or(row_.row));
}

Sheet Rekeying::row_sheet() const {
    std::vector<std::string> columns;
    std::vector<std::string> texts;
    std::vector<CellSource> sources;
    for (const SheetColumn& column : row_.table->columns) {
        const auto given = cells_.find(column.name);
        const bool is_given = given != cells_.end();
        columns.push_back(column.name);
        texts.push_back(is_given ? given->second.text : Rows::cell(column, row_.row));
        sources.push_back(is_given ? given->second.source
                                   : CellSource{.excerpt = row_.id, .excerpt_column = 1});
    }
    Sheet sheet = make_typed_sheet(*row_.table, Sheet::Expects::kNew, columns);
    append_row(sheet, texts, std::move(sources));
    return sheet;
}

Sheet Rekeying::claims_sheet() const {
    Sheet sheet =
        make_typed_sheet(*catalogue_.find("claims"), Sheet::Expects::kNew,
                         {"source", "subject", "field", "value", "quote", "standing", "reason"});
    for (const Claim& claim : claims_)
        append_row(sheet,
                   {claim.source, id(), claim.field, claim.value, claim.quote, claim.standing,
                    claim.reason},
                   std::vector<CellSource>(7, {.excerpt = row_.id, .excerpt_column = 1}));
    return sheet;
}

std::vector<Sheet> Rekeying::sheets() const {
    std::vector<Sheet> sheets{row_sheet()};
    const bool readable = with_key(row_, cells_).has_value();  // if not, the row is refused anyway
    if (readable && !claims_.empty()) sheets.push_back(claims_sheet());
    return sheets;
}

}  // namespace gw

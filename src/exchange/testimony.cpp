// SPDX-License-Identifier: Apache-2.0
#include "exchange/testimony.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "book/schema.h"

namespace gw {
namespace {

std::string text_at(const Row& row, int position) {
    const auto* text = std::get_if<std::string>(&row[static_cast<std::size_t>(position)]);
    return text == nullptr ? std::string() : *text;
}

// The column that names the witness of a row; nullptr where the row is none's word, or where the
// witness is in the key, so that two witnesses have two rows.
const SheetColumn* witness_column(const SheetTable& table) {
    const SheetColumn* source = table.find("source");
    return source == nullptr || source->key ? nullptr : source;
}

bool is_interval(Grammar grammar) {
    return grammar == Grammar::kAmount || grammar == Grammar::kSignedAmount ||
           grammar == Grammar::kPower || grammar == Grammar::kCount || grammar == Grammar::kPercent;
}

// What a source can say of a row: not the analyst's note, nor which source it is.
bool is_claimable(const SheetColumn& column) {
    return !column.key && column.name != "source" && column.name != "note";
}

}  // namespace

std::string witness_of(RowFinder& finder, const SheetTable& table, const Row& row) {
    const SheetColumn* own = witness_column(table);
    if (own != nullptr)
        if (std::string source = text_at(row, own->stored[0]); !source.empty()) return source;
    if (table.name == "deals") return {};
    const SheetColumn* deal = table.find("deal");
    if (deal == nullptr) deal = table.find("leg");  // "deal/leg": the deal is stored first
    if (deal == nullptr) return {};
    const auto found = finder.find("deals/" + text_at(row, deal->stored[0]));
    return found ? text_at(found->row, found->table->find("source")->stored[0]) : std::string();
}

bool Testimony::is_claimed(const SheetColumn& column, const Row& stored, const Row& given) {
    if (!is_claimable(column) || Rows::cell(column, given).empty()) return false;
    return is_interval(column.grammar) ||
           Rows::values(column, given) != Rows::values(column, stored);
}

bool Testimony::hear(const Sheet& sheet, const Row& stored, const Row& given,
                     const std::vector<const SheetColumn*>& said) {
    const SheetTable& table = *sheet.table;
    const SheetColumn* own = witness_column(table);
    if (own == nullptr || std::find(said.begin(), said.end(), own) == said.end()) return true;
    const std::string witness = text_at(given, own->stored[0]);
    const std::string before = witness_of(finder_, table, stored);
    if (before.empty() || before == witness || text_at(stored, own->stored[0]) == witness)
        return true;
    const auto differs = [&](const SheetColumn* column) {
        return is_claimable(*column) &&
               Rows::values(*column, given) != Rows::values(*column, stored);
    };
    const bool foreign = sheet.origin == Sheet::Origin::kForeign && !terms_.accept;
    if (!foreign && std::none_of(said.begin(), said.end(), differs)) return true;
    if (terms_.accept) {
        ++displaced_;
        for (const SheetColumn& column : table.columns)
            if (differs(&column)) add(table, before, column, stored, !terms_.reason.empty());
        return true;
    }
    ++heard_;
    for (const SheetColumn* column : said)
        if (is_claimed(*column, stored, given)) add(table, witness, *column, given, false);
    return false;
}

// Nothing if the row says nothing there.
void Testimony::add(const SheetTable& table, std::string_view source, const SheetColumn& column,
                    const Row& row, bool rejected) {
    std::string value = Rows::cell(column, row);
    if (value.empty()) return;
    claims_.push_back({std::string(source), table.name + "/" + Rows::key_text(table, row),
                       column.name, std::move(value), rejected});
}

Row Testimony::row_of(const SheetTable& table, const Claim& claim) const {
    Row row(table.stored.size());
    const auto put = [&](std::string_view name, const std::string& text) {
        row[static_cast<std::size_t>(table.find(name)->stored[0])] = text;
    };
    put("source", claim.source);
    put("subject", claim.subject);
    put("field", claim.field);
    put("value", claim.value);
    put("standing", claim.rejected ? "rejected" : "open");
    if (claim.rejected) put("reason", terms_.reason);
    return row;
}

// What the book said before may have been accepted from others than the row's own source: then they
// said it, and are turned down, or open again where no reason is given. Whether there are such.
bool Testimony::turn_down(const Claim& claim, std::vector<CellChange>& cells) {
    const SheetTable& table = *finder_.catalogue().find("claims");
    Rows& rows = finder_.rows(table);
    std::vector<std::string> sources;
    Statement accepted = finder_.db().prepare(schema_text("queries", "accepted_claims"));
    accepted.bind(0, claim.subject).bind(1, claim.field).bind(2, claim.value);
    while (accepted.step())
        sources.emplace_back(accepted.text(0));
    for (const std::string& source : sources) {
        Claim other = claim;
        other.source = source;
        const std::optional<Row> before = rows.find(row_of(table, other));
        if (!before) continue;
        Row after = *before;
        for (const std::string_view column : {"standing", "reason"}) {
            const auto at = static_cast<std::size_t>(table.find(column)->stored[0]);
            after[at] = row_of(table, other)[at];
        }
        rows.update(*before, after);
        add_cell_changes(table, &*before, &after, cells);
    }
    return !sources.empty();
}

void Testimony::write(std::vector<CellChange>& cells) {
    const SheetTable& table = *finder_.catalogue().find("claims");
    Rows& rows = finder_.rows(table);
    for (const Claim& claim : claims_) {
        const Row row = row_of(table, claim);
        if (terms_.accept && turn_down(claim, cells)) continue;
        if (rows.find(row)) continue;
        const std::string broken = rows.insert(row);
        assert(broken.empty());
        static_cast<void>(broken);
        ++written_;
        add_cell_changes(table, nullptr, &row, cells);
    }
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "exchange/row_reader.h"

#include <algorithm>
#include <charconv>

#include "book/schema.h"
#include "text/names.h"
#include "text/text.h"

namespace gw {
namespace {

ValueView view_of(const DbValue& value, TextStore& texts) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return ValueView(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return ValueView(texts.keep(*text));
    return {};
}

// The text that made the table.
std::string create_text(const Db& db, const SheetTable& table) {
    Statement texts = db.prepare(schema_text("queries", "table_texts"));
    texts.bind(0, table.name);
    return texts.step() ? std::string(texts.text(0)) : std::string();
}

// Digits alone, at most seventeen and without a zero before others: as nearly every figure is
// written by a program. The other forms are the grammar's.
std::optional<std::int64_t> read_plain_number(std::string_view text) {
    constexpr std::size_t kMostDigits = 17;  // less than kLargestAmount
    if (text.size() > kMostDigits || (text.front() == '0' && text.size() > 1)) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = 10 * number + (c - '0');
    }
    return number;
}

bool is_usual_day(std::string_view text) {
    if (text.size() != 10) return false;
    const std::string_view year = text.substr(0, 4);
    return year >= "1900" && year <= "2199" && parse_day(text).has_value();
}

// Rows of it are judged by more than their own cells, the rows that they name and CHECKs.
bool needs_more(const SheetTable& table) {
    const SheetColumn* leg = table.find("leg");
    return table.name == "claims" ||
           (leg != nullptr && !leg->key && leg->grammar == Grammar::kWholeNumber);
}

}  // namespace

std::optional<RowReader> RowReader::of(const Db& db, const Sheet& sheet,
                                       const References& references) {
    if (!sheet.usable || needs_more(*sheet.table)) return std::nullopt;
    auto checks = RowChecks::parse(create_text(db, *sheet.table), sheet.table->stored);
    if (!checks) return std::nullopt;
    RowReader reader(sheet, references, std::move(*checks));
    if (!reader.possible_) return std::nullopt;
    return reader;
}

RowReader::RowReader(const Sheet& sheet, const References& references, RowChecks checks)
    : parties_(&references.parties()),
      checks_(std::move(checks)),
      row_(sheet.table->stored.size()) {
    plan(sheet, references);
}

void RowReader::plan(const Sheet& sheet, const References& references) {
    const SheetTable& table = *sheet.table;
    std::vector<bool> varies(row_.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const SheetColumn& into = table.columns[i];
        Column column;
        column.into = &into;
        const auto empty = std::get<std::vector<DbValue>>(parse_cell(into, ""));
        for (std::size_t part = 0; part < empty.size(); ++part) {
            column.empty.push_back(view_of(empty[part], constants_));
            put(into, part, column.empty.back());
            const auto at = static_cast<std::size_t>(into.stored[part]);
            varies[at] = sheet.position[i] >= 0;
        }
        if (sheet.position[i] < 0) {
            possible_ = possible_ && !into.required;
            continue;
        }
        column.text = into.grammar == Grammar::kText;
        column.party = into.references == "parties";
        column.name = column.party || (table.name == "parties" && into.name == "name") ||
                      (table.name == "aliases" && into.name == "alias");
        if (!into.references.empty() && !column.party)
            column.keys = &references.keys_of(into.references);
        columns_.push_back(std::move(column));
    }
    std::sort(columns_.begin(), columns_.end(), [&](const Column& a, const Column& b) {
        const auto position = [&](const Column& column) {
            return sheet.position[static_cast<std::size_t>(column.into - table.columns.data())];
        };
        return position(a) < position(b);
    });
    for (std::size_t at = 0; at < row_.size(); ++at)
        if (varies[at])
            given_.push_back(at);
        else if (!row_[at].is_null())
            fixed_.push_back(at);
    possible_ = checks_.settle(row_.data(), varies) && possible_;
}

bool RowReader::read(const CsvRow& cells, TextStore& texts) {
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!read_cell(columns_[i], cells[i].text, texts)) return false;
    return checks_.hold(row_.data());
}

bool RowReader::read_cell(Column& column, std::string_view text, TextStore& texts) {
    if (column.text) {
        text = unguard_formula(text);
        const bool plain = is_plain_text(text);
        if (!plain && check_text(text)) return false;
        if (column.name && !plain && check_name(text)) return false;
    }
    if (!text.empty()) return read_form(column, text, texts);
    if (column.into->required) return false;
    for (std::size_t part = 0; part < column.empty.size(); ++part)
        put(*column.into, part, column.empty[part]);
    return true;
}

// A cell that is not empty.
bool RowReader::read_form(Column& column, std::string_view text, TextStore& texts) {
    const SheetColumn& into = *column.into;
    if (column.keys != nullptr && !column.keys->contains(text, column.near)) return false;
    if (column.party && !parties_->is_slug(text)) {
        const auto party = parties_->find(text);
        if (!party) return false;
        text = texts.keep(*party);
    }
    if (column.text) {
        put(into, 0, ValueView(text));
        return true;
    }
    if (into.grammar == Grammar::kDate && is_usual_day(text)) {
        put(into, 0, ValueView::of_day(text));
        put(into, 1, ValueView::of_day(text));
        return true;
    }
    const bool number = into.grammar == Grammar::kAmount || into.grammar == Grammar::kSignedAmount;
    if (const auto whole = number ? read_plain_number(text) : std::nullopt) {
        put(into, 0, ValueView(*whole));
        put(into, 1, ValueView(*whole));
        if (into.stored.size() > 2) put(into, 2, ValueView(std::int64_t{0}));
        return true;
    }
    return read_by_grammar(into, text, texts);
}

bool RowReader::read_by_grammar(const SheetColumn& into, std::string_view text, TextStore& texts) {
    if (into.grammar == Grammar::kCurrency && is_currency(text)) {
        put(into, 0, ValueView(text));
        return true;
    }
    const auto parsed = parse_cell(into, text);
    const auto* values = std::get_if<std::vector<DbValue>>(&parsed);
    if (values == nullptr) return false;
    for (std::size_t part = 0; part < values->size(); ++part)
        put(into, part, view_of((*values)[part], texts));
    return true;
}

}  // namespace gw

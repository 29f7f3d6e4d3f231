// SPDX-License-Identifier: Apache-2.0
#include "exchange/sheet_import.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "exchange/bulk_load.h"
#include "exchange/claims.h"
#include "exchange/import_hints.h"
#include "exchange/sheet_rows.h"
#include "text/likeness.h"
#include "text/names.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

// One file's rows on their way into the book.
class SheetImport {
public:
    SheetImport(const ImportState& state, const Sheet& sheet)
        : finder_(state.finder),
          sheet_(sheet),
          references_(state.references),
          testimony_(state.testimony),
          places_(state.places),
          cells_(state.cells),
          problems_(state.problems),
          traces_(state.traces),
          rows_(state.finder.rows(*sheet.table)) {
        count.table = sheet.table->name;
    }

    // `loaded`: the row is stored already.
    void import_row(const CsvReader& reader, const CsvRow& cells, bool loaded) {
        const std::size_t before = problems_.size();
        Row row(sheet_.table->stored.size());
        refused_already_ = false;
        for (std::size_t i = 0; i < cells.size(); ++i)
            read_cell(reader, cells[i], i, row);
        if (problems_.size() != before || refused_already_ || !has_its_leg(reader, cells)) return;
        if (sheet_.table->name == "claims" && !check_claim(reader, cells, row)) return;
        if (!is_new_in_files(reader, cells, row)) return;
        if (loaded)
            ++count.added;
        else
            store(reader, cells, row);
    }

    ImportCount count;

private:
    const SheetColumn& column(std::size_t position) const {
        return sheet_.table->columns[static_cast<std::size_t>(sheet_.columns[position])];
    }

    void add_problem(const CsvReader& reader, const CsvCell& cell, CellError error) {
        problems_.push_back(problem_at(sheet_, reader, cell, std::move(error)));
    }

    static void put(const SheetColumn& column, std::vector<DbValue> values, Row& row) {
        for (std::size_t i = 0; i < values.size(); ++i)
            row[static_cast<std::size_t>(column.stored[i])] = std::move(values[i]);
    }

    void read_cell(const CsvReader& reader, const CsvCell& cell, std::size_t position, Row& row) {
        const SheetColumn& into = column(position);
        std::string_view text = cell.text;
        if (into.grammar == Grammar::kText || into.grammar == Grammar::kClaimValue) {
            text = unguard_formula(text);
            if (auto error = check_text(text)) {
                error->offset += cell.text.size() - text.size();
                return add_problem(reader, cell, std::move(*error));
            }
        }
        if (text.empty() && into.required)
            return add_problem(reader, cell,
                               {fmt::format("{} is missing", into.name),
                                0,
                                0,
                                {fmt::format("every row of {} needs one", sheet_.name)}});
        if (auto error = is_name(into) ? check_name(text) : std::nullopt) {
            error->offset += cell.text.size() - text.size();
            return add_problem(reader, cell, std::move(*error));
        }
        auto parsed = parse_cell(into, text);
        if (auto* error = std::get_if<CellError>(&parsed))
            return add_problem(reader, cell, std::move(*error));
        auto& values = std::get<std::vector<DbValue>>(parsed);
        if (!text.empty() && !into.references.empty() && !resolve(reader, cell, text, into, values))
            return;
        put(into, std::move(values), row);
    }

    // Whether the cell is a name by which people know a party.
    bool is_name(const SheetColumn& into) const {
        return into.references == "parties" ||
               (sheet_.table->name == "parties" && into.name == "name") ||
               (sheet_.table->name == "aliases" && into.name == "alias");
    }

    // Whether the row that the cell names is there; a party's spelling becomes its slug.
    bool resolve(const CsvReader& reader, const CsvCell& cell, std::string_view text,
                 const SheetColumn& into, std::vector<DbValue>& values) {
        if (into.references == "parties") {
            if (const auto party = references_.parties().find(text)) {
                values[0] = *party;
                return true;
            }
            if (references_.may_be_there("parties", std::string(text))) {
                refused_already_ = true;  // its own row or file is, and that was said
                return false;
            }
        } else if (references_.contains(into.references, std::string(text))) {
            return true;
        }
        std::vector<std::string> hints = references_.suggest_for(into.references, text);
        if (const std::string why = explain_lookalike(text); !why.empty() && !hints.empty())
            hints = {fmt::format("{}: {}", hints.front(), why)};
        if (hints.empty()) hints.push_back(how_to_add(sheet_.origin, into.references, text));
        add_problem(reader, cell,
                    {fmt::format("\"{}\" is no {} of the book", text, row_noun(into.references)), 0,
                     0, hints});
        return false;
    }

    // A leg given by its number alone is one of the row's deal.
    bool has_its_leg(const CsvReader& reader, const CsvRow& cells) {
        const SheetColumn* number = sheet_.table->find("leg");
        if (number == nullptr || number->key || number->grammar != Grammar::kWholeNumber)
            return true;
        const CsvCell& cell = cells[cell_of("leg")];
        const CsvCell& deal = cells[cell_of("deal")];
        if (!has(*number) || cell.text.empty() ||
            references_.contains("legs", fmt::format("{}/{}", deal.text, cell.text)))
            return true;
        add_problem(reader, cell,
                    {fmt::format("{} has no leg {}", deal.text, cell.text),
                     0,
                     0,
                     {"leave it empty if it is not known"}});
        return false;
    }

    bool has(const SheetColumn& wanted) const {
        return sheet_.position[static_cast<std::size_t>(&wanted - sheet_.table->columns.data())] >=
               0;
    }

    bool is_new_in_files(const CsvReader& reader, const CsvRow& cells, const Row& row) {
        const std::string id = rows_.id(row);
        const auto [first, added] = places_.emplace(id, Place{&sheet_, line_of(sheet_, cells)});
        if (added) return true;
        const bool elsewhere = !is_of_one_file(*first->second.sheet, sheet_);
        add_problem(reader, cells.front(),
                    {fmt::format("{} stands already on line {}{}", id, first->second.line,
                                 elsewhere ? " of another " + sheet_.name : ""),
                     0,
                     0,
                     {"one row per key: keep one of the two"}});
        return false;
    }

    bool check_claim(const CsvReader& reader, const CsvRow& cells, Row& row) {
        ClaimCheck checked = check_claim_row(finder_, *sheet_.table, row);
        if (checked.error) return refuse_claim(reader, cells, row, checked);
        put(*sheet_.table->find("subject"), {checked.subject}, row);
        if (checked.about == nullptr) return true;
        const CsvCell& cell = cells[cell_of("value")];
        const SheetColumn& value = *sheet_.table->find("value");
        std::vector<DbValue> values = Rows::values(value, row);
        const std::string text = Rows::cell(value, row);
        if (!checked.about->references.empty()) {
            if (!resolve(reader, cell, text, *checked.about, values)) return false;
            put(value, std::move(values), row);
            return true;
        }
        const std::string sentence =
            broken_by(*checked.table, *checked.about, checked.stored, text);
        if (sentence.empty()) return true;
        add_problem(reader, cell,
                    {rule_text(sentence), 0, 0, suggest(text, allowed_words(sentence))});
        return false;
    }

    // A claim about a row that another file has, but that was refused there, is not refused for
    // that.
    bool refuse_claim(const CsvReader& reader, const CsvRow& cells, const Row& row,
                      ClaimCheck& checked) {
        const std::string subject = Rows::cell(*sheet_.table->find("subject"), row);
        const std::size_t slash = std::min(subject.find('/'), subject.size());
        const std::string table = subject.substr(0, slash);
        const std::string key = slash < subject.size() ? subject.substr(slash + 1) : std::string();
        if (checked.column == "subject" && references_.may_be_there(table, key)) return false;
        if (checked.column == "subject") suggest_subject(table, key, checked.error->hints);
        add_problem(reader, cells[cell_of(checked.column)], std::move(*checked.error));
        return false;
    }

    void suggest_subject(const std::string& table, const std::string& key,
                         std::vector<std::string>& hints) const {
        std::vector<std::string> tables;
        for (const SheetTable& known : finder_.catalogue().tables())
            tables.push_back(known.name);
        std::vector<std::string> near;
        if (finder_.catalogue().find(table) != nullptr)
            for (const std::string& other : references_.suggest_for(table, key))
                near.push_back(fmt::format("{}/{}", table, other));
        else
            for (const std::string& other : suggest(table, tables))
                near.push_back(fmt::format("{}/{}", other, key));
        if (!near.empty()) hints = near;
    }

    // The sentence that says which words a column takes, if `text` is none of them: tried on the
    // row itself, and undone.
    std::string broken_by(const SheetTable& table, const SheetColumn& column, Row stored,
                          const std::string& text) {
        if (column.grammar != Grammar::kText || column.key) return {};
        put(column, {text}, stored);
        const std::string broken = finder_.rows(table).try_update(stored);
        const std::size_t at = broken.find(column.name + " is one of: ");
        return at == std::string::npos ? std::string() : broken.substr(at);
    }

    // Position in the file of a column by name; the first cell if the file leaves it out.
    std::size_t cell_of(std::string_view name) const {
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i)
            if (column(i).name == name) return i;
        return 0;
    }

    void store(const CsvReader& reader, const CsvRow& cells, Row& row) {
        const std::optional<Row> stored = rows_.find(row);
        if (stored && sheet_.expects == Sheet::Expects::kNew)
            return refuse_stored(reader, cells, row);
        fill_left_out(stored, row);
        if (!stored && !has_required(reader, cells, row)) return;
        if (stored && *stored == row) {
            ++count.same;
            return trace(cells, stored, row, "same");
        }
        if (stored && sheet_.origin == Sheet::Origin::kForeign && !has_witness(reader, cells, row))
            return;
        if (stored && !sheet_.by_hand() && !testimony_.hear(sheet_, *stored, row, said(cells)))
            return trace(cells, stored, row, "claim");
        const std::string broken = stored ? rows_.update(*stored, row) : rows_.insert(row);
        if (!broken.empty()) return report_constraint(reader, cells, broken);
        ++(stored ? count.changed : count.added);
        trace(cells, stored, row, stored ? "changed" : "new");
        if (sheet_.origin != Sheet::Origin::kFile)
            add_cell_changes(*sheet_.table, stored ? &*stored : nullptr, &row, cells_);
    }

    // A foreign spreadsheet changes a stored row only as somebody's word.
    bool has_witness(const CsvReader& reader, const CsvRow& cells, const Row& row) {
        const SheetColumn* source = sheet_.table->find("source");
        if (testimony_.accepts() || source == nullptr || source->key) return true;
        if (has(*source) && !cells[cell_of("source")].text.empty()) return true;
        add_problem(reader, cells.front(),
                    {fmt::format("{} says otherwise in the book, and this row names no source",
                                 rows_.id(row)),
                     0,
                     0,
                     {fmt::format("map the source of {} in the rules", sheet_.table->name),
                      "--accept to store it all the same"}});
        return false;
    }

    // What becomes of one cell of a row that became something.
    static std::string_view became(const SheetColumn& column, const Row& stored, const Row& row,
                                   std::string_view whole) {
        const bool differs = Rows::values(column, stored) != Rows::values(column, row);
        if (whole == "claim")
            return Testimony::is_claimed(column, stored, row) ? whole
                   : differs                                  ? "left out"
                                                              : "same";
        return differs ? whole : "same";
    }

    void trace(const CsvRow& cells, const std::optional<Row>& stored, const Row& row,
               std::string_view whole) {
        if (traces_ == nullptr || sheet_.origin != Sheet::Origin::kForeign) return;
        const std::string id = rows_.id(row);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const CellOrigin* origin = origin_of(sheet_, cells[i]);
            if (origin == nullptr) continue;
            traces_->push_back({*origin, id, column(i).name, Rows::cell(column(i), row),
                                stored ? Rows::cell(column(i), *stored) : std::string(),
                                stored ? became(column(i), *stored, row, whole) : whole});
        }
    }

    // The columns of which the row says something.
    std::vector<const SheetColumn*> said(const CsvRow& cells) const {
        std::vector<const SheetColumn*> columns;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].text.empty()) columns.push_back(&column(i));
        return columns;
    }

    void refuse_stored(const CsvReader& reader, const CsvRow& cells, const Row& row) {
        const int key = sheet_.position[static_cast<std::size_t>(sheet_.table->key.front())];
        const std::string id = rows_.id(row);
        add_problem(reader, cells[static_cast<std::size_t>(key)],
                    {fmt::format("{} is there already", id),
                     0,
                     0,
                     {fmt::format("to change it: gigawatch set {} column=value", id),
                      fmt::format("to see it: gigawatch show {}", id)}});
    }

    void fill_left_out(const std::optional<Row>& stored, Row& row) const {
        for (std::size_t i = 0; i < sheet_.table->columns.size(); ++i) {
            if (sheet_.position[i] >= 0) continue;
            const SheetColumn& left_out = sheet_.table->columns[i];
            put(left_out,
                stored ? Rows::values(left_out, *stored)
                       : std::get<std::vector<DbValue>>(parse_cell(left_out, "")),
                row);
        }
    }

    bool has_required(const CsvReader& reader, const CsvRow& cells, const Row& row) {
        for (const SheetColumn& needed : sheet_.table->columns) {
            if (!needed.required || row[static_cast<std::size_t>(needed.stored[0])].index() != 0 ||
                needed.grammar == Grammar::kDate)
                continue;
            add_problem(reader, cells.front(), left_out_error(sheet_, needed, rows_.id(row)));
            return false;
        }
        return true;
    }

    // SQLite says "CHECK constraint failed: SENTENCE".
    void report_constraint(const CsvReader& reader, const CsvRow& cells, std::string_view broken) {
        constexpr std::string_view kCheck = "CHECK constraint failed: ";
        const std::string sentence(broken.starts_with(kCheck) ? broken.substr(kCheck.size())
                                                              : broken);
        const CsvCell& cell = cells[cell_at_fault(sentence)];
        std::vector<std::string> hints = suggest(cell.text, allowed_words(sentence));
        if (sentence.find("is a slug") != std::string::npos)
            if (const auto slug = check_slug(cell.text)) hints = slug->hints;
        const std::string word = sentence.substr(0, sentence.find(' '));
        if (const SheetColumn* left_out = sheet_.table->find(word);
            hints.empty() && sheet_.by_hand() && left_out != nullptr && !has(*left_out))
            hints.push_back(word + (cell.text.empty() ? "=" : "=..."));
        add_problem(reader, cell, {rule_text(sentence), 0, 0, hints});
    }

    // The column that the sentence names first, or, where that is left out, the last one of it that
    // is given.
    std::size_t cell_at_fault(std::string_view sentence) const {
        std::optional<std::size_t> found;
        bool first = true;
        while (!sentence.empty()) {
            const std::string_view word = sentence.substr(0, sentence.find(' '));
            sentence.remove_prefix(std::min(word.size() + 1, sentence.size()));
            for (std::size_t i = 0; i < sheet_.columns.size(); ++i)
                if (column(i).name == word && (first || !column(i).key)) found = i;
            if (first && found) break;
            first = false;
        }
        return found.value_or(0);
    }

    // "kind is one of: ..." is read as what to write, "end is not wholly before start" as what was.
    static std::string rule_text(const std::string& sentence) {
        constexpr std::string_view kReadAsFacts[] = {
            " is a range of ", " stands exactly ", " differs from ", "comes first",
            " comes after ",   " is not ",         " is another ",   " counts from "};
        const bool fact = std::any_of(
            std::begin(kReadAsFacts), std::end(kReadAsFacts),
            [&](std::string_view words) { return sentence.find(words) != std::string::npos; });
        return fact ? "must hold: " + sentence : sentence;
    }

    RowFinder& finder_;
    const Sheet& sheet_;
    References& references_;
    Testimony& testimony_;
    Places& places_;
    std::vector<CellChange>& cells_;
    std::vector<Problem>& problems_;
    std::vector<CellTrace>* traces_;
    Rows& rows_;
    bool refused_already_ = false;  // the row at hand names something that was refused before
};

}  // namespace

ImportCount import_sheet(const ImportState& state, const Sheet& sheet) {
    SheetImport into(state, sheet);
    BulkLoad load;
    if (state.alone && sheet.origin == Sheet::Origin::kFile &&
        sheet.expects == Sheet::Expects::kAny && sheet.bytes.size() >= state.bulk_from)
        load = load_rows(state.changes, state.references, sheet);
    if (load.whole) {
        into.count.added = load.rows;
        return into.count;
    }
    std::size_t row = 0;
    for_each_row(sheet, &state.problems, [&](const CsvReader& reader, const CsvRow& cells) {
        into.import_row(reader, cells, row++ < load.rows);
    });
    return into.count;
}

}  // namespace gw

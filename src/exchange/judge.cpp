// SPDX-License-Identifier: Apache-2.0
#include "exchange/judge.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "book/rows.h"
#include "book/schema.h"
#include "exchange/claims.h"
#include "exchange/import.h"
#include "exchange/rekey.h"
#include "exchange/testimony.h"
#include "text/suggest.h"

namespace gw {
namespace {

struct Claim {
    std::string subject;
    std::string field;
    std::string value;
    std::string source;
    std::string standing;

    friend bool operator==(const Claim&, const Claim&) = default;

    std::string name() const {
        return fmt::format("claims/{}/{}/{}/{}", source, subject, field, value);
    }
};

std::vector<Claim> read_claims(const Db& db) {
    std::vector<Claim> claims;
    Statement rows = db.prepare(schema_text("queries", "claims"));
    while (rows.step()) {
        const auto text = [&](int column) { return std::string(rows.text(column)); };
        claims.push_back({text(0), text(1), text(2), text(3), text(4)});
    }
    return claims;
}

// Whether `words` are the first parts of a name.
bool begins(const std::string& name, const std::string& words) {
    return name == words || name.starts_with(words + "/");
}

[[noreturn]] void refuse_many(const std::string& words, const std::vector<const Claim*>& meant) {
    std::vector<std::string> names;
    for (const Claim* claim : meant)
        if (names.size() < 3) names.push_back(fmt::format("'{}'", claim->name()));
    std::string hint = fmt::format("{}", fmt::join(names, ", "));
    if (meant.size() > names.size())
        hint += fmt::format(" and {} more", meant.size() - names.size());
    throw Error(Exit::kUsage,
                fmt::format("\"{}\" means {} claims; nothing was changed", words, meant.size()),
                std::move(hint));
}

const Claim& find_claim(const std::vector<Claim>& claims, std::string words) {
    if (words.starts_with("claims/")) words.erase(0, 7);
    std::vector<const Claim*> open;
    std::vector<std::string> names;
    for (const Claim& claim : claims) {
        const std::string name = claim.name().substr(7);
        if (name == words) return claim;
        names.push_back(name);
        const bool meant = begins(name, words) || begins(claim.subject + "/" + claim.field, words);
        if (meant && claim.standing == "open") open.push_back(&claim);
    }
    if (open.size() == 1) return *open.front();
    if (open.size() > 1) refuse_many(words, open);
    const std::vector<std::string> near = suggest(words, names);
    throw Error(Exit::kUsage, fmt::format("\"{}\" means no open claim; nothing was changed", words),
                near.empty() ? "gigawatch conflicts lists claims that differ from the book"
                             : fmt::format("{}", fmt::join(near, ", ")));
}

bool is_amount(const SheetColumn& column) {
    return column.grammar == Grammar::kAmount || column.grammar == Grammar::kSignedAmount;
}

bool is_unit(const SheetColumn& column) {
    return column.grammar == Grammar::kCurrency || column.grammar == Grammar::kCurrencyOrPower;
}

// Writes a verdict as sheets: of the row that the claim is about, and of claims.
class Judgement {
public:
    Judgement(const Book& book, const std::string& reason)
        : reason_(reason),
          catalogue_(book.db()),
          finder_(book.db(), catalogue_),
          claims_(read_claims(book.db())) {}

    const Claim& find(const std::string& words) const { return find_claim(claims_, words); }

    void reject(const Claim& claim) { put(claim, "rejected"); }

    void accept(const Claim& claim) {
        put(claim, "accepted");
        if (claim.field.starts_with(kTopicField)) return;
        const auto found = finder_.find(claim.subject);
        const SheetColumn* about = found ? found->table->find(claim.field) : nullptr;
        if (about == nullptr) return;
        store(*found, *about, claim);
        for (const Claim& other : claims_)
            if (goes_with(claim, *about, other, *found)) {
                put(other, "accepted");
                store(*found, *found->table->find(other.field), other);
            }
        for (const auto& [column, value] : stored_)
            displace(*found, *found->table->find(column), value);
    }

    // What the judgement rests on must still be so when no other may write any more.
    SheetFiles sheets(const Db& db) const {
        SheetFiles files;
        files.begun = [this, &db] {
            if (read_claims(db) == claims_ && is_as_it_was(db)) return;
            throw Error(Exit::kData,
                        "the claims were changed by another meanwhile; nothing was changed",
                        "gigawatch conflicts shows them as they are now");
        };
        if (subject_ && gives_other_key(*subject_, given_cells())) {
            add_rekeyed(db, files);
            return files;
        }
        if (subject_) files.sheets.push_back(row_sheet());
        files.sheets.push_back(claims_sheet());
        return files;
    }

    const Catalogue& catalogue() const { return catalogue_; }

private:
    bool is_as_it_was(const Db& db) const {
        if (!subject_) return true;
        RowFinder finder(db, catalogue_);
        const auto now = finder.find(subject_->id);
        return now && now->row == subject_->row;
    }

    // An amount is in the currency that its source gives, and the other way round.
    static bool goes_with(const Claim& claim, const SheetColumn& about, const Claim& other,
                          const RowFinder::Found& found) {
        if (other.source != claim.source || other.subject != claim.subject ||
            other.field == claim.field || other.standing != "open")
            return false;
        const SheetColumn* column = found.table->find(other.field);
        return column != nullptr &&
               ((is_amount(about) && is_unit(*column)) || (is_unit(about) && is_amount(*column)));
    }

    void store(const RowFinder::Found& found, const SheetColumn& column, const Claim& claim) {
        if (Rows::cell(column, found.row) == claim.value) return;
        subject_ = found;
        stored_[column.name] = claim.value;
    }

    // What is stored no longer was somebody's word: it stays, rejected, as do claims that were
    // accepted before.
    void displace(const RowFinder::Found& found, const SheetColumn& column,
                  const std::string& value) {
        const std::string before = Rows::cell(column, found.row);
        bool was_accepted = false;
        for (const Claim& other : claims_) {
            if (other.subject != found.id || other.field != column.name ||
                other.standing != "accepted" || other.value == value)
                continue;
            put(other, "rejected");
            was_accepted = was_accepted || other.value == before;
        }
        if (was_accepted) return;
        const std::string witness = witness_of(finder_, *found.table, found.row);
        if (before.empty() || witness.empty() || before == column.default_text) return;
        put({found.id, column.name, before, witness, ""}, "rejected");
    }

    // The first word about a claim holds.
    void put(const Claim& claim, std::string_view standing) {
        verdicts_.try_emplace(claim.name(), claim, standing);
    }

    GivenCells given_cells() const {
        GivenCells cells;
        for (const auto& [column, value] : stored_)
            cells[column] = {value,
                             {.excerpt = fmt::format("{}={}", column, value),
                              .excerpt_column = column.size() + 2}};
        return cells;
    }

    // The row goes on under the key that the claim gives, and so do the claims about it, judged or
    // not.
    void add_rekeyed(const Db& db, SheetFiles& files) const {
        Rekeying rekeying(db, catalogue_, *subject_, given_cells());
        for (const auto& [name, verdict] : verdicts_) {
            const Claim& claim = verdict.first;
            auto& claims = rekeying.claims();
            auto moved = std::find_if(claims.begin(), claims.end(), [&](const auto& other) {
                return std::tie(other.source, other.field, other.value) ==
                       std::tie(claim.source, claim.field, claim.value);
            });
            if (moved == claims.end())
                moved = claims.insert(moved, {claim.source, claim.field, claim.value, "", "", ""});
            moved->standing = verdict.second;
            moved->reason = reason_;
        }
        files.sheets = rekeying.sheets();
        files.removed = rekeying.removed();
    }

    Sheet row_sheet() const {
        std::vector<std::string> columns;
        std::vector<std::string> cells;
        std::vector<CellSource> sources;
        for (const int position : subject_->table->key) {
            const SheetColumn& key = subject_->table->columns[static_cast<std::size_t>(position)];
            columns.push_back(key.name);
            cells.push_back(Rows::cell(key, subject_->row));
            sources.push_back({.excerpt = subject_->id, .excerpt_column = 1});
        }
        for (const auto& [column, value] : stored_) {
            columns.push_back(column);
            cells.push_back(value);
            sources.push_back({.excerpt = fmt::format("{}={}", column, value),
                               .excerpt_column = column.size() + 2});
        }
        Sheet sheet = make_typed_sheet(*subject_->table, Sheet::Expects::kStored, columns);
        append_row(sheet, cells, std::move(sources));
        return sheet;
    }

    Sheet claims_sheet() const {
        Sheet sheet =
            make_typed_sheet(*catalogue_.find("claims"), Sheet::Expects::kAny,
                             {"source", "subject", "field", "value", "standing", "reason"});
        for (const auto& [name, verdict] : verdicts_) {
            const auto& [claim, standing] = verdict;
            append_row(sheet,
                       {claim.source, claim.subject, claim.field, claim.value, standing, reason_},
                       std::vector<CellSource>(6, {.excerpt = name, .excerpt_column = 1}));
        }
        return sheet;
    }

    const std::string& reason_;
    Catalogue catalogue_;
    RowFinder finder_;
    std::vector<Claim> claims_;
    std::optional<RowFinder::Found> subject_;                        // that changes
    std::map<std::string, std::string> stored_;                      // its columns that change
    std::map<std::string, std::pair<Claim, std::string>> verdicts_;  // by the claim's name
};

}  // namespace

Outcome judge_claim(const Book& book, const std::vector<std::string>& words, Ruling ruling,
                    const std::string& reason, WriteMode mode) {
    Judgement judgement(book, reason);
    const Claim& claim = judgement.find(fmt::format("{}", fmt::join(words, " ")));
    if (ruling == Ruling::kAccept)
        judgement.accept(claim);
    else
        judgement.reject(claim);
    return import_sheets(book, judgement.catalogue(), judgement.sheets(book.db()), {.mode = mode})
        .outcome;
}

}  // namespace gw

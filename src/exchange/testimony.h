// SPDX-License-Identifier: Apache-2.0
//
// Rows of a file that rest on another source than the stored row of the same key: the word of
// another witness. It is kept as claims beside what is stored; accepted, it is stored, and what the
// witness before it said becomes the claims. What is typed by hand is the analyst's own word and
// never comes here. A foreign spreadsheet corrects nothing, so a row of it that agrees is heard
// too. docs/format.md tells the rule.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "book/rows.h"
#include "exchange/outcome.h"
#include "exchange/sheet.h"

namespace gw {

struct ImportTerms {
    WriteMode mode = WriteMode::kStore;
    bool accept = false;      // what another source says is stored
    std::string reason = {};  // why; what is displaced is then a rejected claim, else an open one
    std::size_t bulk_from = 16 << 10;  // bytes of a file from which on its rows are loaded at once
};

// The source on which a row rests: the one that it names, else its deal's; "" if there is none.
std::string witness_of(RowFinder& finder, const SheetTable& table, const Row& row);

class Testimony {
public:
    // `finder` must outlive this object.
    Testimony(RowFinder& finder, const ImportTerms& terms) : finder_(finder), terms_(terms) {}

    // `given`: a row of `sheet` as it would be stored, of which `said` are the cells that hold
    // something. Whether it is to be stored; if not, it has become claims. Only for a row that
    // rests elsewhere than `stored`; any other row is to be stored.
    bool hear(const Sheet& sheet, const Row& stored, const Row& given,
              const std::vector<const SheetColumn*>& said);

    // Whether what `given` has in a column becomes a claim.
    static bool is_claimed(const SheetColumn& column, const Row& stored, const Row& given);

    // Writes the claims that the book does not have yet; what that changes goes into `cells`.
    void write(std::vector<CellChange>& cells);

    bool accepts() const { return terms_.accept; }
    std::size_t heard() const { return heard_; }  // rows that rest elsewhere and were not stored
    std::size_t displaced() const { return displaced_; }  // rows that were, in another's place
    std::size_t claims() const { return written_; }       // that were added

private:
    struct Claim {
        std::string source;
        std::string subject;
        std::string field;
        std::string value;
        bool rejected = false;
    };
    void add(const SheetTable& table, std::string_view source, const SheetColumn& column,
             const Row& row, bool rejected);
    Row row_of(const SheetTable& table, const Claim& claim) const;
    bool turn_down(const Claim& claim, std::vector<CellChange>& cells);

    RowFinder& finder_;
    const ImportTerms& terms_;
    std::vector<Claim> claims_;
    std::size_t heard_ = 0;
    std::size_t displaced_ = 0;
    std::size_t written_ = 0;
};

}  // namespace gw

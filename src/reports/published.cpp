// SPDX-License-Identifier: Apache-2.0
#include "reports/published.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "cells/cells.h"
#include "text/csv.h"
#include "text/input.h"
#include "text/suggest.h"

namespace gw {
namespace {

enum SheetPosition : std::size_t {
    kDeal,
    kPayer,
    kPayee,
    kClass,
    kBucket,
    kAmount,
    kCurrency,
    kOther
};
const std::vector<std::string> kColumnNames{"deal",   "payer",    "payee",  "class", "bucket",
                                            "amount", "currency", "source", "note"};

class FileReader {
public:
    FileReader(const std::string& bytes, std::string name, const World& world)
        : world_(world), reader_(bytes, name) {
        published_.name = std::move(name);
    }

    Published read() {
        std::vector<CsvCell> cells;
        if (reader_.next(cells)) read_header(cells);
        const bool usable = problems_.empty() && reader_.problems().empty();
        while (usable && reader_.next(cells))
            read_row(cells);
        problems_.insert(problems_.begin(), reader_.problems().begin(), reader_.problems().end());
        if (problems_.empty() && header_.empty())
            problems_.push_back({published_.name, 0, 0, "the file is empty", {}, 1, {}, 0});
        if (!problems_.empty())
            throw Error(
                Exit::kData, std::move(problems_),
                fmt::format("{} cannot be understood; nothing was compared", published_.name));
        return std::move(published_);
    }

private:
    void refuse(const CsvCell& cell, std::string message, std::vector<std::string> hints) {
        problems_.push_back(reader_.problem_at(cell, 0, std::max<std::size_t>(cell.text.size(), 1),
                                               std::move(message), std::move(hints)));
    }

    void read_header(const std::vector<CsvCell>& cells) {
        for (const CsvCell& cell : cells) {
            const auto found =
                std::find(kColumnNames.begin(), kColumnNames.end(), std::string(cell.text));
            if (found == kColumnNames.end()) {
                std::vector<std::string> hints = suggest(cell.text, kColumnNames);
                if (hints.empty())
                    hints = {fmt::format("the columns are {}", fmt::join(kColumnNames, ", "))};
                refuse(cell, fmt::format("\"{}\" is no column of published rows", cell.text),
                       hints);
                continue;
            }
            const auto column = static_cast<std::size_t>(found - kColumnNames.begin());
            if (std::find(header_.begin(), header_.end(), column) != header_.end())
                refuse(cell, fmt::format("column \"{}\" stands twice", cell.text),
                       {"keep one of them"});
            header_.push_back(std::min<std::size_t>(column, kOther));
        }
        const auto has = [&](std::size_t column) {
            return std::find(header_.begin(), header_.end(), column) != header_.end();
        };
        if (problems_.empty() && !has(kAmount))
            refuse(cells.front(), "a column amount is needed", {"deal,amount"});
        else if (problems_.empty() && !has(kDeal) && !has(kPayer) && !has(kPayee))
            refuse(cells.front(), "a column deal, payer or payee is needed", {"deal,amount"});
    }

    void read_row(const std::vector<CsvCell>& cells) {
        if (cells.size() != header_.size())
            return refuse(
                cells.front(),
                fmt::format("{} cells where the header has {}", cells.size(), header_.size()),
                {"quote cells that hold a comma"});
        PublishedRow row;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].text.empty()) read_cell(header_[i], cells[i], row);
        if (row.key[kDeal] < 0 && row.key[kPayer] < 0 && row.key[kPayee] < 0 && problems_.empty())
            return refuse(cells.front(), "the row names no deal, payer or payee",
                          {"a total is compared by asking for the same legs in A"});
        published_.rows.push_back(row);
    }

    void read_cell(std::size_t column, const CsvCell& cell, PublishedRow& row) {
        if (column == kDeal)
            row.key[kDeal] = deal(cell);
        else if (column == kPayer || column == kPayee)
            row.key[column] = party_group(cell);
        else if (column == kClass)
            row.key[kClass] = word(cell, kClassNames);
        else if (column == kBucket)
            row.key[kBucket] = word(cell, kBucketNames);
        else if (column == kAmount)
            read_amount(cell, row);
        else if (column == kCurrency && cell.text != "USD")
            refuse(cell, fmt::format("\"{}\": published amounts are compared in USD", cell.text),
                   {"convert the amount, and write USD"});
    }

    int deal(const CsvCell& cell) {
        const int found = find_slug(world_.facts.deals, cell.text);
        if (found < 0)
            refuse(cell, fmt::format("\"{}\" is no deal of the book", cell.text),
                   suggest(cell.text, world_.selection.deal_candidates()));
        return found;
    }

    int party_group(const CsvCell& cell) {
        const auto found = world_.selection.find_party(cell.text);
        if (found) return world_.facts.groups[static_cast<std::size_t>(*found)];
        refuse(cell, fmt::format("\"{}\" is no party of the book", cell.text),
               suggest(cell.text, world_.selection.party_candidates()));
        return -1;
    }

    template <std::size_t N>
    int word(const CsvCell& cell, const std::array<std::string_view, N>& words) {
        if (const auto found = find_word(words, cell.text)) return static_cast<int>(*found);
        refuse(cell, fmt::format("\"{}\" is not one of {}", cell.text, fmt::join(words, ", ")),
               suggest(cell.text, {words.begin(), words.end()}));
        return -1;
    }

    void read_amount(const CsvCell& cell, PublishedRow& row) {
        const Parsed<Quantity> parsed = parse_amount(cell.text, Sign::kUnsigned);
        if (const auto* error = std::get_if<CellError>(&parsed)) {
            problems_.push_back(reader_.problem_at(cell, error->offset, error->length,
                                                   error->message, error->hints));
            return;
        }
        const Quantity& amount = std::get<Quantity>(parsed);
        if (amount.value.lo) row.amount.lo = *amount.value.lo;
        if (amount.value.hi) row.amount.hi = *amount.value.hi;
        row.amount.stated = amount.value.hi ? *amount.value.hi : *amount.value.lo;
        row.approx = amount.approx;
    }

    const World& world_;
    CsvReader reader_;
    std::vector<std::size_t> header_;
    std::vector<Problem> problems_;
    Published published_;
};

}  // namespace

Published read_published(const std::filesystem::path& file, const World& world) {
    const std::string bytes = read_file(file, "nothing was compared");
    return FileReader(bytes, file.filename().string(), world).read();
}

}  // namespace gw

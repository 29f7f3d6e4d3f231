// SPDX-License-Identifier: Apache-2.0
//
// One deal with all its rows as a text to be edited: a row is its name in brackets, a cell is a
// line "column = value" in the grammar of the CSV form. The text is the deal: what is taken out of
// it is taken out of the book. Goes the way of an import, as one change set.
#pragma once

#include <set>
#include <string>

#include "book/book.h"
#include "exchange/outcome.h"

namespace gw {

struct DealText {
    std::string deal;
    std::string text;
    std::set<std::string> rows;  // the names of the rows that it shows
};

// Throws Error kUsage if there is no such deal. Cost: a scan of the tables that hold rows of deals.
DealText write_deal_text(const Book& book, const std::string& deal);

// What an empty text, or one of comments alone, means is the caller's business.
bool is_empty_text(const std::string& text);

// Stores `text`, that was made of `shown`. Problems name `file`. Throws Error kData with all that
// is wrong, or if the deal is not as it was shown any more; nothing is stored then.
Outcome store_deal_text(const Book& book, const DealText& shown, const std::string& text,
                        const std::string& file, WriteMode mode);

}  // namespace gw

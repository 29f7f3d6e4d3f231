// SPDX-License-Identifier: Apache-2.0
//
// Rows of a sheet that are to be loaded, read on a second thread while SQLite stores those before
// them: the reader fills batches, the feed hands them out, and neither is ever more than a few
// batches ahead. A connection has one thread, and that is the feed's.
#pragma once

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "book/change_set.h"
#include "book/row_feed.h"
#include "exchange/row_reader.h"
#include "exchange/sheet.h"
#include "exchange/sheet_rows.h"

namespace gw {

// Some rows on their way, each the values that are given, then its check.
struct RowBatch {
    TextStore texts;
    std::vector<ValueView> values;
    std::vector<RowDigest> digests;  // one a row; none: there are no more rows
};

// Fills batches with the rows of a sheet up to its end or to the first that is not surely right.
class BatchReader {
public:
    // `sheet` must outlive this object.
    BatchReader(const Sheet& sheet, RowReader reader, std::int64_t change);

    std::size_t width() const { return reader_.given().size() + 1; }  // values of a row
    void fill(RowBatch& batch);

    // Whether the rows so far are all of the sheet, and the file has no other fault.
    bool whole(std::size_t rows) const {
        return at_end_ && rows == rows_read_ && rows_.reader().problems().empty();
    }

private:
    bool read_row(TextStore& texts);

    const Sheet& sheet_;
    SheetRows rows_;
    RowReader reader_;
    std::int64_t change_;
    DigestBatch to_digest_;
    std::size_t rows_read_ = 0;
    bool stopped_ = false;
    bool at_end_ = false;
};

// Reads ahead while it lives: nothing else may touch `reader` and what that reads.
class SheetFeed : public RowFeed {
public:
    SheetFeed(BatchReader& reader, ChangeSet& changes);
    ~SheetFeed() override;
    SheetFeed(const SheetFeed&) = delete;
    SheetFeed& operator=(const SheetFeed&) = delete;

    // Throws what reading threw. Tells the change set of the rows, a batch at a time.
    const ValueView* next() override;

private:
    static constexpr std::size_t kBatches = 4;

    void read_ahead();
    void take_batch();

    BatchReader& reader_;
    ChangeSet& changes_;
    std::array<RowBatch, kBatches> batches_;  // in turn
    const RowBatch* batch_ = nullptr;         // that is being handed out
    std::size_t at_ = 0;                      // the next row of it

    std::mutex mutex_;  // guards what follows
    std::condition_variable moved_;
    std::size_t filled_ = 0;  // batches so far
    std::size_t taken_ = 0;   // of them
    bool stop_ = false;
    std::exception_ptr thrown_;

    std::thread thread_;
};

}  // namespace gw

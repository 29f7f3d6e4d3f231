// SPDX-License-Identifier: Apache-2.0
#include "exchange/read_ahead.h"

#include <system_error>

namespace gw {
namespace {

constexpr std::size_t kRowsOfBatch = 1024;
constexpr std::size_t kBytesOfBatch = 1 << 20;  // of long rows it takes fewer

}  // namespace

BatchReader::BatchReader(const Sheet& sheet, RowReader reader, std::int64_t change)
    : sheet_(sheet), rows_(sheet), reader_(std::move(reader)), change_(change) {}

void BatchReader::fill(RowBatch& batch) {
    batch.texts.clear();
    batch.values.clear();
    batch.digests.clear();
    while (to_digest_.size() < kRowsOfBatch && to_digest_.bytes() < kBytesOfBatch &&
           read_row(batch.texts)) {
        add_row(to_digest_, sheet_.table->name, change_, reader_.row(), reader_.width());
        for (const std::size_t at : reader_.given())
            batch.values.push_back(reader_.row()[at]);
        batch.values.emplace_back();  // its check
    }
    to_digest_.finish(batch.digests);
    for (std::size_t row = 0; row < batch.digests.size(); ++row)
        batch.values[(row + 1) * width() - 1] = ValueView(row_check(batch.digests[row]));
}

bool BatchReader::read_row(TextStore& texts) {
    if (stopped_) return false;
    at_end_ = !rows_.next();
    stopped_ = at_end_ || rows_.ragged() || !reader_.read(rows_.row(), texts);
    if (!stopped_) ++rows_read_;
    return !stopped_;
}

SheetFeed::SheetFeed(BatchReader& reader, ChangeSet& changes) : reader_(reader), changes_(changes) {
    try {
        thread_ = std::thread([this] { read_ahead(); });
    } catch (const std::system_error&) {
        // A system that gives no second thread: rows are then read on this one.
    }
}

SheetFeed::~SheetFeed() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    moved_.notify_all();
    if (thread_.joinable()) thread_.join();
}

// The second thread: up to the batch without rows, which is the last one.
void SheetFeed::read_ahead() {
    for (bool more = true; more;) {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [&] { return stop_ || filled_ < taken_ + kBatches; });
        if (stop_) return;
        RowBatch& batch = batches_[filled_ % kBatches];
        lock.unlock();
        std::exception_ptr thrown;
        try {
            reader_.fill(batch);
        } catch (...) {
            thrown = std::current_exception();
        }
        more = !thrown && !batch.digests.empty();
        lock.lock();
        thrown_ = thrown;
        ++filled_;
        lock.unlock();
        moved_.notify_all();
    }
}

// The batch handed out so far is free to be filled again.
void SheetFeed::take_batch() {
    at_ = 0;
    if (!thread_.joinable()) {
        reader_.fill(batches_[0]);
        batch_ = batches_.data();
        return;
    }
    std::unique_lock lock(mutex_);
    if (batch_ != nullptr) ++taken_;
    moved_.notify_all();
    moved_.wait(lock, [&] { return filled_ > taken_; });
    if (thrown_ && filled_ == taken_ + 1) std::rethrow_exception(thrown_);
    batch_ = &batches_[taken_ % kBatches];
}

const ValueView* SheetFeed::next() {
    if (batch_ == nullptr || at_ == batch_->digests.size()) {
        if (batch_ != nullptr && batch_->digests.empty()) return nullptr;
        take_batch();
        changes_.add(batch_->digests);
        if (batch_->digests.empty()) return nullptr;
    }
    return batch_->values.data() + reader_.width() * at_++;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
//
// SQLite's file system, failing on command: every call that SQLite makes of it is counted, and the
// one that is chosen (or that and all after it) fails, before or after it has done its work. Stands
// before the real one, for the whole process.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace gw::faults {

enum class Kind : std::uint8_t {
    kBefore,   // the call does nothing and reports an error of its own sort
    kAfter,    // the call does its work and reports an error: what SQLite reads as failed is done
    kFullDisk  // as kBefore, and writing reports a full disk
};
inline constexpr std::string_view kKindNames[] = {"before", "after", "full disk"};

struct Fault {
    std::int64_t at = 0;  // the call that fails, from 1; 0: none
    Kind kind = Kind::kBefore;
    bool for_ever = false;  // so do all calls after it
};

// Once, after SQLite has been configured.
void install();

// Counts from 0 again.
void plan(const Fault& fault);

std::int64_t calls();     // since the last plan
std::int64_t injected();  // how many of them failed on command

// Called each time before a journal is deleted: the last moment at which a book has one.
void before_journal_goes(std::function<void()> call);

// The negative control: every connection made from now on works without a journal, whatever the
// program asks for.
void forget_journals(bool forget);

}  // namespace gw::faults

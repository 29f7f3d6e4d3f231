// SPDX-License-Identifier: Apache-2.0
//
// One SELECT that a user wrote, run so that it can do nothing but read: an authorizer that knows
// only reading, tables and views of the book, and functions that depend on neither clock nor
// chance; a limit of time and of memory. What the statement means is its user's business.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/db.h"

namespace gw {

// Why a statement cannot run, and at which bytes of it.
struct SelectFault {
    enum class Kind : std::uint8_t { kOther, kNoTable, kNoColumn, kNoFunction };
    Kind kind = Kind::kOther;
    std::string message;  // lower case, no final stop
    std::string name;     // that is not known, as written
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string hint;
};

// A value as SQLite has it; `text` of a number in SQLite's own digits, of a blob in hexadecimal.
struct SelectValue {
    enum class Type : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };
    Type type = Type::kNull;
    std::int64_t integer = 0;
    std::string text;
};

class Select {
public:
    // While it lives, no other statement that is prepared on `db` can do more than this one.
    Select(const Db& db, std::chrono::milliseconds time);
    ~Select();
    Select(const Select&) = delete;
    Select& operator=(const Select&) = delete;

    // The first thing that is wrong; nullopt: the statement can be stepped. `sql` is copied.
    std::optional<SelectFault> prepare(std::string_view sql);

    // False when there is no further row. Throws Error kSystem when the time or the memory is used
    // up, kUsage when SQL cannot compute (an integer overflows, a pattern is too long).
    bool step();

    std::vector<std::string> columns() const;
    SelectValue value(int column) const;

    static std::vector<std::string> functions();  // that may be called, in order

private:
    struct Guard;
    bool read(std::string_view text, sqlite3_stmt** statement, std::string_view& tail);

    std::unique_ptr<Guard> guard_;
};

}  // namespace gw

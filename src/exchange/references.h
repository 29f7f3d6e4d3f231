// SPDX-License-Identifier: Apache-2.0
//
// Which rows a cell may name while an import runs: those of the book and those of the files that
// are being imported, in whatever order rows and files come. A row that is refused for another
// reason still counts as there, so that what is wrong with it is said once.
#pragma once

#include <future>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "book/db.h"
#include "book/rows.h"
#include "exchange/sheet.h"
#include "exchange/spellings.h"
#include "text/key_set.h"

namespace gw {

class References {
public:
    // Reads what parties are called; two with one spelling are a problem. The keys of other tables
    // are read when they are first asked for. `files` must outlive this object.
    References(const Db& db, const Catalogue& catalogue, const SheetFiles& files,
               std::vector<Problem>& problems);

    // Begins to read, on another thread, the keys of large files that others name.
    void read_ahead();

    // Whether `table` has a row with this key ("aws-openai-38bn", or "aws-openai-38bn/1" for legs),
    // in the book or in the files, or may have one in a file that cannot be read.
    bool contains(const std::string& table, const std::string& key);
    bool may_be_there(const std::string& table, const std::string& key) const;  // in the files

    // The keys of a table's rows in the files. Cost: the first time, a pass over its files.
    const KeySet& keys_of(const std::string& table) const;
    // None any more after the first few hundred: nobody is shown so many errors, and each costs a
    // pass over all names.
    std::vector<std::string> suggest_for(const std::string& table, std::string_view key);

    const Spellings& parties() const { return parties_; }

private:
    struct FileKeys {
        KeySet keys;
        bool broken = false;  // some rows cannot be read
    };
    FileKeys read_keys(const std::string& table) const;
    void read_spellings(const std::vector<Sheet>& sheets, std::vector<Problem>& problems);
    void refuse_taken_slugs(const std::vector<Sheet>& sheets,
                            const std::unordered_set<std::string>& stored,
                            const std::vector<std::pair<std::string, std::string>>& spellings,
                            std::vector<Problem>& problems);
    void add_spellings(const Sheet& sheet, std::string_view column, std::vector<Problem>& problems);

    const Db& db_;
    const SheetFiles& files_;
    RowFinder finder_;
    mutable std::map<std::string, KeySet> keys_;  // by table, of those that were asked for
    mutable std::map<std::string, std::future<FileKeys>> ahead_;  // by table, on their way
    mutable std::set<std::string> unread_;  // tables of whose file something cannot be read
    Spellings parties_;
    std::size_t suggestions_ = 0;  // asked for so far
};

}  // namespace gw

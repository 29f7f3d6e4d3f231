// SPDX-License-Identifier: Apache-2.0
#include "exchange/verify.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "book/rows.h"
#include "book/schema.h"
#include "book/versions.h"
#include "exchange/rules.h"
#include "exchange/soundness.h"
#include "query/ask.h"

namespace gw {
namespace {

constexpr std::string_view kForeign = "was changed by another program";

class Verifier {
public:
    Verifier(const Db& db, Verdict& verdict) : db_(db), verdict_(verdict) {}

    void check_file() {
        Statement rows = db_.prepare("pragma integrity_check(20)");
        while (rows.step())
            if (rows.text(0) != "ok") find("file", std::string(rows.text(0)));
    }

    void check_schema() {
        const Db fresh = Book::empty_in_memory();
        const auto known = read_schema(fresh);
        const auto stored = read_schema(db_);
        for (const auto& [name, text] : stored) {
            const auto same = known.find(name);
            if (same == known.end())
                find("schema", fmt::format("{} is no part of a book", name));
            else if (same->second != text)
                find("schema", fmt::format("{} {}", name, kForeign));
        }
        for (const auto& [name, text] : known)
            if (!stored.contains(name)) find("schema", fmt::format("{} is missing", name));
    }

    void check_rows(const Catalogue& catalogue) {
        for (const SheetTable& table : catalogue.tables())
            for (const Which which : {Which::kStanding, Which::kReplaced})
                for_each_version(db_, table, which,
                                 [&](Version& version) { check_row(table, version); });
    }

    void check_changes(const std::string& noted) {
        const std::vector<ChangeRecord> changes = read_changes(db_);
        bool noted_found = noted.empty();
        std::string head;
        std::string at;
        std::int64_t expected = 1;
        for (const ChangeRecord& record : changes) {
            const std::string name = fmt::format("change {}", record.change);
            for (; expected < record.change; ++expected)
                find(fmt::format("change {}", expected), "is missing");
            ++expected;
            if (record.at <= at) find(name, "is not later than the one before");
            if (digest_of_rows(std::move(digests_[record.change])) != record.rows &&
                !find_gone(name, record))
                find(name, "the rows that it wrote or replaced are not all as it left them");
            digests_.erase(record.change);
            if (head_of(record, head) != record.head)
                find(name, fmt::format("its entry or one before it {}", kForeign));
            head = record.head;
            at = record.at;
            noted_found = noted_found || noted == head;
        }
        digests_.erase(0);  // rows that no change set wrote were named already
        for (const auto& [change, digests] : digests_)
            find(fmt::format("change {}", change), "has rows, but no entry in the history");
        if (!noted_found)
            find("history", fmt::format("no change set has the head {}: the history is not the one "
                                        "of which it was noted",
                                        noted));
        verdict_.changes = static_cast<std::int64_t>(changes.size());
        verdict_.head = head;
    }

    void check_soundness(const Catalogue& catalogue) {
        std::vector<Problem> problems;
        check_references(db_, catalogue, problems);
        const Spellings spellings = read_spellings(db_, problems);
        check_rules(db_, {}, problems);
        for (const Problem& problem : problems)
            find(problem.file, problem.message);
        std::map<std::string, std::string> stored;
        Statement rows = db_.prepare(schema_text("queries", "spellings"));
        while (rows.step())
            stored.emplace(rows.text(0), rows.text(1));
        const std::map<std::string, std::string> right(spellings.by_key().begin(),
                                                       spellings.by_key().end());
        if (stored != right)
            find("book_spellings", "does not follow from the names and aliases of the parties");
    }

private:
    void find(std::string subject, std::string message) {
        verdict_.findings.push_back({std::move(subject), std::move(message)});
    }

    // Whether rows that a change set wrote are there no more, neither as they stand nor as they
    // were replaced: nothing keeps their names, but how many of which table it wrote is in its
    // entry.
    bool find_gone(const std::string& name, const ChangeRecord& record) {
        bool found = false;
        for (const auto& [table, count] : record.counts) {
            const std::int64_t gone = count[0] + count[1] - written_[record.change][table];
            if (gone <= 0) continue;
            find(name, fmt::format("{} of {} that it wrote {} gone: another program removed {}",
                                   plural(static_cast<std::size_t>(gone), "row"), table,
                                   gone == 1 ? "is" : "are", gone == 1 ? "it" : "them"));
            found = true;
        }
        return found;
    }

    void check_row(const SheetTable& table, const Version& version) {
        ++written_[version.since][table.name];
        const RowDigest digest = digest_row(table.name, version.since, version.row);
        const bool standing = version.until == 0;
        ++(standing ? verdict_.rows : verdict_.replaced);
        const std::string id = table.name + "/" + version.key;
        if (version.since == 0)
            find(id, "was added by another program");
        else if (row_check(digest) != version.row_check)
            find(id, standing ? std::string(kForeign)
                              : fmt::format("what change {} replaced {}", version.until, kForeign));
        digests_[version.since].push_back(digest);
        if (!standing)
            digests_[version.until].push_back(digest_replaced(
                table.name, version.until, version.key, version.since, version.row_check));
    }

    static std::map<std::string, std::string> read_schema(const Db& db) {
        std::map<std::string, std::string> schema;
        Statement rows = db.prepare(schema_text("queries", "schema_texts"));
        while (rows.step())
            schema.emplace(fmt::format("{} {}", rows.text(0), rows.text(1)), rows.text(2));
        return schema;
    }

    const Db& db_;
    Verdict& verdict_;
    std::map<std::int64_t, std::vector<RowDigest>> digests_;               // by change set
    std::map<std::int64_t, std::map<std::string, std::int64_t>> written_;  // rows of it, by table
};

}  // namespace

Verdict verify(const Book& book, const std::string& head) {
    Verdict verdict;
    Verifier verifier(book.db(), verdict);
    verifier.check_file();
    verifier.check_schema();
    if (!verdict.findings.empty())
        return verdict;  // rows cannot be read by a schema that is not ours
    const Catalogue catalogue(book.db());
    verifier.check_rows(catalogue);
    verifier.check_changes(head);
    verifier.check_soundness(catalogue);
    return verdict;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "show.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "catalogue.h"
#include "cells.h"
#include "claims.h"
#include "figure.h"
#include "rows.h"
#include "schema.h"
#include "suggest.h"
#include "sums.h"
#include "world.h"

namespace gw {
namespace {

// What is shown: all rows that name a slug in a column which references `table`, or one row.
struct Target {
    std::string table;  // "deals" or "parties"; empty: one row
    std::string slug;
    std::string subject;  // of the one row
};

std::string column_condition(const SheetTable& table, const SheetColumn& column,
                             const Target& target) {
    const std::string& stored = table.stored[static_cast<std::size_t>(column.stored[0])];
    if (column.references == target.table ||
        (column.grammar == Grammar::kLeg && target.table == "deals"))
        return quote_identifier(stored) + " = ?1";
    if (column.references == "tranches" && target.table == "deals" && table.name != "tranches")
        return quote_identifier(stored) + " in (select tranche from tranches where deal = ?1)";
    return {};
}

// The condition under which a row of `table` is about the target; "" if none can be.
std::string table_condition(const SheetTable& table, const Target& target) {
    std::string condition;
    if (table.name == target.table) condition = quote_identifier(table.stored.front()) + " = ?1";
    for (const SheetColumn& column : table.columns) {
        const std::string one = column_condition(table, column, target);
        if (!one.empty()) condition += (condition.empty() ? "" : " or ") + one;
    }
    return condition;
}

std::string order_by_key(const SheetTable& table) {
    std::string order;
    for (const int key : table.key)
        for (const int position : table.columns[static_cast<std::size_t>(key)].stored)
            order += (order.empty() ? " order by " : ", ") +
                     quote_identifier(table.stored[static_cast<std::size_t>(position)]);
    return order;
}

class Page {
public:
    Page(const Book& book, const World& world)
        : db_(book.db()), world_(world), catalogue_(book.db()) {
        table.columns = {{.name = "subject"},  {.name = "field"},
                         {.name = "value"},    {.name = "source"},
                         {.name = "standing"}, {.name = "words", .priority = 1}};
    }

    void add_all(const Target& target) {
        for (const SheetTable& sheet : catalogue_.tables()) {
            const std::string condition = table_condition(sheet, target);
            if (condition.empty()) continue;
            std::string columns;
            for (const std::string& name : sheet.stored)
                columns += (columns.empty() ? "" : ", ") + quote_identifier(name);
            Statement rows = db_.prepare(fmt::format("select {} from {} where {}{}", columns,
                                                     quote_identifier(sheet.name), condition,
                                                     order_by_key(sheet)));
            rows.bind(0, std::string_view(target.slug));
            Rows named(db_, sheet);
            while (rows.step()) {
                Row row;
                for (int i = 0; i < rows.columns(); ++i)
                    row.push_back(rows.value(i));
                add_row(sheet, named.id(row), row);
            }
        }
    }

    bool add_one(std::string_view subject) {
        const auto named = parse_row_name(catalogue_, subject);
        if (!named) return false;
        Rows rows(db_, *named->table);
        const auto row = rows.find(named->key);
        if (!row) return false;
        add_row(*named->table, rows.id(*row), *row);
        return true;
    }

    // The sources that were named, with where to read them.
    void add_sources() {
        const std::set<std::string> cited = cited_;
        for (const std::string& source : cited)
            add_one("sources/" + source);
    }

    Table table;

private:
    void add_row(const SheetTable& sheet, const std::string& id, const Row& row) {
        const SheetColumn* witness = sheet.find("source");
        const std::string source = witness == nullptr || sheet.name == "sources"
                                       ? std::string()
                                       : Rows::cell(*witness, row);
        for (const SheetColumn& column : sheet.columns) {
            if (column.key || &column == witness) continue;
            const std::string text = Rows::cell(column, row);
            if (!text.empty()) add(id, column.name, text, source, "stored", "");
        }
        if (sheet.name == "legs") add_counted(id, row);
        add_claims(id);
    }

    void add(std::string subject, std::string field, std::string value, const std::string& source,
             std::string standing, std::string words) {
        const auto text = [](std::string from) {
            return from.empty() ? Value(std::string()) : Value(std::move(from));
        };
        if (!source.empty()) cited_.insert(source);
        table.rows.push_back({std::move(subject), std::move(field), text(std::move(value)),
                              text(source), std::move(standing), text(std::move(words))});
    }

    // What the leg counts for on the day, in its class and bucket.
    void add_counted(const std::string& id, const Row& row) {
        const int deal = find_slug(world_.facts.deals, std::get<std::string>(row[0]));
        const int leg =
            find_leg(world_.facts, deal, static_cast<int>(std::get<std::int64_t>(row[1])));
        const Counted& counted = world_.counted[static_cast<std::size_t>(leg)];
        const std::string_view leg_class =
            kClassNames[index_of(kLegKinds[world_.leg(leg).kind].leg_class)];
        if (!counted.bucket)
            return add(id, "counts", "nothing", "", "counted", "not live on the day");
        std::string what = fmt::format("{} {}", leg_class, kBucketNames[index_of(*counted.bucket)]);
        if (counted.intra_group)
            return add(id, "counts", "nothing", "", "counted", what + ", but within one group");
        if (counted.absorbed)
            return add(id, "counts", "nothing", "", "counted",
                       what + ", but part of a leg that has it already");
        if (counted.unknown) return add(id, "counts", "unknown", "", "counted", what);
        if (counted.unconverted)
            return add(id, "counts", "unknown", "", "counted",
                       what + ", no rate to USD on the day agreed");
        add(id, "counts", readings_text(counted.amount), "", "counted", what);
    }

    static std::string readings_text(const Readings& amount) {
        const auto end = [](const std::optional<Int128>& value) {
            if (!value) return std::string();
            if (*value > kLargestAmount) return format_digits(*value);
            const auto whole = static_cast<std::int64_t>(*value);
            return format_amount({{whole, whole}, false});
        };
        if (amount.lo && amount.hi && *amount.lo == *amount.hi) return end(amount.hi) + " USD";
        return fmt::format("{}..{} USD", end(amount.lo), end(amount.hi));
    }

    void add_claims(const std::string& id) {
        Statement claims = db_.prepare(schema_text("queries", "claims_about"));
        claims.bind(0, std::string_view(id));
        while (claims.step()) {
            std::string words(claims.text(4));
            if (!claims.text(5).empty())
                words += fmt::format("{}{}", words.empty() ? "" : "; ", claims.text(5));
            add(id, std::string(claims.text(0)), std::string(claims.text(1)),
                std::string(claims.text(2)), std::string(claims.text(3)), words);
        }
    }

    const Db& db_;
    const World& world_;
    Catalogue catalogue_;
    std::set<std::string> cited_;
};

std::optional<Target> find_target(const World& world, const std::string& id) {
    if (const auto party = world.selection.find_party(id))
        return Target{"parties", world.party(*party), {}};
    if (find_slug(world.facts.deals, id) >= 0) return Target{"deals", id, {}};
    if (id.find('/') != std::string::npos) return Target{{}, {}, id};
    return std::nullopt;
}

[[noreturn]] void fail(const World& world, const std::string& id) {
    std::vector<std::string> known;
    for (const PartyFacts& party : world.facts.parties)
        known.push_back(party.slug);
    for (const DealFacts& deal : world.facts.deals)
        known.push_back(deal.slug);
    std::string hint;
    for (const std::string& near : suggest(id, known))
        hint += (hint.empty() ? "" : ", ") + near;
    if (hint.empty()) hint = "a deal, a party, or a row such as legs/aws-openai-38bn/1";
    throw Error(Exit::kUsage, fmt::format("\"{}\" is no party, deal or row of the book", id), hint);
}

// A subject is printed once, above its fields.
void leave_out_repeated(Table& table) {
    table.columns.front().for_people = false;
    table.columns.insert(table.columns.begin(), {.name = "about", .for_machines = false});
    std::string before;
    for (auto& row : table.rows) {
        const std::string subject = std::get<std::string>(row.front());
        row.insert(row.begin(), subject == before ? std::string() : subject);
        before = subject;
    }
}

}  // namespace

Table show(const Book& book, const std::string& id, const AskOptions& options) {
    AskOptions everything = options;
    everything.words.clear();
    const World world(book.db(), everything);
    Page page(book, world);
    const auto target = find_target(world, id);
    if (!target) fail(world, id);
    if (target->table.empty() && !page.add_one(target->subject)) fail(world, id);
    if (!target->table.empty()) page.add_all(*target);
    page.add_sources();
    page.table.title =
        join_title({fmt::format("{} {}",
                                target->table == "deals"     ? "Deal"
                                : target->table == "parties" ? "Party"
                                                             : "Row",
                                target->table.empty() ? target->subject : target->slug),
                    lens_text(options.on)});
    page.table.notes.emplace_back(
        "standing: stored = what the book says, counted = what it counts for, open, accepted, "
        "rejected = what a source claims");
    arrange(page.table, options);
    if (options.sort.empty()) leave_out_repeated(page.table);
    return page.table;
}

}  // namespace gw

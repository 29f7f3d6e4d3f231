// SPDX-License-Identifier: Apache-2.0
#include "reports/show.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "book/catalogue.h"
#include "book/rows.h"
#include "book/schema.h"
#include "cells/cells.h"
#include "counting/sums.h"
#include "exchange/claims.h"
#include "reports/world.h"
#include "table/figure.h"
#include "text/suggest.h"

namespace gw {
namespace {

// What is shown: the row with a slug and all rows that name it, or one row by its name.
struct Target {
    std::string table;  // whose slug it is: "deals", "parties", "sources" ...; empty: one row
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

std::string select_sql(const SheetTable& table, const std::string& condition) {
    std::string columns;
    for (const std::string& name : table.stored)
        columns += (columns.empty() ? "" : ", ") + quote_identifier(name);
    std::string order;
    for (const int key : table.key)
        for (const int position : table.columns[static_cast<std::size_t>(key)].stored)
            order += (order.empty() ? "" : ", ") +
                     quote_identifier(table.stored[static_cast<std::size_t>(position)]);
    return fmt::format("select {} from {} where {} order by {}", columns,
                       quote_identifier(table.name), condition, order);
}

// "38bn USD" or "10bn..20bn USD".
std::string readings_text(const Readings& amount) {
    const auto end = [](const std::optional<Int128>& value) {
        if (!value) return std::string();
        if (*value > kLargestAmount) return format_digits(*value);
        const auto whole = static_cast<std::int64_t>(*value);
        return format_amount({{whole, whole}, false});
    };
    if (amount.lo && amount.hi && *amount.lo == *amount.hi) return end(amount.hi) + " USD";
    return fmt::format("{}..{} USD", end(amount.lo), end(amount.hi));
}

// What a leg counts for on the day, and why not for more.
struct Counts {
    std::string value;
    std::string reason;
};

Counts counts_of(const World& world, int leg) {
    const Counted& counted = world.counted[static_cast<std::size_t>(leg)];
    if (!counted.bucket) return {"nothing", "not live on the day"};
    const std::string what =
        fmt::format("{} {}", kClassNames[index_of(kLegKinds[world.leg(leg).kind].leg_class)],
                    kBucketNames[index_of(*counted.bucket)]);
    if (counted.intra_group) return {"nothing", what + ", but within one group"};
    if (counted.absorbed) return {"nothing", what + ", but part of a leg that has it already"};
    if (counted.unknown) return {"unknown", what};
    if (counted.unconverted) return {"unknown", what + ", no rate to USD on the day agreed"};
    return {
        (world.leg(leg).approx || counted.less_about ? "~" : "") + readings_text(counted.amount),
        what};
}

// A metric's value with its unit: 13bn USD, 30GW, 1GW a week.
std::string metric_value(const SheetTable& metrics, const Row& row) {
    const SheetColumn& value = *metrics.find("value");
    const std::string text = Rows::cell(value, row);
    const std::string unit = Rows::cell(*metrics.find("unit"), row);
    if (text.empty() || !unit.starts_with("kW")) return text.empty() ? text : text + " " + unit;
    const std::vector<DbValue> stored = Rows::values(value, row);
    const auto end = [&](std::size_t i) -> std::optional<std::int64_t> {
        const auto* number = std::get_if<std::int64_t>(&stored[i]);
        return number == nullptr ? std::nullopt : std::optional(*number);
    };
    return format_power({{end(0), end(1)}, text.starts_with('~')}) +
           (unit == "kW/week" ? " a week" : "");
}

class Page {
public:
    Page(const Book& book, const World& world, RowFinder& finder)
        : db_(book.db()), world_(world), finder_(finder) {
        table.columns = {{.name = "subject"},
                         {.name = "field"},
                         {.name = "value"},
                         {.name = "source", .priority = 2},
                         {.name = "standing"},
                         {.name = "quote", .priority = 1},
                         {.name = "reason", .priority = 3}};
    }

    void add_all(const Target& target) {
        for (const SheetTable& sheet : finder_.catalogue().tables()) {
            const std::string condition = table_condition(sheet, target);
            if (condition.empty()) continue;
            Statement rows = db_.prepare(select_sql(sheet, condition));
            rows.bind(0, std::string_view(target.slug));
            while (rows.step()) {
                Row row;
                for (int i = 0; i < rows.columns(); ++i)
                    row.push_back(rows.value(i));
                add_row(sheet, finder_.rows(sheet).id(row), row);
            }
        }
    }

    bool add_one(std::string_view subject) {
        const auto found = finder_.find(subject);
        if (found) add_row(*found->table, found->id, found->row);
        return found.has_value();
    }

    // The sources that were named, a note each: who said it, when, and where to read it.
    void add_sources() {
        for (const std::string& source : cited_) {
            const auto found = finder_.find("sources/" + source);
            if (!found) continue;
            std::string note = source + ":";
            for (const std::string_view column :
                 {"kind", "publisher", "title", "published", "url"}) {
                const std::string text = Rows::cell(*found->table->find(column), found->row);
                if (!text.empty()) note += (note.back() == ':' ? " " : ", ") + text;
            }
            table.notes.push_back(std::move(note));
        }
    }

    Table table;

private:
    void add_row(const SheetTable& sheet, const std::string& id, const Row& row) {
        if (sheet.name == "claims") return add_claim(sheet, row);
        const SheetColumn* witness = sheet.name == "sources" ? nullptr : sheet.find("source");
        const std::string source = witness == nullptr ? std::string() : Rows::cell(*witness, row);
        for (const SheetColumn& column : sheet.columns) {
            const bool slug_itself = column.key && sheet.key.size() == 1;
            if (slug_itself || &column == witness) continue;
            const bool metric = sheet.name == "metrics" && column.name == "value";
            const std::string text = metric ? metric_value(sheet, row) : Rows::cell(column, row);
            if (!text.empty()) add({id, column.name, text, source, "stored", "", ""});
        }
        if (sheet.name == "legs") add_counted(id, row);
        add_claims(id);
    }

    // A cell as the page shows it, and whose word it is.
    struct Shown {
        std::string subject;
        std::string field;
        std::string value;
        std::string source;
        std::string standing;
        std::string quote;
        std::string reason;
    };

    void add(Shown shown) {
        if (!shown.source.empty()) cited_.insert(shown.source);
        table.rows.push_back({std::move(shown.subject), std::move(shown.field),
                              std::move(shown.value), std::move(shown.source),
                              std::move(shown.standing), std::move(shown.quote),
                              std::move(shown.reason)});
    }

    // A source's own claims, shown among the rows that rest on it.
    void add_claim(const SheetTable& claims, const Row& row) {
        const auto cell = [&](std::string_view column) {
            return Rows::cell(*claims.find(column), row);
        };
        add({cell("subject"), cell("field"), cell("value"), cell("source"), cell("standing"),
             cell("quote"), cell("reason")});
    }

    void add_counted(const std::string& id, const Row& row) {
        const int deal = find_slug(world_.facts.deals, std::get<std::string>(row[0]));
        const int leg =
            find_leg(world_.facts, deal, static_cast<int>(std::get<std::int64_t>(row[1])));
        Counts counts = counts_of(world_, leg);
        add({id, "counts", std::move(counts.value), "", "counted", "", std::move(counts.reason)});
    }

    void add_claims(const std::string& id) {
        Statement claims = db_.prepare(schema_text("queries", "claims_about"));
        claims.bind(0, std::string_view(id));
        while (claims.step()) {
            const auto text = [&](int column) { return std::string(claims.text(column)); };
            add({id, text(0), text(1), text(2), text(3), text(4), text(5)});
        }
    }

    const Db& db_;
    const World& world_;
    RowFinder& finder_;
    std::set<std::string> cited_;
};

// A party by any spelling, else whatever has this slug, deals first.
std::optional<Target> find_target(RowFinder& finder, const World& world, const std::string& id) {
    if (const auto party = world.selection.find_party(id))
        return Target{"parties", world.party(*party), {}};
    for (const std::string_view table : {"deals", "sources", "tranches", "sites", "hardware"})
        if (finder.find(fmt::format("{}/{}", table, id))) return Target{std::string(table), id, {}};
    if (id.find('/') != std::string::npos) return Target{{}, {}, id};
    return std::nullopt;
}

[[noreturn]] void fail(const Db& db, const World& world, const Catalogue& catalogue,
                       const std::string& id) {
    std::vector<std::string> known = world.selection.party_candidates();
    for (std::string& deal : world.selection.deal_candidates())
        known.push_back(std::move(deal));
    Statement sources = db.prepare(schema_text("queries", "source_slugs"));
    while (sources.step())
        known.emplace_back(sources.text(0));
    std::vector<std::string> near = suggest(id, known);
    const std::size_t slash = id.find('/');
    if (near.empty() && slash != std::string::npos &&
        catalogue.find(id.substr(0, slash)) == nullptr) {
        std::vector<std::string> tables;
        for (const SheetTable& table : catalogue.tables())
            tables.push_back(table.name);
        for (const std::string& table : suggest(id.substr(0, slash), tables))
            near.push_back(table + id.substr(slash));
    }
    std::string hint;
    for (const std::string& one : near)
        hint += (hint.empty() ? "" : ", ") + one;
    if (hint.empty()) hint = "a deal, a party, a source, or a row such as legs/aws-openai-38bn/1";
    throw Error(Exit::kUsage,
                fmt::format("\"{}\" is no party, deal, source or row of the book", id), hint);
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
    const Catalogue catalogue(book.db());
    RowFinder finder(book.db(), catalogue);
    Page page(book, world, finder);
    const auto target = find_target(finder, world, id);
    if (!target || (target->table.empty() && !page.add_one(target->subject)))
        fail(book.db(), world, catalogue, id);
    if (!target->table.empty()) page.add_all(*target);
    const std::string what = target->table.empty() ? target->subject
                                                   : fmt::format("Everything about {} ({})",
                                                                 target->slug, target->table);
    page.table.title = join_title({what, lens_text(options.on)});
    page.table.notes.emplace_back(
        "standing: stored = what the book says, counted = what it counts for; open, accepted, "
        "rejected = what a source claims");
    page.add_sources();
    arrange(page.table, options);
    if (options.sort.empty()) leave_out_repeated(page.table);
    return page.table;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "door/cli.h"
#include "faulty_files.h"
#include "text_buffer.h"

namespace gw::faults {
namespace {

namespace fs = std::filesystem;

TextBuffer buffer;
Said (*chosen_runner)(const Words&) = nullptr;

void write(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

bool is_base(const fs::path& path) {
    return path.filename().string().starts_with("base.db");
}

// All that commands make: neither what they read nor what is put back.
void clear() {
    std::vector<fs::path> made;
    for (const fs::directory_entry& entry : fs::directory_iterator("."))
        if (!entry.path().filename().string().starts_with("in-") && !is_base(entry.path()))
            made.push_back(entry.path());
    for (const fs::path& path : made)
        fs::remove_all(path);
}

void copy_book(const std::string& from, const std::string& to) {
    for (const std::string end : {"", "-journal"})
        if (fs::exists(from + end))
            fs::copy_file(from + end, to + end, fs::copy_options::overwrite_existing);
}

}  // namespace

int run_here(const Words& words) {
    buffer.clear();
    std::ostream out(&buffer);
    const auto variable = [](const char*) { return std::string(); };
    const auto clock = [] { return Moment{1'770'000'000'000}; };
    Environment environment{out, out, variable, clock};
    return gw::run(words, environment);
}

std::string_view text_said() {
    return buffer.text();
}

void run_by(Said (*runner)(const Words& words)) {
    chosen_runner = runner;
}

Said run(const Words& words) {
    if (chosen_runner != nullptr) return chosen_runner(words);
    const int exit = run_here(words);
    return {exit, std::string(text_said())};
}

void must_run(const Words& words) {
    const Said said = run(words);
    if (said.exit != 0)
        throw std::runtime_error(fmt::format("{}: exit {}: {}", words[0], said.exit, said.text));
}

std::string dump(const fs::path& path) {
    if (!fs::exists(path)) return "none";
    sqlite3* db = nullptr;
    std::string text;
    const auto add = [](void* into, int columns, char** values, char**) {
        auto& rows = *static_cast<std::string*>(into);
        for (int i = 0; i < columns; ++i)
            rows += fmt::format("{}|", values[i] == nullptr ? "NULL" : values[i]);
        rows += '\n';
        return 0;
    };
    const auto read = [&](const std::string& sql) {
        if (sqlite3_exec(db, sql.c_str(), add, &text, nullptr) != SQLITE_OK)
            text += fmt::format("cannot be read: {}\n", sqlite3_errmsg(db));
    };
    if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
        text = "cannot be opened\n";
    read("pragma integrity_check");
    if (!text.starts_with("ok")) text = "damaged: " + text;
    std::string tables;
    sqlite3_exec(
        db, "select name from sqlite_schema where type = 'table' order by 1",
        [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) += fmt::format("{}\n", values[0]);
            return 0;
        },
        &tables, nullptr);
    std::istringstream names(tables);
    for (std::string name; std::getline(names, name);) {
        text += name + ":\n";
        read(fmt::format("select * from \"{}\" order by 1, 2", name));
    }
    read("select type, name, sql from sqlite_schema order by 1, 2");
    read("pragma user_version");
    sqlite3_close(db);
    return text;
}

Place::Place() {
    std::string name = (fs::temp_directory_path() / "gigawatch-faults-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    fs::current_path(name);
    folder_ = name;
    fs::create_directory("in-csv");
    std::string deals = "deal,kind,note\n";
    for (int i = 1; i <= 60; ++i)
        deals += fmt::format("deal-{},deal,\"{}\"\n", i, std::string(500, 'x'));
    write("in-csv/deals.csv", deals);
    write("in-csv/parties.csv", "party,name,kind\nopenai,OpenAI,ai-lab\naws,AWS,hyperscaler\n");
    write("in-csv/legs.csv",
          "deal,leg,payer,payee,kind,amount,currency\n"
          "deal-1,1,openai,aws,compute,38bn,USD\ndeal-2,1,aws,openai,equity,5bn,USD\n");
    fs::create_directory("in-first");
    write("in-first/deals.csv", "deal,kind\ndeal-1,deal\ndeal-2,deal\n");
    fs::create_directory("in-large");  // so many rows that two threads sort their digests
    std::string many = "deal,kind\n";
    for (int i = 1; i <= 16'400; ++i)
        many += fmt::format("deal-{},deal\n", i);
    write("in-large/deals.csv", many);
}

Place::~Place() {
    fs::current_path(fs::temp_directory_path());
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

namespace {

const Words kInit{"init", "-q", "-b", "book.db"};
const Words kFirst{"import", "-q", "in-first", "-b", "book.db"};
const Words kAll{"import", "-q", "in-csv", "-b", "book.db"};
const Words kAdd{"add", "party", "nvidia", "name=NVIDIA", "kind=chip-vendor", "-b", "book.db"};

}  // namespace

std::vector<Scenario> writing_scenarios() {
    return {
        {"init", {}, {"init", "-b", "book.db"}},
        {"import", {kInit, kFirst}, {"import", "in-csv", "-b", "book.db"}},
        {"import-new", {kInit}, {"import", "in-csv", "-b", "book.db"}},
        {"import-large", {kInit}, {"import", "in-large", "-b", "book.db"}},
        {"import-again", {kInit, kAll}, {"import", "in-csv", "-b", "book.db"}},
        {"add", {kInit, kAll}, kAdd},
        {"set", {kInit, kAll}, {"set", "legs/deal-1/1", "amount=39bn", "-b", "book.db"}},
        {"rm", {kInit, kAll}, {"rm", "legs/deal-1/1", "-b", "book.db"}},
        {"undo", {kInit, kFirst, kAll}, {"undo", "-b", "book.db"}},
        {"migrate", {kInit}, kAdd, "book.db", Start::kOlder},
        {"recover", {kInit, kFirst}, kAdd, "book.db", Start::kHotJournal},
        {"export", {kInit, kAll}, {"export", "out", "--force", "-b", "book.db"}},
        {"verify", {kInit, kAll}, {"verify", "-b", "book.db"}},
        {"read-recover",
         {kInit, kFirst},
         {"deals", "-f", "csv", "-b", "book.db"},
         "book.db",
         Start::kHotJournal},
        {"backup", {kInit, kAll}, {"backup", "copy.db", "-b", "book.db"}, "copy.db"},
    };
}

std::vector<Scenario> reading_scenarios() {
    std::vector<Scenario> scenarios;
    for (const Words& words : std::vector<Words>{
             {"exposure"},
             {"check"},
             {"show", "deal-1"},
             {"loops"},
             {"circularity"},
             {"timeline"},
             {"log"},
             {"exposure", "-f", "json", "--by", "payee,year"},
             {"sql", "select payer, count(*) as legs from counted_legs group by 1"}}) {
        Words command = words;
        command.insert(command.end(), {"--today", "2026-11-03", "-b", "book.db"});
        scenarios.push_back(
            {words.size() > 2 ? words[0] + "-" + words[2] : words[0], {kInit, kAll}, command});
    }
    return scenarios;
}

StartingFiles::StartingFiles(const Scenario& scenario) {
    for (const std::string end : {"", "-journal"})
        fs::remove("base.db" + end);
    clear();
    for (const Words& words : scenario.before)
        must_run(words);
    if (scenario.start == Start::kOlder) make_older();
    if (scenario.start == Start::kHotJournal) {
        before_journal_goes([] { copy_book("book.db", "base.db"); });
        must_run(kAll);
        before_journal_goes({});
        if (!fs::exists("base.db-journal")) throw std::runtime_error("no journal was seen");
    } else {
        copy_book("book.db", "base.db");
    }
    clear();
}

void StartingFiles::restore() const {
    clear();
    copy_book("base.db", "book.db");
}

// As version 1 made it: without a history.
void StartingFiles::make_older() const {
    sqlite3* db = nullptr;
    std::string sql =
        "pragma user_version = 1; drop table book_changes; drop table book_change_counts; drop "
        "table book_versions;";
    for (const char* table : {"parties", "aliases", "sources", "deals", "events", "links", "legs",
                              "leg_links", "flows", "sites", "tranches", "milestones", "hardware",
                              "quantities", "stakes", "metrics", "fx_rates", "claims"})
        for (const char* column : {"book_change", "book_check"})
            sql += fmt::format("alter table {} drop column {};", table, column);
    sql +=
        "insert into parties (party, name, kind) values ('openai', 'OpenAI', 'ai-lab');"
        "insert into book_spellings values ('openai', 'openai')";
    const bool made = sqlite3_open("book.db", &db) == SQLITE_OK &&
                      sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    const std::string why = sqlite3_errmsg(db);
    sqlite3_close(db);
    if (!made) throw std::runtime_error("no older book could be made: " + why);
}

}  // namespace gw::faults

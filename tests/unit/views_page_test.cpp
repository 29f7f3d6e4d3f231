// SPDX-License-Identifier: Apache-2.0
//
// docs/views.md tells the views and tables as they are: each with its grain and its columns in
// order.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "book/book.h"
#include "reports/sql.h"

namespace gw {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

struct Section {
    std::string grain;
    Words columns;
};

Words words_of(const std::string& text) {
    const std::regex word("[a-z0-9_]+");
    return {std::sregex_token_iterator(text.begin(), text.end(), word),
            std::sregex_token_iterator()};
}

// "### NAME", its first line of text, and the columns: the first cells of its table, or one line of
// code with all of them.
std::map<std::string, Section> read_page() {
    std::ifstream page(std::string(GW_SOURCE_DIR) + "/docs/views.md");
    std::map<std::string, Section> sections;
    Section* section = nullptr;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("#"))
            section = line.starts_with("### ") ? &sections[line.substr(4)] : nullptr;
        else if (section == nullptr || line.empty() || line.starts_with("| ---") ||
                 line.starts_with("| column"))
            continue;
        else if (line.starts_with("| "))
            for (std::string& word : words_of(line.substr(0, line.find(" | "))))
                section->columns.push_back(std::move(word));
        else if (line.starts_with("`") && section->columns.empty() && !line.starts_with("```"))
            section->columns = words_of(line);
        else if (section->grain.empty())
            section->grain = line;
    }
    return sections;
}

class NewBook {
public:
    NewBook() : path_(fs::temp_directory_path() / ("gigawatch-views-" + std::to_string(getpid()))) {
        fs::remove(path_);
        Book::create(path_);
    }
    ~NewBook() { fs::remove(path_); }

    Words columns(const std::string& relation) const {
        const Book book = Book::open_to_read(path_);
        book.set_lens(kEndOfTime, {relation});
        const Statement rows = book.db().prepare("select * from " + quote_identifier(relation));
        Words names;
        for (int i = 0; i < rows.columns(); ++i)
            names.emplace_back(rows.column_name(i));
        return names;
    }

private:
    fs::path path_;
};

TEST_CASE("docs/views.md tells every view: its grain and its columns in order") {
    const NewBook book;
    auto page = read_page();
    for (const SqlView& view : view_relations()) {
        INFO("view " << view.name);
        REQUIRE(page.contains(view.name));
        CHECK(page[view.name].grain == view.grain);
        CHECK(page[view.name].columns == book.columns(view.name));
        page.erase(view.name);
    }
    for (const std::string& table : table_relations())
        page.erase(table);
    CHECK(page.empty());  // no section of what there is not
}

TEST_CASE("docs/views.md tells every table with its stored columns in order") {
    const NewBook book;
    auto page = read_page();
    for (const std::string& table : table_relations()) {
        INFO("table " << table);
        REQUIRE(page.contains(table));
        CHECK_FALSE(page[table].grain.empty());
        CHECK(page[table].columns == book.columns(table));
    }
}

}  // namespace
}  // namespace gw

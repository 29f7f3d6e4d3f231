// SPDX-License-Identifier: Apache-2.0
//
// Files that are imported are in the book, export as files that import into the same book and
// export the same again; files that are refused leave the book as it was, byte for byte. The input
// is files, each begun by a line "%% legs.csv".
#include "property.h"
#include "scratch.h"

namespace gw::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "%% ";

// A book with parties and sources to refer to.
std::string first_book(const Scratch& scratch) {
    require(scratch.run({"init"}) == 0, "a book is made");
    fs::create_directory(scratch.at("first"));
    scratch.write("first/parties.csv", "party,name,kind\na,Alpha,company\nb,Beta,company\n");
    scratch.write("first/sources.csv",
                  "source,publisher,kind,published\ns,Press,article,2026-01-01\n");
    scratch.write("first/deals.csv", "deal,kind\nd,deal\n");
    require(scratch.run({"import", scratch.at("first").string()}) == 0,
            "the first rows are imported");
    return scratch.read("book.db");
}

// The files of the input in the folder "in"; whether there are any.
bool write_files(const Scratch& scratch, std::string_view input) {
    fs::create_directory(scratch.at("in"));
    bool any = false;
    while (input.starts_with(kMark)) {
        const std::size_t line = std::min(input.find('\n'), input.size());
        const std::string name(input.substr(kMark.size(), line - kMark.size()));
        input.remove_prefix(std::min(line + 1, input.size()));
        const std::size_t next = std::min(input.find("\n%% "), input.size());
        if (!name.empty() &&
            name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string::npos &&
            name.front() != '.') {
            scratch.write("in/" + name, input.substr(0, next));
            any = true;
        }
        input.remove_prefix(std::min(next + 1, input.size()));
    }
    return any;
}

std::string all_of(const fs::path& folder) {
    std::string all;
    for (const auto& entry : fs::directory_iterator(folder))
        all += entry.path().filename().string() + "\n";
    return all;
}

bool same_folders(const Scratch& scratch, std::string_view a, std::string_view b) {
    for (const auto& entry : fs::directory_iterator(scratch.at(a))) {
        const std::string name = "/" + entry.path().filename().string();
        if (scratch.read(std::string(a) + name) != scratch.read(std::string(b) + name))
            return false;
    }
    return all_of(scratch.at(a)).size() == all_of(scratch.at(b)).size();
}

}  // namespace

void check_input(std::string_view input) {
    static const Scratch scratch;
    static const std::string first = first_book(scratch);
    for (const char* folder : {"in", "out", "again"})
        scratch.remove(folder);
    scratch.write("book.db", first);
    if (!write_files(scratch, input)) return;
    const int exit = scratch.run({"import", scratch.at("in").string()});
    require(exit == 0 || exit == 3, "an import succeeds or the data is refused");
    if (exit == 3) {
        require(scratch.read("book.db") == first, "what is refused changes no byte of the book");
        return;
    }
    require(scratch.run({"verify"}) == 0, "the book is sound after an import");
    require(scratch.run({"export", scratch.at("out").string()}) == 0, "the book is exported");
    scratch.remove("book.db");
    require(scratch.run({"init"}) == 0, "another book is made");
    require(scratch.run({"import", scratch.at("out").string()}) == 0, "an export is imported");
    require(scratch.run({"export", scratch.at("again").string()}) == 0,
            "the other book is exported");
    require(same_folders(scratch, "out", "again"), "both exports are the same");
}

}  // namespace gw::fuzz

// SPDX-License-Identifier: Apache-2.0
//
// golden_tests [--bless] FILE...: runs .test files and pages of documentation (.md), each in a
// fresh folder, and shows where what commands print is not what the file says. --bless writes what
// they print into the file instead.
#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "document.h"
#include "lines.h"
#include "shell.h"

namespace gw::golden {
namespace {

namespace fs = std::filesystem;

enum class Mode { kCompare, kBless };

struct Result {
    std::size_t commands = 0;
    std::size_t failed = 0;
};

// Everything that differs between the two kinds of documents.
struct Kind {
    Document (*read)(std::string_view text);
    Streams streams;
    Lines (*form)(const Output& output);
    bool (*matches)(std::span<const std::string> expected, std::span<const std::string> actual);
    bool needs_commands;
};

bool equal(std::span<const std::string> expected, std::span<const std::string> actual) {
    return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end());
}

constexpr Kind kTest{read_test, Streams::kApart, test_form, equal, true};
constexpr Kind kPage{read_page, Streams::kTogether, page_form, page_matches, false};

// A page names the folders below docs/ as a reader in the repository does: docs/ai-deals.
void link_docs(const Folder& folder) {
    fs::create_directory(folder.path() / "docs");
    for (const auto& entry : fs::directory_iterator(fs::path(GW_SOURCE_DIR) / "docs"))
        if (entry.is_directory())
            fs::create_symlink(entry.path(), folder.path() / "docs" / entry.path().filename());
}

// Runs the steps; `blessed` becomes the document with what its commands printed.
Result run_steps(const Kind& kind, const Document& document, const std::string& name,
                 Lines& blessed) {
    const Folder folder;
    if (&kind == &kPage) link_docs(folder);
    Result result;
    std::size_t copied = 0;
    const auto copy_to = [&](std::size_t end) {
        for (; copied < end; ++copied)
            blessed.push_back(document.lines[copied]);
    };
    for (const Step& step : document.steps) {
        if (!step.file.empty()) {
            write_file(folder.path() / step.file, step.text);
            continue;
        }
        ++result.commands;
        const Lines expected(document.lines.begin() + static_cast<std::ptrdiff_t>(step.first),
                             document.lines.begin() + static_cast<std::ptrdiff_t>(step.last));
        const Lines actual = kind.form(folder.run(step.text, kind.streams));
        const bool as_expected = kind.matches(expected, actual);
        copy_to(step.first);
        const Lines& kept = as_expected ? expected : actual;
        blessed.insert(blessed.end(), kept.begin(), kept.end());
        copied = step.last;
        if (as_expected) continue;
        ++result.failed;
        std::cout << name << ':' << step.line << ": $ " << step.text << '\n'
                  << difference(expected, actual);
    }
    copy_to(document.lines.size());
    return result;
}

bool run_file(const fs::path& path, Mode mode) {
    const std::string name = path.filename().string();
    const Kind& kind = path.extension() == ".md" ? kPage : kTest;
    const std::string text = read_file(path);
    Lines blessed;
    Result result;
    try {
        result = run_steps(kind, kind.read(text), name, blessed);
    } catch (const std::invalid_argument& error) {
        std::cout << name << ':' << error.what() << '\n';
        return false;
    }
    if (result.commands == 0 && kind.needs_commands) {
        std::cout << name << ": no file, or no command in it\n";
        return false;
    }
    std::cout << name << ": " << result.commands
              << (result.commands == 1 ? " command, " : " commands, ") << result.failed
              << (mode == Mode::kBless ? " blessed\n" : " not as expected\n");
    if (mode == Mode::kBless && result.failed > 0) write_file(path, join_lines(blessed));
    return mode == Mode::kBless || result.failed == 0;
}

int run(const std::vector<std::string_view>& arguments) {
    Mode mode = Mode::kCompare;
    std::vector<fs::path> paths;
    for (const std::string_view argument : arguments) {
        if (argument == "--bless")
            mode = Mode::kBless;
        else
            paths.push_back(fs::absolute(argument));
    }
    if (paths.empty()) throw std::runtime_error("golden_tests [--bless] FILE.test|PAGE.md...");
    std::size_t failed = 0;
    for (const fs::path& path : paths)
        if (!run_file(path, mode)) ++failed;
    return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace gw::golden

int main(int argc, char** argv) {
    try {
        return gw::golden::run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::cerr << "golden_tests: " << error.what() << '\n';
        return 2;
    }
}

// SPDX-License-Identifier: Apache-2.0
//
// golden_tests [--bless] FILE...: runs .test files and pages of documentation (.md), each in a
// fresh folder, and shows where what commands print is not what the file says. --bless writes what
// they print into the file instead.
#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "document.h"
#include "lines.h"
#include "shell.h"

namespace gw::golden {
namespace {

namespace fs = std::filesystem;

enum class Mode { kCompare, kBless };

// What a step printed, if it is not what the document expects.
struct Surprise {
    const Step* step;
    Lines actual;
};

struct Result {
    std::size_t commands = 0;
    std::vector<Surprise> surprises;
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

// A page names the folders below docs/ as a reader in the repository does: docs/ai-deals. They are
// copies, so that no page can change them.
void copy_docs(const Folder& folder) {
    fs::create_directory(folder.path() / "docs");
    for (const auto& entry : fs::directory_iterator(fs::path(GW_SOURCE_DIR) / "docs"))
        if (entry.is_directory())
            fs::copy(entry.path(), folder.path() / "docs" / entry.path().filename(),
                     fs::copy_options::recursive);
}

Lines expected_by(const Step& step, const Document& document) {
    const auto begin = document.lines.begin();
    return {begin + static_cast<std::ptrdiff_t>(step.first),
            begin + static_cast<std::ptrdiff_t>(step.last)};
}

Result run_steps(const Kind& kind, const Document& document) {
    const Folder folder;
    if (&kind == &kPage) copy_docs(folder);
    Result result;
    for (const Step& step : document.steps) {
        if (!step.file.empty()) {
            write_file(folder.path() / step.file, step.text);
            continue;
        }
        ++result.commands;
        Lines actual = kind.form(folder.run(step.text, kind.streams));
        if (!kind.matches(expected_by(step, document), actual))
            result.surprises.push_back({&step, std::move(actual)});
    }
    return result;
}

void show(const std::string& name, const Document& document, const Surprise& surprise) {
    const Step& step = *surprise.step;
    std::cout << name << ':' << step.line << ": $ " << step.text << '\n'
              << difference(expected_by(step, document), surprise.actual);
}

// The document's text with what was printed. From the last step to the first, since lines move.
std::string bless(Lines lines, const std::vector<Surprise>& surprises) {
    for (auto surprise = surprises.rbegin(); surprise != surprises.rend(); ++surprise) {
        const auto begin = lines.begin();
        const auto at = lines.erase(begin + static_cast<std::ptrdiff_t>(surprise->step->first),
                                    begin + static_cast<std::ptrdiff_t>(surprise->step->last));
        lines.insert(at, surprise->actual.begin(), surprise->actual.end());
    }
    return join_lines(lines);
}

bool run_file(const fs::path& path, Mode mode) {
    const std::string name = path.filename().string();
    const Kind& kind = path.extension() == ".md" ? kPage : kTest;
    try {
        const Document document = kind.read(read_file(path));
        const auto [commands, surprises] = run_steps(kind, document);
        if (commands == 0 && kind.needs_commands)
            throw std::invalid_argument(" no file, or no command in it");
        for (const Surprise& surprise : surprises)
            show(name, document, surprise);
        std::cout << name << ": " << commands << (commands == 1 ? " command, " : " commands, ")
                  << surprises.size()
                  << (mode == Mode::kBless ? " blessed\n" : " not as expected\n");
        if (mode == Mode::kCompare) return surprises.empty();
        if (!surprises.empty()) write_file(path, bless(document.lines, surprises));
        return true;
    } catch (const std::invalid_argument& error) {
        std::cout << name << ':' << error.what() << '\n';
        return false;
    }
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

// SPDX-License-Identifier: Apache-2.0
#include "document.h"

#include <algorithm>
#include <stdexcept>

namespace gw::golden {
namespace {

constexpr std::string_view kPrompt = "$ ";
constexpr std::string_view kFence = "```";
constexpr std::string_view kConsole = "```console";

[[noreturn]] void refuse(std::size_t index, const std::string& why) {
    throw std::invalid_argument(std::to_string(index + 1) + ": " + why);
}

bool is_marked(std::string_view line, char mark) {
    return line.starts_with(mark);
}

// The command whose first line is at `index`, which is left behind its last: a backslash at the end
// of a line continues it.
std::string read_command(const Lines& lines, std::size_t& index) {
    std::string command = lines[index++].substr(kPrompt.size());
    while (command.ends_with('\\') && index < lines.size())
        command.append("\n").append(lines[index++]);
    return command;
}

Step read_file_step(const Lines& lines, std::size_t& index) {
    Step step;
    step.line = index + 1;
    step.file = lines[index].substr(lines[index].find(' ') + 1);
    Lines marked;
    while (++index < lines.size() && is_marked(lines[index], '|'))
        marked.push_back(lines[index]);
    try {
        step.text = unmark_lines(marked);
    } catch (const std::invalid_argument& error) {
        refuse(step.line, error.what());
    }
    return step;
}

Step read_test_command(const Lines& lines, std::size_t& index) {
    Step step;
    step.line = index + 1;
    step.text = read_command(lines, index);
    step.first = index;
    while (index < lines.size() && (is_marked(lines[index], '|') || is_marked(lines[index], '!')))
        ++index;
    if (index < lines.size() && lines[index].starts_with("exit ")) ++index;
    step.last = index;
    return step;
}

Step read_page_command(const Lines& lines, std::size_t& index, std::size_t end) {
    Step step;
    step.line = index + 1;
    step.text = read_command(lines, index);
    step.first = index;
    while (index < end && !lines[index].starts_with(kPrompt))
        ++index;
    step.last = index;
    while (step.last > step.first && lines[step.last - 1].empty())
        --step.last;
    return step;
}

// One fenced block; `index` is at its opening line and is left behind its closing one.
void read_block(Document& page, std::size_t& index) {
    const Lines& lines = page.lines;
    const std::string& fence = lines[index];
    const auto closing = std::find(lines.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                                   lines.end(), std::string(kFence));
    if (closing == lines.end()) refuse(index, "the block has no end");
    const auto end = static_cast<std::size_t>(closing - lines.begin());
    std::size_t at = index + 1;
    if (fence.starts_with(std::string(kConsole) + " ")) {
        const std::string script = fence.substr(kConsole.size() + 1);
        page.steps.push_back({index + 1, "", "\"$GW_SOURCE\"/" + script + " --no-build", at, end});
    } else if (fence == kConsole) {
        if (at == end || !lines[at].starts_with(kPrompt))
            refuse(at, "a ```console block begins with a command: $ ...");
        while (at < end)
            page.steps.push_back(read_page_command(lines, at, end));
    } else if (fence != "```text" && lines[at].starts_with(kPrompt)) {
        refuse(index, "commands stand in a ```console block (it is run) or in a ```text block");
    }
    index = end + 1;
}

}  // namespace

Document read_test(std::string_view text) {
    Document test{split_lines(text), {}};
    for (std::size_t i = 0; i < test.lines.size();) {
        const std::string& line = test.lines[i];
        if (line.empty() || is_marked(line, '#'))
            ++i;
        else if (line.starts_with(kPrompt))
            test.steps.push_back(read_test_command(test.lines, i));
        else if (line.starts_with("file ") && line.size() > 5)
            test.steps.push_back(read_file_step(test.lines, i));
        else
            refuse(i, "no comment, file, command or expected line stands here: " + line);
    }
    return test;
}

Document read_page(std::string_view text) {
    Document page{split_lines(text), {}};
    for (std::size_t i = 0; i < page.lines.size();) {
        if (page.lines[i].starts_with(kFence))
            read_block(page, i);
        else
            ++i;
    }
    return page;
}

Lines test_form(const Output& output) {
    Lines lines = mark_lines('|', output.out);
    const Lines errors = mark_lines('!', output.err);
    lines.insert(lines.end(), errors.begin(), errors.end());
    if (output.exit != 0) lines.push_back("exit " + std::to_string(output.exit));
    return lines;
}

Lines page_form(const Output& output) {
    Lines lines = split_lines(output.out);
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    const bool is_said = std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
        return line.starts_with("error: ");
    });
    if (output.exit > 1 && !is_said)
        lines.push_back("(exit " + std::to_string(output.exit) + " without an error message)");
    return lines;
}

bool page_matches(std::span<const std::string> expected, std::span<const std::string> actual) {
    if (expected.empty()) return actual.empty();
    if (expected.front() != "...")
        return !actual.empty() && expected.front() == actual.front() &&
               page_matches(expected.subspan(1), actual.subspan(1));
    for (std::size_t skipped = 0; skipped <= actual.size(); ++skipped)
        if (page_matches(expected.subspan(1), actual.subspan(skipped))) return true;
    return false;
}

}  // namespace gw::golden

// SPDX-License-Identifier: Apache-2.0
#include "lines.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace gw::golden {
namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string escape(std::string_view line) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto byte = static_cast<unsigned char>(line[i]);
        if (line[i] == '\\')
            text += "\\\\";
        else if (is_control(line[i]) || (line[i] == ' ' && i + 1 == line.size()))
            text += {'\\', 'x', kDigits[byte / 16], kDigits[byte % 16]};
        else
            text += line[i];
    }
    return text;
}

// The line's text and its newline, unless a lone \ at its end says that there is none.
std::string unescape(std::string_view line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\') {
            text += line[i];
        } else if (i + 1 == line.size()) {
            return text;
        } else if (line[i + 1] == '\\') {
            text += line[++i];
        } else {
            unsigned byte = 0;
            const char* digits = line.data() + std::min(i + 2, line.size());
            const char* end = line.data() + std::min(i + 4, line.size());
            if (line[i + 1] != 'x' || end - digits != 2 ||
                std::from_chars(digits, end, byte, 16).ptr != end)
                throw std::invalid_argument("after \\ comes \\ or xHH: " + std::string(line));
            text += static_cast<char>(byte);
            i += 3;
        }
    }
    return text + '\n';
}

void append(std::string& text, std::string_view mark, const Lines& lines, std::size_t first,
            std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
        text.append("  ").append(mark).append(lines[i]).append("\n");
}

}  // namespace

Lines split_lines(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string join_lines(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines)
        text.append(line).append("\n");
    return text;
}

Lines mark_lines(char mark, std::string_view text) {
    Lines marked = split_lines(text);
    const bool whole = text.empty() || text.back() == '\n';
    for (std::string& line : marked) {
        const bool is_cut = !whole && &line == &marked.back();
        if (is_cut || line.ends_with(' ') || std::any_of(line.begin(), line.end(), is_control))
            line = std::string{mark, '\\', ' '} + escape(line) + (is_cut ? "\\" : "");
        else
            line = line.empty() ? std::string{mark} : std::string{mark, ' '} + line;
    }
    return marked;
}

std::string unmark_lines(const Lines& marked) {
    std::string text;
    for (const std::string_view line : marked) {
        if (line.size() > 1 && line.substr(1).starts_with("\\ "))
            text += unescape(line.substr(3));
        else if (line.size() == 1 || line[1] == ' ')
            text.append(line.substr(std::min<std::size_t>(2, line.size()))).append("\n");
        else
            throw std::invalid_argument("no space after the mark: " + std::string(line));
    }
    return text;
}

std::string difference(const Lines& expected, const Lines& actual) {
    const auto [one, other] =
        std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    const auto head = static_cast<std::size_t>(one - expected.begin());
    std::size_t tail = 0;
    while (tail < std::min(expected.size(), actual.size()) - head &&
           expected[expected.size() - 1 - tail] == actual[actual.size() - 1 - tail])
        ++tail;
    constexpr std::size_t kAround = 2;
    std::string text;
    append(text, "  ", expected, head - std::min(head, kAround), head);
    append(text, "- ", expected, head, expected.size() - tail);
    append(text, "+ ", actual, head, actual.size() - tail);
    append(text, "  ", expected, expected.size() - tail,
           expected.size() - tail + std::min(tail, kAround));
    return text;
}

}  // namespace gw::golden

// SPDX-License-Identifier: Apache-2.0
#include "door/man.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "door/commands.h"
#include "door/help.h"
#include "door/options.h"
#include "reports/check.h"
#include "text/output.h"
#include "version.h"

namespace gw {
namespace {

constexpr std::string_view kProgram = "gigawatch";

// Text that roff prints as it is.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\'')
            out += "\\(aq";
        else if (c == '`')
            out += "\\(ga";
        else if (c == '^')
            out += "\\(ha";
        else if (c == '~')
            out += "\\(ti";
        else
            out += c;
    }
    return out.starts_with('.') ? "\\&" + out : out;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

class Page {
public:
    Page(std::string name, int section, std::string_view summary)
        : file_(fmt::format("{}.{}", name, section)) {
        text_ = fmt::format(".TH {} {} {} \"gigawatch {}\" \"gigawatch\"\n.SH NAME\n{} \\- {}\n",
                            plain(upper(name)), section, kReleaseDay, kVersion, plain(name),
                            plain(summary));
    }

    void heading(std::string_view name) { text_ += fmt::format(".SH {}\n", name); }
    void line(std::string_view text) { text_ += plain(text) + "\n"; }
    void bold_line(std::string_view text) { text_ += "\\fB" + plain(text) + "\\fR\n"; }

    // A term and what it means below it.
    void item(std::string_view term, std::string_view value, std::string_view about) {
        text_ += fmt::format(".TP\n\\fB{}\\fR{}{}\n{}\n", plain(term), value.empty() ? "" : " ",
                             plain(value), about.empty() ? "\\&" : plain(about));
    }

    // Running text fills its lines; lines that begin with a space stay as they are.
    void body(std::string_view text) {
        bool literal = false;
        bool gap = false;  // an empty line before the next one
        bool first = true;
        for (; !text.empty(); text.remove_prefix(std::min(text.size(), text.find('\n') + 1))) {
            const std::string_view one = text.substr(0, text.find('\n'));
            if (one.empty()) {
                gap = !first;
            } else {
                begin_line(one.starts_with(' '), literal, gap);
                line(one);
                gap = first = false;
            }
            if (text.find('\n') == std::string_view::npos) break;
        }
        if (literal) text_ += ".fi\n";
    }

    ManPage finish() { return {file_, std::move(text_)}; }

private:
    void begin_line(bool wants_literal, bool& literal, bool gap) {
        if (literal && !wants_literal) text_ += ".fi\n";
        if (gap) text_ += ".PP\n";
        if (!literal && wants_literal) text_ += ".nf\n";
        literal = wants_literal;
    }

    std::string file_;
    std::string text_;
};

void add_options(Page& page, const Command& command) {
    page.heading("OPTIONS");
    for (const Option& option : all_options()) {
        if (!option.fits(command)) continue;
        const std::string names = option.short_name.empty()
                                      ? std::string(option.name)
                                      : fmt::format("{}, {}", option.short_name, option.name);
        page.item(names, option.value, option.help);
    }
}

ManPage command_page(const Command& command) {
    Page page(fmt::format("{}-{}", kProgram, command.name), 1, command.summary);
    page.heading("SYNOPSIS");
    page.bold_line(usage_of(command));
    if (!command.details.empty()) {
        page.heading("DESCRIPTION");
        page.body(command.details);
    }
    add_options(page, command);
    if (command.takes == Takes::kRules) {
        page.heading("RULES");
        for (const CheckRule& rule : all_checks())
            page.item(rule.name, "", rule.meaning);
    }
    page.heading("SEE ALSO");
    page.line("gigawatch(1), gigawatch-query(7), gigawatch-exit-codes(7)");
    return page.finish();
}

ManPage topic_page(const Topic& topic) {
    Page page(fmt::format("{}-{}", kProgram, topic.name), 7, topic.summary);
    page.heading("DESCRIPTION");
    page.body(topic.text());
    page.heading("SEE ALSO");
    page.line("gigawatch(1)");
    return page.finish();
}

ManPage program_page() {
    Page page(std::string(kProgram), 1, "the book of AI-infrastructure deals");
    page.heading("SYNOPSIS");
    page.bold_line("gigawatch COMMAND [WORD...] [OPTION...]");
    page.heading("DESCRIPTION");
    page.line(
        "Who owes whom, how many gigawatts, which money goes in circles: answered from one SQLite "
        "file of cited deals.");
    page.heading("COMMANDS");
    for (const Command& command : all_commands())
        page.item(fmt::format("{}-{}(1)", kProgram, command.name), "", command.summary);
    page.heading("TOPICS");
    for (const Topic& topic : help_topics())
        page.item(fmt::format("{}-{}(7)", kProgram, topic.name), "", topic.summary);
    return page.finish();
}

}  // namespace

std::vector<ManPage> man_pages() {
    std::vector<ManPage> pages{program_page()};
    for (const Command& command : all_commands())
        pages.push_back(command_page(command));
    for (const Topic& topic : help_topics())
        pages.push_back(topic_page(topic));
    return pages;
}

std::size_t write_man_pages(const std::filesystem::path& folder) {
    const OutputTerms terms{.overwrite = Overwrite::kAllow, .outcome = "no page was written"};
    NewFolder made(folder, terms);
    const std::vector<ManPage> pages = man_pages();
    std::vector<OutputFile> files;
    files.reserve(pages.size());
    for (const ManPage& page : pages)
        files.push_back({folder / page.file, page.text});
    write_files(files, terms);
    made.keep();
    return pages.size();
}

}  // namespace gw

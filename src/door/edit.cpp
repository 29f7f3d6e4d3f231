// SPDX-License-Identifier: Apache-2.0
#include "door/edit.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <new>

#include "book/change_set.h"
#include "door/print.h"
#include "door/writing.h"
#include "exchange/deal_text.h"
#include "text/input.h"
#include "text/output.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kErrorMark = "#! ";  // begins a line that we put into the text

// A new file beside the book, where its text is as private as the book is.
class EditFile {
public:
    EditFile(const fs::path& book, const std::string& deal) {
        int code = 0;
        for (int number = 1; number < 100; ++number) {
            path_ = book.string() +
                    fmt::format("-{}{}.edit", deal, number == 1 ? "" : fmt::format("-{}", number));
            code = make_new_file(path_, 0600, terms());
            if (code == 0) return;
            if (code != EEXIST) break;
        }
        throw Error(Exit::kSystem, fmt::format("{}: {}; nothing was changed", path_.string(),
                                               std::strerror(code)));
    }
    ~EditFile() {
        std::error_code ignored;
        if (!kept_) fs::remove(path_, ignored);
    }
    EditFile(const EditFile&) = delete;
    EditFile& operator=(const EditFile&) = delete;

    void keep() { kept_ = true; }
    void write(const std::string& text) const { write_files({{path_, text}}, terms()); }
    const fs::path& path() const { return path_; }

private:
    static OutputTerms terms() {
        return {.overwrite = Overwrite::kAllow, .outcome = "nothing was changed"};
    }

    fs::path path_;
    bool kept_ = false;
};

std::string editor_of(const Environment& environment) {
    for (const char* name : {"VISUAL", "EDITOR"})
        if (std::string editor = environment.variable(name); !editor.empty()) return editor;
    return "vi";
}

void run_editor(const Environment& environment, const fs::path& path) {
    const std::string editor = editor_of(environment);
    const int status = environment.edit ? environment.edit(editor, path.string()) : 127;
    if (status == 0) return;
    throw Error(
        Exit::kSystem,
        status == 127
            ? fmt::format("the editor {} cannot be run; nothing was changed", editor)
            : fmt::format("the editor {} ended with {}; nothing was changed", editor, status),
        "EDITOR names your editor");
}

std::string without_errors(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        if (!text.starts_with(kErrorMark)) plain += text.substr(0, end);
        text.remove_prefix(end);
    }
    return plain;
}

// The text with each problem as a comment below its line; what has no line stands first.
std::string with_errors(std::string_view text, const std::vector<Problem>& problems) {
    std::map<std::size_t, std::string> comments;
    for (const Problem& problem : problems) {
        std::string& comment = comments[problem.line];
        const std::string where =
            problem.line == 0 && !problem.file.empty() ? problem.file + ": " : "";
        comment += fmt::format("{}error: {}{}\n", kErrorMark, where, problem.message);
        for (const std::string& hint : problem.hints)
            comment += fmt::format("{}hint: {}\n", kErrorMark, hint);
    }
    std::string out = comments[0];
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        out += text.substr(0, end);
        if (!out.ends_with('\n')) out += '\n';
        if (const auto found = comments.find(line); found != comments.end()) out += found->second;
        text.remove_prefix(end);
    }
    return out;
}

// The rounds of one edit: text out, editor, text in, until it is stored or given up.
class Session {
public:
    Session(const Invocation& invocation, Environment& environment)
        : invocation_(invocation),
          environment_(environment),
          shown_(read_deal(invocation)),
          file_(invocation.book, shown_.deal) {}

    Exit run() {
        std::string offered = shown_.text;
        for (;;) {
            const std::string saved = edit(offered);
            const std::string text = without_errors(saved);
            if (text == shown_.text) return say_unchanged();
            if (saved == offered) return give_up();
            if (is_empty_text(text)) return refuse_empty();
            try {
                return store(text);
            } catch (const UnsureCommit&) {
                file_.keep();
                throw;
            } catch (const std::bad_alloc&) {
                file_.keep();
                throw;
            } catch (const Error& error) {
                const bool again = !error.problems().empty() && environment_.in_is_terminal &&
                                   environment_.err_is_terminal;
                if (!again) keep_and_throw(error);
                offered = with_errors(text, error.problems());
            }
        }
    }

private:
    static DealText read_deal(const Invocation& invocation) {
        if (invocation.ask.words.size() != 1)
            throw Error(Exit::kUsage, "edit needs one deal", "gigawatch edit aws-openai-38bn");
        std::string deal = invocation.ask.words.front();
        if (deal.starts_with("deals/")) deal.erase(0, 6);
        const Book book = Book::open_to_read(invocation.book);
        return write_deal_text(book, deal);
    }

    std::string edit(const std::string& text) {
        file_.write(text);
        if (environment_.progress != nullptr) environment_.progress->stop();
        try {
            run_editor(environment_, file_.path());
        } catch (const Error& error) {
            if (read_file(file_.path(), "nothing was changed") == shown_.text) throw;
            keep_and_throw(error);
        }
        return read_file(file_.path(), "nothing was changed");
    }

    Exit store(const std::string& text) {
        const Book book = open_to_write(invocation_, environment_);
        say_outcome(store_deal_text(book, shown_, text, file_.path().filename().string(),
                                    invocation_.dry_run ? WriteMode::kDryRun : WriteMode::kStore),
                    invocation_, environment_);
        return Exit::kDone;
    }

    Exit say_unchanged() {
        say(invocation_, environment_, fmt::format("{}: nothing changed", shown_.deal));
        return Exit::kDone;
    }

    std::string kept() {
        file_.keep();
        return fmt::format("your text is kept in {}", file_.path().string());
    }

    [[noreturn]] void keep_and_throw(const Error& error) {
        const std::string outcome = fmt::format("{}; {}", error.what(), kept());
        throw Error(error.exit(), error.problems(), outcome, error.hint());
    }

    Exit give_up() {
        say(invocation_, environment_, fmt::format("given up: nothing was changed; {}", kept()));
        return Exit::kData;
    }

    Exit refuse_empty() {
        throw Error(
            Exit::kData, "the text is empty; nothing was changed",
            fmt::format("to remove the deal: gigawatch rm {} --with-dependents", shown_.deal));
    }

    const Invocation& invocation_;
    Environment& environment_;
    DealText shown_;
    EditFile file_;
};

}  // namespace

Exit edit_command(const Command&, const Invocation& invocation, Environment& environment) {
    return Session(invocation, environment).run();
}

}  // namespace gw

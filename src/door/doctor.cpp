// SPDX-License-Identifier: Apache-2.0
#include "door/doctor.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "book/book.h"
#include "book/file_system.h"
#include "door/config.h"
#include "table/figure.h"
#include "text/problem.h"
#include "text/text.h"
#include "version.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFail = "fail";

class Findings {
public:
    Table table;

    Findings() {
        table.columns = {{.name = "check"},
                         {.name = "state"},
                         {.name = "found"},
                         {.name = "remedy", .priority = 1}};
    }

    void ok(std::string check, std::string found) {
        add(std::move(check), "ok", std::move(found), "");
    }
    void warn(std::string check, std::string found, std::string remedy) {
        add(std::move(check), "warn", std::move(found), std::move(remedy));
    }
    void fail(std::string check, std::string found, std::string remedy) {
        add(std::move(check), std::string(kFail), std::move(found), std::move(remedy));
    }
    void ok_or_warn(bool good, std::string check, std::string found, std::string remedy) {
        if (good)
            ok(std::move(check), std::move(found));
        else
            warn(std::move(check), std::move(found), std::move(remedy));
    }

private:
    void add(std::string check, std::string state, std::string found, std::string remedy) {
        table.rows.push_back(
            {std::move(check), std::move(state), std::move(found), std::move(remedy)});
    }
};

std::string megabytes(std::uint64_t bytes) {
    if (bytes < 10'000'000) return format_grouped(static_cast<Int128>(bytes / 1000)) + " kB";
    return format_grouped(static_cast<Int128>(bytes / 1'000'000)) + " MB";
}

void look_at_permissions(const fs::path& book, Findings& findings) {
    struct stat status {};
    if (stat(book.c_str(), &status) != 0) return;
    const auto mode = static_cast<unsigned>(status.st_mode & 0777);
    findings.ok_or_warn(
        (mode & 077) == 0, "permissions",
        fmt::format("{:03o}{}", mode, (mode & 077) == 0 ? "" : ": others may read it"),
        fmt::format("chmod 600 {}", book.string()));
    if (access(book.c_str(), W_OK) != 0)
        findings.warn("writing", "the book cannot be written",
                      "commands that only read still work");
    const fs::path folder = fs::absolute(book).parent_path();
    if (stat(folder.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0 &&
        (status.st_mode & S_ISVTX) == 0)
        findings.warn("folder", folder.string() + ": everybody may replace the book",
                      fmt::format("chmod o-w {}", folder.string()));
}

// Exact only where it is scarce: the same question gives the same answer while others write.
std::string free_space(std::uint64_t bytes) {
    constexpr std::uint64_t kPlenty = 10'000'000'000;
    return bytes >= kPlenty ? "10 GB or more" : megabytes(bytes);
}

void look_at_disk(const fs::path& book, std::uint64_t size, Findings& findings) {
    const fs::path folder = fs::absolute(book).parent_path();
    const auto network = network_file_system_of(folder);
    findings.ok_or_warn(!network, "file system",
                        network ? fmt::format("{}: locks may not hold", *network) : "local",
                        "keep the book on a local disk, and copies of it elsewhere");
    struct statvfs disk {};
    if (statvfs(folder.c_str(), &disk) != 0) return;
    const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    findings.ok_or_warn(free > 3 * size + 10'000'000, "free space", free_space(free),
                        "an import wants about three times the book");
}

void look_at_leftovers(const fs::path& book, Findings& findings) {
    std::error_code error;
    for (const std::string_view end : {"-journal", "-wal"}) {
        const std::string file = book.string() + std::string(end);
        if (!fs::exists(file, error)) continue;
        findings.warn("leftover", file + " is there: a program was stopped while it wrote",
                      "never delete it: the next command rolls it back");
    }
}

// Needs a book that opens.
void look_inside(const Book& book, Findings& findings) {
    const Db& db = book.db();
    const auto first = [&](std::string_view sql) {
        Statement rows = db.prepare(sql);
        return rows.step() ? std::string(rows.text(0)) : std::string();
    };
    findings.ok("schema",
                fmt::format("version {}, application id {}", db.read_integer("pragma user_version"),
                            db.read_integer("pragma application_id")));
    const std::string journal = first("pragma journal_mode");
    findings.ok_or_warn(journal == "delete", "journal mode", journal,
                        "any command that writes sets it to delete");
    const std::string intact = first("pragma quick_check(1)");
    if (intact == "ok")
        findings.ok("integrity", "quick_check finds nothing");
    else
        findings.fail("integrity", intact, "restore a copy of the book");
    const std::string broken = first("pragma foreign_key_check");
    if (broken.empty())
        findings.ok("references", "every row that is named is there");
    else
        findings.fail("references", fmt::format("a row of {} names one that is not there", broken),
                      "restore a copy of the book, or import what is missing");
}

std::string why_that_book(const Invocation& invocation, const Environment& environment) {
    if (!invocation.book.empty()) return "named by -b";
    if (!environment.variable("GIGAWATCH_BOOK").empty()) return "$GIGAWATCH_BOOK";
    if (!invocation.config_book.empty()) return "config file";
    return "the default";
}

void look_at_book(Invocation invocation, const Environment& environment, Findings& findings) {
    const std::string why = why_that_book(invocation, environment);
    try {
        choose_book(invocation, environment);
    } catch (const Error& error) {
        return findings.fail("book", error.what(), error.hint());
    }
    const fs::path& path = invocation.book;
    const std::string named = fmt::format("{} ({})", path.string(), why);
    std::error_code error;
    const std::uint64_t size = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
    look_at_leftovers(path, findings);
    try {
        const Book book = Book::open_to_read(path);
        findings.ok("book", fmt::format("{}, {}", named, megabytes(size)));
        look_inside(book, findings);
    } catch (const Error& problem) {
        findings.fail("book", fmt::format("{}: {}", why, problem.what()), problem.hint());
    }
    if (!fs::exists(path, error)) return;
    look_at_permissions(path, findings);
    look_at_disk(path, size, findings);
}

// Reads the config file into `invocation`, and says what is wrong with it.
void look_at_config(Invocation& invocation, const Environment& environment, Findings& findings) {
    const fs::path path = config_path(environment);
    std::error_code error;
    if (path.empty() || !fs::exists(path, error))
        return findings.ok("config file", path.empty() ? "none" : path.string() + ": not there");
    try {
        const std::vector<Problem> problems = read_config(path, environment, invocation);
        for (const Problem& problem : problems)
            findings.fail("config file",
                          fmt::format("{}:{}:{}: {}", path.string(), problem.line, problem.column,
                                      problem.message),
                          problem.hints.empty() ? "gigawatch help config" : problem.hints.front());
        if (problems.empty())
            findings.ok("config file",
                        fmt::format("{}, {}", path.string(),
                                    plural(invocation.ask.saved_queries.size(), "saved query")));
    } catch (const Error& problem) {
        findings.fail("config file", problem.what(), problem.hint());
    }
}

void look_at_environment(const Environment& environment, Findings& findings) {
    for (const char* name : {"GIGAWATCH_BOOK", "GIGAWATCH_CONFIG", "XDG_DATA_HOME",
                             "XDG_CONFIG_HOME", "NO_COLOR", "PAGER"})
        if (const std::string value = environment.variable(name); !value.empty())
            findings.ok("environment", fmt::format("{}={}", name, value));
    std::string locale;
    for (const char* name : {"LANG", "LC_CTYPE", "LC_ALL"})
        if (const std::string value = environment.variable(name); !value.empty()) locale = value;
    const bool utf8 =
        locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    findings.ok_or_warn(utf8 || !environment.out_is_terminal, "locale",
                        locale.empty() ? "none" : locale,
                        "tables are UTF-8; --ascii draws them without");
    const std::string term = environment.variable("TERM");
    findings.ok("terminal", environment.out_is_terminal
                                ? fmt::format("{} columns, {}", environment.width,
                                              term.empty() ? "TERM is not set" : term)
                                : "none: nothing is cut, no colour");
}

}  // namespace

Table doctor(const Invocation& given, const Environment& environment) {
    Findings findings;
    Invocation invocation = given;
    findings.ok("program",
                fmt::format("gigawatch {}, books up to version {}", kVersion, book_version()));
    findings.ok("libraries", fmt::format("SQLite {}, Unicode {}, fmt {}.{}.{}", sqlite_version(),
                                         unicode_version(), FMT_VERSION / 10000,
                                         FMT_VERSION / 100 % 100, FMT_VERSION % 100));
    look_at_config(invocation, environment, findings);
    look_at_book(invocation, environment, findings);
    look_at_environment(environment, findings);
    Table table = std::move(findings.table);
    std::size_t failures = 0;
    std::size_t warnings = 0;
    for (const auto& row : table.rows) {
        const auto& state = std::get<std::string>(row[1]);
        failures += state == kFail ? 1 : 0;
        warnings += state == "warn" ? 1 : 0;
    }
    table.title = fmt::format("What gigawatch sees · {}, {}", plural(failures, "failure"),
                              plural(warnings, "warning"));
    return table;
}

bool has_failure(const Table& table) {
    for (const auto& row : table.rows)
        if (std::get<std::string>(row[1]) == kFail) return true;
    return false;
}

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "door/config.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "door/options.h"
#include "foreign/toml_place.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kQueries = "queries";
constexpr std::string_view kPager = "pager";  // whose option is the flag --no-pager

const Option* option_of(std::string_view key) {
    for (const Option& option : all_options())
        if (option.name.substr(2) == key) return &option;
    return nullptr;
}

std::string_view type_name(const Option& option) {
    if (option.value.empty()) return "true or false";
    return option.value == "N" ? "a whole number" : "text in quotes";
}

class Reader {
public:
    Reader(const fs::path& path, std::string text, const Environment& environment,
           Invocation& invocation)
        : path_(path), text_(std::move(text)), environment_(environment), invocation_(invocation) {}

    std::vector<Problem> read() {
        try {
            for (const auto& [key, node] : toml::parse(text_))
                read_key(key, node);
        } catch (const toml::parse_error& error) {
            report(error.source(), first_lower(error.description()),
                   {"text stands in quotes; gigawatch help config shows a file"});
        }
        std::stable_sort(problems_.begin(), problems_.end(),
                         [](const Problem& a, const Problem& b) {
                             return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                         });
        return std::move(problems_);
    }

private:
    void report(const toml::source_region& place, std::string message,
                std::vector<std::string> hints) {
        Problem problem =
            problem_in(path_.string(), text_,
                       {place.begin.line, place.begin.column, place.end.line, place.end.column});
        problem.message = std::move(message);
        problem.hints = std::move(hints);
        problems_.push_back(std::move(problem));
    }

    void read_key(const toml::key& key, const toml::node& node) {
        if (key.str() == kQueries) return read_queries(node);
        if (key.str() == kPager) return set_pager(node);
        const auto& keys = config_keys();
        if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) return unknown_key(key);
        const Option& option = *option_of(key.str());
        const auto value = text_of(option, node);
        if (!value)
            return report(node.source(), fmt::format("{} is {}", key.str(), type_name(option)), {});
        if (key.str() == "book") return set_book(*value);
        try {
            if (!option.value.empty() || *value == "true") option.set(invocation_, *value);
        } catch (const Error& error) {
            report(node.source(), fmt::format("{}: \"{}\" will not do", key.str(), *value),
                   {error.hint()});
        }
    }

    void unknown_key(const toml::key& key) {
        std::vector<std::string> known(config_keys().begin(), config_keys().end());
        known.emplace_back(kQueries);
        std::vector<std::string> near = suggest(key.str(), known);
        if (near.empty()) near = {fmt::format("the keys are {}", fmt::join(known, ", "))};
        report(key.source(), fmt::format("\"{}\" is no key of the config file", key.str()),
               std::move(near));
    }

    // The value as it would be typed; nullopt: it has not the option's type.
    static std::optional<std::string> text_of(const Option& option, const toml::node& node) {
        if (option.value.empty()) {
            const auto flag = node.value_exact<bool>();
            return flag ? std::optional<std::string>(*flag ? "true" : "false") : std::nullopt;
        }
        if (option.value == "N") {
            const auto number = node.value_exact<std::int64_t>();
            return number ? std::optional(std::to_string(*number)) : std::nullopt;
        }
        return node.value_exact<std::string>();
    }

    // "~/" is the home folder; else a name that is not absolute is meant from the config file on.
    void set_book(const std::string& value) {
        const std::string home = environment_.variable("HOME");
        invocation_.config_book = value.starts_with("~/") && !home.empty()
                                      ? fs::path(home) / value.substr(2)
                                      : path_.parent_path() / value;
    }

    void set_pager(const toml::node& node) {
        const auto value = node.value_exact<std::string>();
        if (value != "auto" && value != "never")
            return report(node.source(), R"(pager is "auto" or "never")", {});
        invocation_.pager = value == "auto";
    }

    void read_queries(const toml::node& node) {
        const toml::table* queries = node.as_table();
        if (queries == nullptr)
            return report(node.source(), "queries is a table",
                          {"a line [queries], and below it NAME = \"QUERY WORDS\""});
        for (const auto& [name, query] : *queries) {
            const auto text = query.value_exact<std::string>();
            if (!text)
                report(query.source(),
                       fmt::format("the query \"{}\" is text in quotes", name.str()),
                       {fmt::format("{} = \"payer:openai class:spend\"", name.str())});
            else if (!is_name(name.str()))
                report(name.source(), fmt::format("\"{}\" is no name of a query", name.str()),
                       {"a-z, 0-9 and -"});
            else
                invocation_.ask.saved_queries.emplace(name.str(), *text);
        }
    }

    static bool is_name(std::string_view name) {
        return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
                                    std::string_view::npos;
    }

    const fs::path& path_;
    const std::string text_;
    const Environment& environment_;
    Invocation& invocation_;
    std::vector<Problem> problems_;
};

std::string read_text(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error))
        throw Error(Exit::kSystem,
                    fmt::format("cannot read the config file {}: it is a folder", path.string()),
                    "name the file itself; gigawatch help config");
    std::ifstream file(path, std::ios::binary);
    std::string text;
    if (file) text.assign(std::istreambuf_iterator<char>(file), {});
    if (!file || file.bad())
        throw Error(
            Exit::kSystem,
            fmt::format("cannot read the config file {}: {}", path.string(), std::strerror(errno)),
            "gigawatch help config");
    return text;
}

}  // namespace

const std::vector<std::string_view>& config_keys() {
    static const std::vector<std::string_view> keys = [] {
        std::vector<std::string_view> there;
        for (const std::string_view key :
             {"book", "format", "units", "width", "color", "ascii", "pager"})
            if (option_of(key) != nullptr || key == kPager) there.push_back(key);
        return there;
    }();
    return keys;
}

fs::path config_path(const Environment& environment) {
    if (const std::string file = environment.variable("GIGAWATCH_CONFIG"); !file.empty())
        return file;
    const auto folder = [&](const char* name) {
        const std::string value = environment.variable(name);
        return value.starts_with('/') ? fs::path(value) : fs::path();
    };
    if (const auto config = folder("XDG_CONFIG_HOME"); !config.empty())
        return config / "gigawatch" / "config.toml";
    if (const auto home = folder("HOME"); !home.empty())
        return home / ".config" / "gigawatch" / "config.toml";
    return {};
}

std::vector<Problem> read_config(const fs::path& path, const Environment& environment,
                                 Invocation& invocation) {
    std::vector<Problem> problems = Reader(path, read_text(path), environment, invocation).read();
    invocation.format_given = false;  // the file that -o names says more of the format
    invocation.color_given = false;   // NO_COLOR says more
    return problems;
}

void apply_config(const Environment& environment, Invocation& invocation) {
    const fs::path path = config_path(environment);
    std::error_code error;
    const bool named = !environment.variable("GIGAWATCH_CONFIG").empty();
    if (path.empty() || (!named && !fs::exists(path, error))) return;
    std::vector<Problem> problems = read_config(path, environment, invocation);
    if (!problems.empty())
        throw Error(Exit::kUsage, std::move(problems),
                    "the config file was not used; nothing was done");
}

void choose_book(Invocation& invocation, const Environment& environment) {
    invocation.book_given = true;
    if (!invocation.book.empty()) return;
    const auto folder = [&](const char* name) {
        const std::string value = environment.variable(name);
        return value.starts_with('/') ? fs::path(value) : fs::path();
    };
    if (const std::string book = environment.variable("GIGAWATCH_BOOK"); !book.empty()) {
        invocation.book = book;
        return;
    }
    invocation.book_given = !invocation.config_book.empty();
    if (invocation.book_given)
        invocation.book = invocation.config_book;
    else if (const auto data = folder("XDG_DATA_HOME"); !data.empty())
        invocation.book = data / "gigawatch" / "book.db";
    else if (const auto home = folder("HOME"); !home.empty())
        invocation.book = home / ".local" / "share" / "gigawatch" / "book.db";
    else
        throw Error(Exit::kUsage, "no book named", "name it: -b FILE, or set GIGAWATCH_BOOK");
}

}  // namespace gw

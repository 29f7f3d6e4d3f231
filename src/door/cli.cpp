// SPDX-License-Identifier: Apache-2.0
#include "door/cli.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
#include <ostream>

#include "book/change_set.h"
#include "book/db.h"
#include "door/build.h"
#include "door/commands.h"
#include "door/complete.h"
#include "door/config.h"
#include "door/help.h"
#include "door/options.h"
#include "door/writing.h"
#include "query/fields.h"
#include "text/problem.h"
#include "text/progress.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

const Option* find_option(std::string_view argument) {
    const std::string_view name = argument.substr(0, argument.find('='));
    for (const Option& option : all_options())
        if (option.name == name ||
            (!option.short_name.empty() && option.short_name == argument.substr(0, 2) &&
             !argument.starts_with("--")))
            return &option;
    return nullptr;
}

bool is_option(std::string_view argument) {
    return argument.size() > 1 && argument.front() == '-';
}

const Command* find_command(std::string_view name) {
    for (const Command& command : all_commands())
        if (command.name == name) return &command;
    return nullptr;
}

std::string join_or(const std::vector<std::string>& words, std::string_view otherwise) {
    return words.empty() ? std::string(otherwise) : fmt::format("{}", fmt::join(words, ", "));
}

[[noreturn]] void needs_value(const Option& option) {
    throw Error(Exit::kUsage, fmt::format("{} needs a value", option.name),
                fmt::format("{} {}: {}", option.name, option.value, option.help));
}

// "--payer" means the query word "payer:...", which takes no dashes; else the options of that name
// that the command takes. The command is the first argument that is one, wherever it stands.
[[noreturn]] void unknown_option(std::string_view argument,
                                 const std::vector<std::string>& arguments) {
    const Command* command = nullptr;
    for (const std::string& one : arguments)
        if (command == nullptr) command = find_command(one);
    const std::string_view name = argument.substr(0, argument.find('='));
    const std::string message = fmt::format("\"{}\" is no option", argument);
    if (command != nullptr && command->takes == Takes::kQuery)
        for (const FieldName& field : query_fields())
            if (name == fmt::format("--{}", field.name))
                throw Error(Exit::kUsage, message,
                            fmt::format("{}: is a query word, without dashes, such as {}",
                                        field.name, field.example));
    std::vector<std::string> names;
    for (const Option& option : all_options())
        if (command == nullptr || option.fits(*command)) names.emplace_back(option.name);
    throw Error(
        Exit::kUsage, message,
        join_or(suggest(name, names), fmt::format("gigawatch help {} lists them",
                                                  command == nullptr ? "COMMAND" : command->name)));
}

[[noreturn]] void unknown_command(std::string_view word) {
    std::vector<std::string> names;
    for (const Command& command : all_commands())
        names.push_back(command.name);
    throw Error(Exit::kUsage, fmt::format("\"{}\" is no command", word),
                join_or(suggest(word, names), "gigawatch help lists them"));
}

// The command, wherever it stands among options; nullptr if there is none. CLI11 reports neither an
// unknown command nor an unknown option well (https://github.com/CLIUtils/CLI11/issues/1009), so
// both are looked for here first.
const Command* scan_command(const std::vector<std::string>& arguments) {
    const Command* command = nullptr;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--") break;
        if (is_option(argument)) {
            if (argument == "--help" || argument == "-h" || argument == "--version") continue;
            const Option* option = find_option(argument);
            if (option == nullptr) unknown_option(argument, arguments);
            const bool value_follows = !option->value.empty() &&
                                       (argument == option->name || argument == option->short_name);
            if (!value_follows) continue;
            if (++i == arguments.size()) needs_value(*option);
        } else if (command == nullptr) {
            command = find_command(argument);
            if (command == nullptr) unknown_command(argument);
        }
    }
    return command;
}

// "--sort -stated" as "--sort=-stated": a value may begin with a dash.
std::vector<std::string> join_sort(const std::vector<std::string>& arguments) {
    std::vector<std::string> joined;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--sort" && i + 1 < arguments.size())
            joined.push_back(fmt::format("--sort={}", arguments[++i]));
        else
            joined.push_back(arguments[i]);
    }
    return joined;
}

// Whether an argument could be the option: CLI11 compares each that it is told of with all others.
bool could_be_given(const Option& option, const std::vector<std::string>& arguments) {
    return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
        if (argument.starts_with("--"))
            return std::string_view(argument).substr(0, argument.find('=')) == option.name;
        return is_option(argument) && !option.short_name.empty() &&
               argument.find(option.short_name[1]) != std::string::npos;
    });
}

// Tells CLI11 of an option, which the command may not take.
void add_option(CLI::App& app, const Command& command, const Option& option,
                Invocation& invocation) {
    const std::string names = option.short_name.empty()
                                  ? std::string(option.name)
                                  : fmt::format("{},{}", option.short_name, option.name);
    const auto check = [&option, &command] {
        if (!option.fits(command))
            throw Error(Exit::kUsage, fmt::format("{} takes no {}", command.name, option.name),
                        fmt::format("gigawatch help {} lists its options", command.name));
    };
    const auto set = [&option, &invocation](const std::string& value) {
        if (value.empty()) needs_value(option);
        option.set(invocation, value);
    };
    if (option.value.empty())
        app.add_flag_callback(names, [&option, &invocation, check] {
            check();
            option.set(invocation, "");
        });
    else if (option.repeats)
        app.add_option_function<std::vector<std::string>>(
               names,
               [check, set](const std::vector<std::string>& values) {
                   check();
                   std::for_each(values.begin(), values.end(), set);
               })
            ->allow_extra_args(false);
    else
        app.add_option_function<std::string>(names, [check, set](const std::string& value) {
            check();
            set(value);
        });
}

// CLI11's tree of one command with its options and words.
void parse(const Command& command, const std::vector<std::string>& arguments,
           Invocation& invocation) {
    CLI::App app;
    app.set_help_flag();
    app.fallthrough();
    std::vector<std::string> given;
    CLI::App* sub = app.add_subcommand(command.name);
    sub->fallthrough();
    sub->add_option("words", invocation.ask.words);
    for (const Option& option : all_options())
        if (could_be_given(option, arguments)) add_option(app, command, option, invocation);
    std::vector<std::string> reversed = join_sort(arguments);
    std::reverse(reversed.begin(), reversed.end());
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        throw Error(Exit::kUsage, error.what(), fmt::format("gigawatch help {}", command.name));
    }
}

// The command for the history: without what says where the book is, when and why.
std::string as_typed(const std::vector<std::string>& arguments) {
    std::string line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const Option* option = is_option(argument) ? find_option(argument) : nullptr;
        if (option != nullptr &&
            (option->name == "--book" || option->name == "--today" || option->name == "--note" ||
             option->name == "--why" || option->name == "--quiet")) {
            const bool value_follows = !option->value.empty() &&
                                       (argument == option->name || argument == option->short_name);
            i += value_follows ? 1 : 0;
            continue;
        }
        const bool plain =
            !argument.empty() && argument.find_first_of(" \n'\"") == std::string::npos;
        line += (line.empty() ? "" : " ") + (plain ? argument : fmt::format("'{}'", argument));
    }
    return line;
}

// The files that a command reads beside the book.
std::vector<std::filesystem::path> files_read(const Command& command, const Invocation& invocation,
                                              const Environment& environment) {
    std::vector<std::filesystem::path> files{config_path(environment), invocation.rules,
                                             invocation.ask.published};
    if (command.takes == Takes::kFiles)
        files.insert(files.end(), invocation.ask.words.begin(), invocation.ask.words.end());
    return files;
}

void choose_looks(Invocation& invocation, const Environment& environment) {
    const std::string extension = invocation.output.extension().string();
    if (!invocation.format_given && !extension.empty()) {
        const auto format = format_by_extension(extension);
        if (!format)
            throw Error(Exit::kUsage, fmt::format("--output: \"{}\" picks no format", extension),
                        format_extensions() + "; or say -f");
        invocation.render.format = *format;
    }
    invocation.ask.draw = kind_of(invocation.render.format) == FormatKind::kPicture;
    const bool on_terminal =
        environment.out_is_terminal && (invocation.output.empty() || invocation.output == "-");
    invocation.render.width = invocation.width.value_or(on_terminal ? environment.width : 0);
    const bool plain =
        !environment.variable("NO_COLOR").empty() || environment.variable("TERM") == "dumb";
    invocation.render.color =
        (invocation.color == "always" && (invocation.color_given || !plain)) ||
        (invocation.color == "auto" && on_terminal && !plain);
}

// Runs what needs no command, such as --version; nullopt if one is to run.
std::optional<Exit> run_without_command(const std::vector<std::string>& arguments,
                                        const Command* command, Environment& environment) {
    const auto given = [&](std::string_view flag) {
        return std::find(arguments.begin(), arguments.end(), flag) != arguments.end();
    };
    if (command == nullptr && given("--version")) {
        environment.out << version_text();
        return Exit::kDone;
    }
    if (given("--help") || given("-h")) {
        environment.out << (command == nullptr ? help_text(all_commands(), {})
                                               : command_help(*command));
        return Exit::kDone;
    }
    if (command != nullptr) return std::nullopt;
    environment.err << help_text(all_commands(), {});
    return Exit::kUsage;
}

Exit run_command(const std::vector<std::string>& arguments, Environment& environment) {
    if (arguments.size() > 1 && arguments[0] == "complete" && arguments[1] == "--") {
        environment.out << candidate_lines(
            complete({arguments.begin() + 2, arguments.end()}, environment));
        return Exit::kDone;
    }
    const Command* command = scan_command(arguments);
    if (const auto exit = run_without_command(arguments, command, environment)) return *exit;
    Invocation invocation;
    invocation.render.name = command->name;
    const bool explains = command->name == "help" || command->name == "completion";
    const bool looks_itself = command->name == "doctor";
    if (!explains && !looks_itself) apply_config(environment, invocation);
    parse(*command, arguments, invocation);
    invocation.command_line = as_typed(arguments);
    invocation.inputs = files_read(*command, invocation, environment);
    if (!explains && !looks_itself) choose_book(invocation, environment);
    choose_looks(invocation, environment);
    std::optional<Progress> progress;
    if (environment.err_is_terminal && !invocation.quiet && !explains) {
        progress.emplace(environment.err, command->name);
        environment.progress = &*progress;
    }
    const Exit exit = command->run(*command, invocation, environment);
    environment.progress = nullptr;
    return exit;
}

void report(const Error& error, std::ostream& err) {
    err << format_problems(error.problems()) << (error.problems().empty() ? "error: " : "")
        << escape_for_display(error.what()) << '\n';
    if (!error.hint().empty()) err << "hint: " << escape_for_display(error.hint()) << '\n';
}

// What became of the book or the files, of which an error alone says nothing. Takes no memory,
// since there may be none. Returns whether the book has what it was to be given.
Stored report_outcome(const Environment& environment) {
    const Storing& storing = environment.storing;
    std::ostream& err = environment.err;
    const Stored stored = look_whether_stored(storing);
    if (stored == Stored::kYes)
        err << "SAVED all the same, as change set " << storing.change << '\n';
    else if (stored == Stored::kUnknown)
        err << "whether it was saved is not known, since the book cannot be read; if it was, "
               "gigawatch log shows change set "
            << storing.change << '\n';
    else if (storing.renewed && environment.unless_done == kNotSaved)
        err << "NOT SAVED: the book's rows are as they were, though it may have been brought up to "
               "date\n";
    else if (!environment.unless_done.empty())
        err << environment.unless_done << '\n';
    return stored;
}

Exit report_lack_of_memory(Environment& environment) noexcept {
    const bool nothing_begun = environment.unless_done.empty() && environment.storing.change == 0;
    environment.err << (environment.has_written ? "error: out of memory, once all was written\n"
                        : nothing_begun         ? "error: out of memory; nothing was stored\n"
                                        : "error: out of memory; the command was not finished\n");
    report_outcome(environment);
    return Exit::kSystem;
}

// Throws std::bad_alloc alone.
Exit run_and_report(const std::vector<std::string>& arguments, Environment& environment) {
    Exit exit = Exit::kDone;
    try {
        exit = run_command(arguments, environment);
        environment.out.flush();
        if (!environment.out)
            throw Error(Exit::kSystem, "cannot write to standard output; the answer is not whole",
                        "is the disk full?");
    } catch (const UnsureCommit& error) {
        report(error, environment.err);
        exit = report_outcome(environment) == Stored::kYes ? Exit::kDone : error.exit();
    } catch (const DbError& error) {
        report(error, environment.err);
        report_outcome(environment);
        exit = error.exit();
    } catch (const Error& error) {
        report(error, environment.err);
        if (environment.storing.done) report_outcome(environment);
        exit = error.exit();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        environment.err << "error: the book or a file is not as it should be: "
                        << escape_for_display(error.what()) << "\n";
        if (environment.storing.change != 0) report_outcome(environment);
        exit = Exit::kData;
    }
    return exit;
}

}  // namespace

int run(const std::vector<std::string>& arguments, Environment& environment) noexcept {
    try {
        return static_cast<int>(run_and_report(arguments, environment));
    } catch (const std::bad_alloc&) {
        return static_cast<int>(report_lack_of_memory(environment));
    }
}

int run(int count, const char* const* words, Environment& environment) noexcept {
    std::vector<std::string> arguments;
    try {
        for (int i = 1; i < count; ++i)
            arguments.emplace_back(words[i]);
    } catch (const std::bad_alloc&) {
        return static_cast<int>(report_lack_of_memory(environment));
    }
    return run(arguments, environment);
}

}  // namespace gw

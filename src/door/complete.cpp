// SPDX-License-Identifier: Apache-2.0
#include "door/complete.h"

#include <algorithm>
#include <optional>

#include "book/schema.h"
#include "door/commands.h"
#include "door/config.h"
#include "door/grouping.h"
#include "door/help.h"
#include "door/options.h"
#include "query/fields.h"
#include "reports/check.h"
#include "text/text.h"

namespace gw {
namespace {

// The kind of schema/queries/completions.sql from which a field's values come, where they are the
// book's words.
struct FieldSource {
    Field field;
    std::string_view kind;
};

constexpr FieldSource kFieldSources[] = {
    {Field::kParty, "party"},         {Field::kPayer, "party"},
    {Field::kPayee, "party"},         {Field::kUser, "party"},
    {Field::kMaker, "party"},         {Field::kDeal, "deal"},
    {Field::kProgramme, "programme"}, {Field::kSite, "site"},
    {Field::kHardware, "hardware"},   {Field::kSource, "source"},
    {Field::kCurrency, "currency"},   {Field::kCountry, "country"},
    {Field::kPublisher, "publisher"}, {Field::kLanguage, "language"},
};

const Option* option_named(std::string_view name) {
    for (const Option& option : all_options())
        if (option.name == name || (!option.short_name.empty() && option.short_name == name))
            return &option;
    return nullptr;
}

class Completion {
public:
    Completion(const std::vector<std::string>& words, const Environment& environment)
        : environment_(environment), current_(words.empty() ? "" : words.back()) {
        for (std::size_t i = 0; i + 1 < words.size(); ++i)
            read_word(words[i]);
    }

    std::vector<Candidate> run() {
        if (waiting_ != nullptr) {
            add_values(*waiting_, "", current_);
        } else if (current_.starts_with("--") && current_.find('=') != std::string::npos) {
            const std::size_t equals = current_.find('=') + 1;
            const Option* option = option_named(current_.substr(0, equals - 1));
            if (option != nullptr)
                add_values(*option, current_.substr(0, equals), current_.substr(equals));
        } else if (current_.starts_with('-')) {
            add_options();
        } else if (command_ == nullptr) {
            for (const Command& command : all_commands())
                add(command.name, command.summary);
        } else {
            add_words();
        }
        return std::move(candidates_);
    }

private:
    // A word that is whole: which command it is, or whether an option waits for its value.
    void read_word(const std::string& word) {
        const Option* waited = waiting_;
        waiting_ = nullptr;
        if (waited != nullptr) {
            if (waited->name == "--book") invocation_.book = word;
        } else if (word.starts_with("--book=")) {
            invocation_.book = word.substr(std::string_view("--book=").size());
        } else if (const Option* option = option_named(word)) {
            if (!option->value.empty()) waiting_ = option;
        } else if (command_ == nullptr && !word.starts_with('-')) {
            for (const Command& command : all_commands())
                if (command.name == word) command_ = &command;
        }
    }

    void add(std::string_view text, std::string_view about = {}) {
        if (text.starts_with(current_))
            candidates_.push_back({std::string(text), std::string(about)});
    }

    void add_options() {
        for (const Option& option : all_options())
            if (command_ == nullptr || option.fits(*command_)) add(option.name, option.help);
    }

    // `before` stays, `begun` is completed.
    void add_values(const Option& option, const std::string& before, const std::string& begun) {
        const std::size_t comma = begun.rfind(',');
        const std::string list =
            comma == std::string::npos ? before : before + begun.substr(0, comma + 1);
        const std::string last = comma == std::string::npos ? begun : begun.substr(comma + 1);
        if (option.value == "FILE" || option.value == "DIR" || option.value == "FOLDER")
            candidates_.push_back({std::string(kFileName), ""});
        else if (option.value == "PARTY")
            add_from_book("party", list, last);
        else if (option.value == "DEAL" || option.value == "SLUG")
            add_from_book("deal", list, last);
        else if (option.words != nullptr)
            for (const std::string& word : option.words())
                if (word.starts_with(last)) candidates_.push_back({list + word, ""});
        if (command_ == nullptr) return;
        for (const DimensionName& word : grouping_words(command_->name, option.name))
            if (word.name.starts_with(last)) candidates_.push_back({list + word.name, word.help});
    }

    void add_words() {
        switch (command_->takes) {
            case Takes::kQuery:
            case Takes::kDays:
                return add_query();
            case Takes::kRules:
                for (const CheckRule& rule : all_checks())
                    add(rule.name, rule.meaning);
                return;
            case Takes::kId:
                for (const std::string_view kind :
                     {"deal", "programme", "party", "source", "tranche", "site", "hardware"})
                    add_from_book(kind, "", current_);
                return;
            case Takes::kDeal:
                for (const std::string_view kind : {"deal", "programme"})
                    add_from_book(kind, "", current_);
                return;
            case Takes::kFiles:
            case Takes::kTarget:
                candidates_.push_back({std::string(kFileName), ""});
                return;
            case Takes::kTopic:
                for (const Command& command : all_commands())
                    add(command.name, command.summary);
                for (const Topic& topic : help_topics())
                    add(topic.name, topic.summary);
                return;
            case Takes::kShell:
                for (const std::string& shell : completion_shells())
                    add(shell);
                return;
            default:
                return;
        }
    }

    void add_query() {
        std::string before;
        std::string_view term = current_;
        while (term.starts_with("not:")) {
            before += "not:";
            term.remove_prefix(4);
        }
        if (const std::size_t colon = term.find(':'); colon != std::string_view::npos)
            return add_field_values(before, term.substr(0, colon), term.substr(colon + 1));
        for (const FieldName& field : query_fields())
            add(before + std::string(field.name) + ":", field.help);
        for (const auto& [name, query] : saved_queries())
            add("@" + name, query);
        if (term.empty()) return;  // all parties and deals would be a screenful
        for (const std::string_view kind : {"party", "deal", "programme"})
            add_from_book(kind, before, term);
    }

    void add_field_values(std::string before, std::string_view name, std::string_view list) {
        before += std::string(name) + ":";
        if (const std::size_t comma = list.rfind(','); comma != std::string_view::npos) {
            before += list.substr(0, comma + 1);
            list.remove_prefix(comma + 1);
        }
        for (const FieldName& field : query_fields()) {
            if (field.name != name) continue;
            for (const std::string& word : field_words(field.field))
                add(before + word);
            for (const FieldSource& source : kFieldSources)
                if (source.field == field.field) add_from_book(source.kind, before, list);
            if (!field.can_miss) continue;
            for (const std::string_view word : {"unknown", "known"})
                add(before + std::string(word));
        }
    }

    // A word with a space would need quotes that differ from shell to shell.
    void add_from_book(std::string_view kind, const std::string& before, std::string_view begun) {
        const Book* book = open_book();
        if (book == nullptr) return;
        Statement rows = book->db().prepare(schema_text("queries", "completions"));
        rows.bind_name("kind", kind).bind_name("begin", begun);
        while (rows.step())
            if (rows.text(0).find_first_of(" ,\"'") == std::string_view::npos)
                candidates_.push_back(
                    {before + std::string(rows.text(0)), std::string(rows.text(1))});
    }

    const std::map<std::string, std::string>& saved_queries() {
        read_settings();
        return invocation_.ask.saved_queries;
    }

    void read_settings() {
        if (settings_read_) return;
        settings_read_ = true;
        try {
            apply_config(environment_, invocation_);
        } catch (const Error&) {
            // Completion is no place to complain: the command itself will.
        }
    }

    const Book* open_book() {
        if (book_tried_) return book_ ? &*book_ : nullptr;
        book_tried_ = true;
        read_settings();
        try {
            choose_book(invocation_, environment_);
            book_.emplace(Book::open_to_read(invocation_.book));
        } catch (const Error&) {
            return nullptr;
        }
        return &*book_;
    }

    const Environment& environment_;
    const std::string current_;
    Invocation invocation_;
    const Command* command_ = nullptr;
    const Option* waiting_ = nullptr;  // for its value
    bool settings_read_ = false;
    bool book_tried_ = false;
    std::optional<Book> book_;
    std::vector<Candidate> candidates_;
};

constexpr std::string_view kBash =
    R"script(# bash completion of gigawatch: eval "$(gigawatch completion bash)"
_gigawatch() {
    local line=${COMP_LINE:0:COMP_POINT} candidate about
    local -a words
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local current=${words[${#words[@]} - 1]}
    local before=${current%"${current##*[:=]}"} # bash completes what follows a : or =
    COMPREPLY=()
    while IFS=$'\t' read -r candidate about; do
        if [[ $candidate == / ]]; then
            compopt -o default 2>/dev/null
            return
        fi
        [[ $candidate == *[:=,] ]] && compopt -o nospace 2>/dev/null
        COMPREPLY+=("${candidate#"$before"}")
    done < <("${words[0]/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null)
}
complete -F _gigawatch gigawatch
)script";

constexpr std::string_view kZsh = R"script(#compdef gigawatch
# zsh completion of gigawatch: eval "$(gigawatch completion zsh)", or a file _gigawatch in $fpath
_gigawatch() {
    local line candidate about
    local -a candidates shown open
    for line in "${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        candidate=${line%%$'\t'*} about=${line#*$'\t'}
        if [[ $candidate == / ]]; then
            _files
            return
        elif [[ $candidate == *[:=,] ]]; then
            open+=("$candidate")
        elif [[ -n $candidate ]]; then
            candidates+=("$candidate") shown+=("$candidate${about:+  -- $about}")
        fi
    done
    (( $#open )) && compadd -S '' -- "${open[@]}"
    (( $#candidates )) && compadd -l -d shown -- "${candidates[@]}"
}
if [[ ${funcstack[1]-} == _gigawatch ]]; then
    _gigawatch "$@"
elif (( $+functions[compdef] )); then
    compdef _gigawatch gigawatch
fi
)script";

constexpr std::string_view kFish =
    R"script(# fish completion of gigawatch: gigawatch completion fish | source
function __gigawatch_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l current (commandline -ct)
    set -l lines (command $program complete -- $words "$current" 2>/dev/null)
    if test "$lines" = /
        __fish_complete_path "$current"
    else
        string join \n -- $lines
    end
end
complete -c gigawatch -f -a '(__gigawatch_complete)'
)script";

}  // namespace

std::vector<Candidate> complete(const std::vector<std::string>& words,
                                const Environment& environment) {
    return Completion(words, environment).run();
}

std::string candidate_lines(const std::vector<Candidate>& candidates) {
    std::string lines;
    for (const Candidate& candidate : candidates) {
        lines += candidate.text;
        if (!candidate.about.empty()) lines += '\t' + escape_for_display(candidate.about);
        lines += '\n';
    }
    return lines;
}

std::string_view completion_script(std::string_view shell) {
    if (shell == "bash") return kBash;
    if (shell == "zsh") return kZsh;
    if (shell == "fish") return kFish;
    throw Error(Exit::kUsage, "completion is for bash, zsh or fish",
                "eval \"$(gigawatch completion bash)\"");
}

const std::vector<std::string>& completion_shells() {
    static const std::vector<std::string> shells{"bash", "zsh", "fish"};
    return shells;
}

}  // namespace gw

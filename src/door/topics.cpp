// SPDX-License-Identifier: Apache-2.0
#include "door/topics.h"

#include <fmt/core.h>

#include <algorithm>

#include "counting/terms.h"
#include "reports/sql.h"

namespace gw {

std::string views_topic() {
    std::string text =
        "What gigawatch sql reads. docs/views.md tells their columns, with examples.\n\n"
        "Views, over the world as of --on:\n";
    for (const SqlView& view : view_relations())
        text += fmt::format("  {:<17}{}\n", view.name, view.grain);
    text += "\nTables, as stored, one a CSV file (gigawatch help format):\n ";
    std::size_t column = 1;
    for (const std::string& table : table_relations()) {
        const bool full = column + 1 + table.size() > 80;
        text += (full ? "\n  " : " ") + table;
        column = (full ? 2 : column + 1) + table.size();
    }
    return text + "\n";
}

std::string kinds_topic() {
    std::string text =
        "What a leg promises is its kind, and the kind has a class. Classes are never "
        "added to each other.\n\n";
    for (std::size_t i = 0; i < kClassNames.size(); ++i) {
        std::string kinds;
        for (const LegKind& kind : kLegKinds)
            if (static_cast<std::size_t>(kind.leg_class) == i)
                kinds += (kinds.empty() ? "" : " ") + std::string(kind.name);
        text += fmt::format("  {:<12}{}\n", kClassNames[i], kinds);
    }
    return text +
           "\nspend buys something. capital funds the one who is paid. contingent is owed if "
           "something happens. transfer is paid to\n"
           "the owners of what is bought, not to it. right is a first claim on something and no "
           "money.\n";
}

std::string dates_topic() {
    return "A date is as exact as its source has it.\n\n"
           "  2026-11-03, 2026-11, 2026-Q3, 2026-H2, 2026    a day, month, quarter, half, year\n"
           "  ..2026     by the end of 2026\n"
           "  2027..     from 2027 on\n"
           "  2027..2031    some time between\n\n"
           "--on DATE shows the world as of that day, of a partial date as of its last: a promise "
           "counts from the last possible\n"
           "day of its agreement to the day before the last possible one of its end. That is what "
           "was agreed by then, not what\n"
           "was known by then. Without --on everything recorded counts, days to come included.\n\n"
           "An event has happened on its last possible day, or on the day when its source was "
           "published, if that is earlier and\n"
           "not before the event's first possible day.\n\n"
           "agreed:2025-Q3..2026 matches what surely lies in the range.\n\n"
           "No answer depends on the machine's clock: --today DATE is the only clock there is.\n";
}

std::string circles_topic() {
    return "Money goes in a circle where a supplier funds its own customer: what it gives as "
           "capital "
           "may come back as revenue.\n\n"
           "  hop          all that one group owes another, as funding (capital, and warrants) and "
           "as "
           "spending\n"
           "  loop         a circle of hops among 2 to --max-length groups, at least one of which "
           "funds and one of which spends\n"
           "  bottleneck   the smallest hop of a loop: no more can go round it\n"
           "  bucket       how sure the least sure leg is that the loop needs\n"
           "  in_order     no: the money would have to come back before it left\n\n"
           "Loops share hops, so their bottlenecks are never added up. What is said is what can go "
           "round, not what does: money\n"
           "is fungible. Kind (warrants, grants) goes round in loops of two alone, and a group "
           "that "
           "no source names takes part in none.\n";
}

std::string rules_topic() {
    return "gigawatch import sheet.csv --rules press.toml reads a foreign spreadsheet: press.toml "
           "says "
           "which of its columns\nmake which cells of the book. --dry-run shows what became of "
           "each cell. "
           "docs/foreign-spreadsheets.md has two examples.\n\n"
           "  [sheet]                    how it is written\n"
           "  separator = \";\"            between columns: , ; | or tab\n"
           "  header = 3                 the line with the names of columns\n"
           "  decimal = \",\"              of figures;  thousands = \".\"\n"
           "  dates = \"dmy\"              the order of 03/11/2026: dmy, mdy or ymd\n"
           "  missing = [\"n/a\", \"-\"]     what stands for nothing\n"
           "  skip = { \"Deal\" = [\"Total\"] }    lines to pass over\n\n"
           "  [spellings]                what it calls parties of the book\n"
           "  \"Amazon Web Svcs.\" = \"aws\"\n\n"
           "  [legs]                     one row of legs for each line; [[legs]] for several\n"
           "  when = \"Signed\"            only for lines that hold something there\n"
           "  payer = \"Buyer\"            the column Buyer, as it is\n"
           "  leg = { is = \"1\" }         the same in every row\n"
           "  amount = { from = \"Value\", unit = \"m\" }\n\n"
           "A cell takes: from (a column, or several, joined by join), or is; when; split and "
           "part; "
           "strip; words (what\nwords mean: { \"Cloud\" = \"compute\" }); unit (of a bare number) "
           "and "
           "units (what unit words mean); range (what stands\nbetween two ends) or ends = true "
           "(two "
           "columns); up_to, at_least, about (columns that mark it so); before, after; slug = "
           "true;\n"
           "decimal, thousands, dates, missing of its own. Everything else is refused as in the "
           "book's "
           "own files, at its line and column.\n\n"
           "Keys come from the sheet: a row that is there already from another source is not "
           "changed but "
           "claimed (gigawatch conflicts).\nA row of parties is made only for a name that the book "
           "does "
           "not know. Rows that several lines repeat are one.\n";
}

std::string config_topic() {
    return "What you would type with every command may stand in a file: $GIGAWATCH_CONFIG, else "
           "gigawatch/config.toml in\n"
           "$XDG_CONFIG_HOME or ~/.config. The command line wins over the environment, the "
           "environment over the file.\n\n"
           "  book = \"~/deals/my.db\"    -b; a relative name counts from the file's own folder\n"
           "  format = \"csv\"            -f\n"
           "  units = \"bn\"              --units\n"
           "  width = 100               --width\n"
           "  color = \"never\"           --color\n"
           "  ascii = true              --ascii\n"
           "  pager = \"never\"           --no-pager; else \"auto\"\n\n"
           "  [queries]                 saved queries: gigawatch exposure @mine\n"
           "  mine = \"payer:openai class:spend\"\n\n"
           "Variables: GIGAWATCH_BOOK (the book), GIGAWATCH_CONFIG, XDG_DATA_HOME, "
           "XDG_CONFIG_HOME, "
           "NO_COLOR, TERM=dumb.\n"
           "gigawatch doctor says which book and which file are read, and what is wrong with "
           "them.\n"
           "Completion: eval \"$(gigawatch completion bash)\" in ~/.bashrc; zsh and fish "
           "likewise.\n";
}

}  // namespace gw

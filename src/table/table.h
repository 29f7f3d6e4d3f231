// SPDX-License-Identifier: Apache-2.0
//
// What every command prints: one Table of typed values. Machine formats write the values as they
// are, in whole units; the table for people scales, aligns and marks them. render.h turns a
// Table into text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cells/interval.h"

namespace gw {

// How a reader should take a figure: exactly, or as a bound. Shown to people only.
enum class Mark : std::uint8_t { kNone, kAbout, kAtMost, kAtLeast };

// A figure in whole units of its column, with the mark that people see before it.
struct Figure {
    Int128 value = 0;
    Mark mark = Mark::kNone;
};

struct Nil {};      // nothing there: empty or null for machines, "–" for people
struct Unknown {};  // there, but nobody says how much: empty or null for machines, "?" for people
struct NoLimit {};  // an open upper end: empty or null for machines, "no limit" for people

// A number that is no whole one (a ratio, a REAL of SQL), in its own digits; every format writes
// them as they are. REQUIRES: a JSON number.
struct Digits {
    std::string text;
};

// A text may be any bytes: every format escapes what it must. An empty text is a blank for people,
// as in a total's cell under a column that has no total.
using Value = std::variant<Nil, Unknown, NoLimit, std::string, Figure, Digits>;

// An empty text is nothing there.
inline Value text_or_nil(std::string text) {
    if (text.empty()) return Nil{};
    return text;
}

enum class Unit : std::uint8_t {
    kText,    // left-aligned text; years and days too
    kCount,   // a plain number
    kMoney,   // base currency units, scaled by the report's money unit
    kAmount,  // units of the currency named in another column of the row; scaled like money
    kPower,   // kW, scaled by the report's power unit (GW, MW)
};

struct Column {
    std::string name = {};     // machine name: stable, part of the contract
    std::string heading = {};  // what people read above it; empty: the name
    Unit unit = Unit::kText;
    bool for_people = true;    // false: only in machine formats
    bool for_machines = true;  // false: only in the table for people
    // A narrow terminal does without the column of the highest number first, of several the last
    // one. 0: it stays as long as the table can be read at all; below 0: it gives way, the lowest
    // number first, only when cutting texts to a readable length is not enough.
    int priority = 0;
    bool gives_way_together = false;  // with all others of its priority
    // Name of the column, hidden or not, whose text is the web address of what this one names;
    // empty: none. Pages link there.
    std::string link = {};
};

// A promise as a picture shows it: who pays whom, of one class and bucket.
struct GraphHop {
    std::size_t payer = 0;  // places in Graph::nodes
    std::size_t payee = 0;
    std::string leg_class;  // "spend"
    std::string bucket;     // "committed"
    std::size_t legs = 0;
    Value surely, stated, at_most;   // as people read them: money in USD
    std::vector<std::size_t> loops;  // numbers, from 1, of the loops that run over it
};

// A picture beside the rows: groups and what one pays another. In one total order.
struct Graph {
    std::vector<std::string> nodes;
    std::vector<GraphHop> hops;
    std::vector<std::string> loops;  // names of the loops, the first being number 1
};

// Takes rows for machines one after the other, cell by cell: the values of the columns that
// machines read, in their order.
class RowSink {
public:
    virtual ~RowSink() = default;
    virtual void text(std::string_view text) = 0;  // "": an empty cell
    virtual void figure(Int128 value) = 0;
    virtual void empty() = 0;  // nothing, unknown, no limit
    virtual void end_row() = 0;

    // Begins a row with the first `cells` cells of the one before, which is of the same part.
    virtual void repeat(std::size_t cells) = 0;

    // Rows that come later, made on another thread meanwhile: into the part, and once they are all
    // there and their turn has come, here.
    virtual std::unique_ptr<RowSink> begin_part() const = 0;
    virtual void end_part(RowSink& part) = 0;  // REQUIRES: of begin_part() of this sink
};

struct Table {
    std::string title;  // one line, without the unit, which render adds
    std::vector<Column> columns;
    std::vector<std::vector<Value>> rows;    // each as long as columns
    std::vector<std::vector<Value>> totals;  // below a rule, for people only; as long as columns
    std::vector<std::string> notes;          // footnotes, for people only
    // In place of rows, where AskOptions::stream_rows allows it: makes them while they are written,
    // since there may be millions. May be called once.
    std::function<void(RowSink& sink)> stream = {};
    // Why rows are missing that the question asked for, such as a search that stopped at its
    // budget; "": none are. Said on stderr whatever the format, and the command exits with 1.
    std::string incomplete = {};
    std::optional<Graph> graph = {};  // what a picture shows, if one was asked for
};

}  // namespace gw

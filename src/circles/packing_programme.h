// SPDX-License-Identifier: Apache-2.0
//
// The linear programme of a packing: as much as possible in all columns together, no row over its
// limit, where a column takes one unit of each of its rows. Columns are added as they are found,
// and each solve starts from the last one's basis. The one file that knows COIN-OR Clp; its answers
// are floating-point proposals, which the caller proves (loop_packing.h).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace gw {

class PackingProgramme {
public:
    explicit PackingProgramme(int rows);
    ~PackingProgramme();
    PackingProgramme(const PackingProgramme&) = delete;
    PackingProgramme& operator=(const PackingProgramme&) = delete;

    // Rows of each new column, each once.
    void add_columns(const std::vector<std::vector<int>>& columns);
    void set_limits(const std::vector<double>& limits);
    // The least of each column; 0 unless said.
    void set_least(const std::vector<double>& least);

    // False: Clp gave up, or `work` ran out; prices and amounts are then the last it had. What it
    // cost is taken off `work`: for each pivot the entries of the programme, about 3 ns each.
    bool solve(std::int64_t& work);

    // After a solve: the amount in each column, and what one unit more of each row's limit is
    // worth, at least 0.
    std::vector<double> amounts() const;
    std::vector<double> prices() const;

private:
    struct Model;
    std::unique_ptr<Model> model_;
};

}  // namespace gw

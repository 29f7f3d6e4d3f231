// SPDX-License-Identifier: Apache-2.0
#include "circles/packing_programme.h"

#include <algorithm>
#include <cassert>
#include <coin/ClpSimplex.hpp>
#include <cstddef>

// LAPACK's report of a wrong argument. Clp passes none; without this, LAPACK's own would bring the
// Fortran library into every start of the program. LAPACK invites users to replace it.
// NOLINTBEGIN(readability-identifier-naming)
extern "C" void xerbla_(const char* routine, const int* argument, std::size_t length);
extern "C" void xerbla_(const char*, const int*, std::size_t) {
    assert(false);
}
// NOLINTEND(readability-identifier-naming)

namespace gw {

constexpr std::int64_t kMostPivots = 10'000'000;

struct PackingProgramme::Model {
    ClpSimplex clp;
    bool solved = false;
    bool columns_added = false;
};

PackingProgramme::PackingProgramme(int rows) : model_(std::make_unique<Model>()) {
    model_->clp.setLogLevel(0);
    model_->clp.setOptimizationDirection(-1);
    model_->clp.resize(rows, 0);
    for (int row = 0; row < rows; ++row)
        model_->clp.setRowBounds(row, -COIN_DBL_MAX, 0);
}

PackingProgramme::~PackingProgramme() = default;

void PackingProgramme::add_columns(const std::vector<std::vector<int>>& columns) {
    std::vector<int> starts{0};
    std::vector<int> rows;
    for (const std::vector<int>& column : columns) {
        rows.insert(rows.end(), column.begin(), column.end());
        starts.push_back(static_cast<int>(rows.size()));
    }
    const std::vector<double> ones(std::max(rows.size(), columns.size()), 1);
    const std::vector<double> none(columns.size(), 0);
    const std::vector<double> any(columns.size(), COIN_DBL_MAX);
    model_->clp.addColumns(static_cast<int>(columns.size()), none.data(), any.data(), ones.data(),
                           starts.data(), rows.data(), ones.data());
    model_->columns_added = true;
}

void PackingProgramme::set_limits(const std::vector<double>& limits) {
    std::copy(limits.begin(), limits.end(), model_->clp.rowUpper());
    model_->columns_added = false;
}

void PackingProgramme::set_least(const std::vector<double>& least) {
    std::copy(least.begin(), least.end(), model_->clp.columnLower());
}

// New columns leave the last solution feasible, new limits leave its prices feasible.
bool PackingProgramme::solve(std::int64_t& work) {
    ClpSimplex& clp = model_->clp;
    if (clp.numberColumns() == 0) return true;
    const std::int64_t entries = std::int64_t{clp.numberRows()} + clp.getNumElements();
    const std::int64_t pivots = std::clamp<std::int64_t>(work / entries, 0, kMostPivots);
    if (pivots == 0) return false;
    clp.setMaximumIterations(static_cast<int>(pivots));
    if (model_->solved && !model_->columns_added)
        clp.dual();
    else
        clp.primal();
    model_->solved = true;
    model_->columns_added = false;
    work -= entries * std::max(1, clp.numberIterations());
    return clp.status() == 0;
}

std::vector<double> PackingProgramme::amounts() const {
    if (!model_->solved) return {};
    const double* first = model_->clp.primalColumnSolution();
    return {first, first + model_->clp.numberColumns()};
}

std::vector<double> PackingProgramme::prices() const {
    std::vector<double> prices(static_cast<std::size_t>(model_->clp.numberRows()));
    if (!model_->solved) return prices;
    const double* first = model_->clp.dualRowSolution();
    std::copy(first, first + prices.size(), prices.begin());
    for (double& price : prices)
        price = std::max(price, 0.0);
    return prices;
}

}  // namespace gw

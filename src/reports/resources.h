// SPDX-License-Identifier: Apache-2.0
//
// What a party has from outside the book's promises, as its metrics tell: its latest cash and its
// revenue of the latest whole year, by periods that ended and statements made by the day asked
// about. Guidance, estimates and targets are no resources.
#pragma once

#include <map>

#include "book/db.h"
#include "cells/interval.h"
#include "counting/counting.h"

namespace gw {

// By party; who has no such metric in dollars is not there. Of an open amount the known end.
std::map<int, Int128> read_resources(const Db& db, const Facts& facts, Day on);

}  // namespace gw

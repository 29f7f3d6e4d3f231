// SPDX-License-Identifier: Apache-2.0
//
// The book as it was at a past moment. Temporary tables of the same names stand before those that
// have changed since, filled from the rows that were there already and from book_versions, so that
// every query and view reads the past without knowing it. Writes nothing.
//
// To hold two moments side by side, open the book twice.
#pragma once

#include "book/db.h"
#include "cells/moment.h"

namespace gw {

// Settings for the connection, which must come before its transaction: the past needs no judging.
void prepare_as_of(Db& db);

// REQUIRES a transaction. Throws Error kUsage if the moment is before the first change set. Cost:
// that of copying the tables that have changed since.
void show_as_of(const Db& db, Moment moment);

}  // namespace gw

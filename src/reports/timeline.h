// SPDX-License-Identifier: Apache-2.0
//
// What happened and what is to happen: events of deals and milestones of tranches in the order of
// their last possible days, those that slipped marked. Adds nothing up.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Events and actual milestones up to options.on; targets whatever their days, since they are plans.
// What is overdue is judged on options.on, else options.today, else not at all.
Table timeline(const Book& book, const AskOptions& options);

}  // namespace gw

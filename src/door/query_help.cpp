// SPDX-License-Identifier: Apache-2.0
#include "door/query_help.h"

#include <fmt/core.h>

#include "query/fields.h"

namespace gw {
namespace {

constexpr std::string_view kWords =
    R"(Query words say which legs, tranches and deals are meant. They are the same on every Ask command.

  openai                     a party by any spelling, or a deal; what is both is the party: deal:WORD
  payer:openai class:spend   a space is AND
  payee:nvidia,amd           a comma is OR
  not:class:capital          NOT
  amount:10bn..50bn          ranges, also 10bn.. and ..50bn; dates 2025-Q3..2026, terms 5y..
  source:unknown             what is not stated; known: what is
  @mine                      a saved query: mine = "payer:openai class:spend" under [queries] of the configuration

In one quoted argument also `and`, `or`, `not` and parentheses; not binds before and, and before or:
  '(payer:openai or payer:anthropic) and not class:capital'
Names keep their spaces: 'payer:Amazon Web Services'. Double quotes keep the rest: 'payer:"Foo, Inc."', "" is a quote.

)";

constexpr std::string_view kMeaning = R"(
A term about legs holds for a tranche if it holds for one of its deal's legs, a term about tranches for a leg if it
holds for one of its deal's tranches; terms side by side must hold for one and the same: layer:site power:1GW.. needs
a site of that size. So a query and its `not` split the legs in two, and the tranches. A deal is
meant if one of its legs is (users, sites and words of its tranches and its own row count too); a deal without legs
by its tranches and by the deals that are part of it. Parties stand for their groups: party:softbank has Arm's legs.
A date matches if it surely lies in the range; an amount as stated, in USD at the rate of the day agreed.

What the book does not know is an error with suggestions, never an empty answer. --explain says how a query was read
and what each of its terms left.

Examples:
  gigawatch exposure '(payer:openai or payer:anthropic) and not class:capital'
  gigawatch exposure payer:openai class:spend bucket:committed --explain
  gigawatch exposure payee:nvidia 'agreed:2025-Q3.. or agreed:unknown'
  gigawatch exposure 'payer:Amazon Web Services or payer:Microsoft' --by payer
  gigawatch capacity user:openai not:layer:contract power:1GW..
  gigawatch capacity country:AE,NO --by site
  gigawatch deals 'programme:stargate-us and not (status:cancelled,lapsed or text:"michigan")'
  gigawatch deals hardware:gb200 maker:nvidia
  gigawatch loops 'nvidia or amd' --limit 5
  gigawatch conflicts openai 'publisher:reuters or publisher:bloomberg'
)";

}  // namespace

std::string query_help() {
    std::string text(kWords);
    text += "Fields (* may be unknown or known):\n";
    for (const FieldName& field : query_fields())
        text += fmt::format("  {:<10}{} {:<56}{}\n", field.name, field.can_miss ? '*' : ' ',
                            field.help, field.example);
    return text.append(kMeaning);
}

}  // namespace gw

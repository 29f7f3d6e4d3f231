// SPDX-License-Identifier: Apache-2.0
//
// Names of parties and the slugs made of them: the folded key under which every spelling of a name
// is found, in any script, and the form of a slug. A match is exact on the key or it is none:
// likeness is suggest.h's business. Rules: docs/format.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/error.h"

namespace gw {

// The key under which a spelling of a party is found: compatibility forms, case, accents (on Latin,
// Greek, Cyrillic, Arabic and Hebrew letters only), punctuation, spaces and legal forms ("Inc",
// "株式会社", "شركة") folded away. Two spellings with one key name one party. A name that is
// nothing but a legal form keeps it. "" if nothing is left, and for what is not UTF-8.
// fold_name(fold_name(x)) == fold_name(x).
std::string fold_name(std::string_view name);

// The same without the legal forms: texts are compared and searched by it.
std::string fold_text(std::string_view text);

// What a name may not hold beside what no text may (check_text): characters that nobody sees, which
// make two names of what looks like one. Marks of direction and the joiners of letters are let be.
std::optional<CellError> check_name(std::string_view name);

// 1 to 64 characters of a-z, 0-9 and -. nullopt: it is one; else what is wrong, with a slug that
// would do as hint.
std::optional<CellError> check_slug(std::string_view text);

}  // namespace gw

// SPDX-License-Identifier: Apache-2.0
#include "book/backup.h"

#include <fmt/core.h>

#include <string>

#include "text/error.h"
#include "text/interrupt.h"
#include "text/output.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

void check_copy(const std::string& name) {
    const Db copy(name, OpenMode::kReadOnly);
    Statement rows = copy.prepare("pragma integrity_check(1)");
    if (!rows.step() || rows.text(0) != "ok")
        throw Error(Exit::kData, fmt::format("the copy is damaged: {}", rows.text(0)),
                    "so is the book: gigawatch verify; no backup was made");
}

}  // namespace

void back_up(const Db& from, const fs::path& to) {
    Draft draft(to, {.outcome = "no backup was made",
                     .hint = "a backup never overwrites: choose another name"});
    Db copy(draft.name(), OpenMode::kReadWrite);
    from.copy_into(copy);
    copy.close();
    check_copy(draft.name());
    draft.sync();
    stop_if_interrupted("no backup was made");
    draft.become_target();
}

}  // namespace gw

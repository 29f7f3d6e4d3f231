// SPDX-License-Identifier: Apache-2.0
//
// A fresh folder, and commands run in it as a user would type them: /bin/sh, gigawatch first in
// PATH, English, UTC, no terminal and nothing of the caller's environment. What a command exports
// and where it changes to hold for the next one.
#pragma once

#include <filesystem>
#include <string>

namespace gw::golden {

// The folder's own name stands as $HOME in both texts.
struct Output {
    std::string out;
    std::string err;
    int exit = 0;  // 128 + n after signal n, as a shell says it
};

enum class Streams { kApart, kTogether };  // together: stderr goes where stdout goes

class Folder {
public:
    Folder();   // made under the system's folder of temporary files
    ~Folder();  // removed with all that is in it
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return work_; }
    Output run(const std::string& command, Streams streams) const;

private:
    std::filesystem::path root_;
    std::filesystem::path work_;  // root_/work; the streams of a command are kept beside it
};

std::string read_file(const std::filesystem::path& path);  // "" if there is none
void write_file(const std::filesystem::path& path, const std::string& bytes);

}  // namespace gw::golden

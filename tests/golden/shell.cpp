// SPDX-License-Identifier: Apache-2.0
#include "shell.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace gw::golden {
namespace {

namespace fs = std::filesystem;

void set(const char* name, const std::string& value) {
    if (setenv(name, value.c_str(), 1) != 0) throw std::runtime_error("no memory for a variable");
}

std::string value_of(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// Sanitizers take their options from the environment, so these two are let through.
void make_environment(const fs::path& home) {
    const std::string address = value_of("ASAN_OPTIONS");
    const std::string undefined = value_of("UBSAN_OPTIONS");
    if (clearenv() != 0) throw std::runtime_error("cannot clear the environment");
    const std::string programs = fs::path(GW_PROGRAM).parent_path().string();
    const std::string runner = fs::read_symlink("/proc/self/exe").parent_path().string();
    set("PATH", programs + ":" + runner + ":/usr/local/bin:/usr/bin:/bin");
    set("HOME", home.string());
    set("PWD", home.string());
    set("LC_ALL", "C");
    set("TZ", "UTC");
    set("GW_SOURCE", GW_SOURCE_DIR);
    if (!address.empty()) set("ASAN_OPTIONS", address);
    if (!undefined.empty()) set("UBSAN_OPTIONS", undefined);
}

fs::path make_root() {
    std::string name = (fs::temp_directory_path() / "gigawatch-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    return fs::canonical(name);
}

// What is printed does not depend on the folder's name.
std::string without_name(std::string text, const std::string& name) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
        text.replace(at, name.size(), "$HOME");
    return text;
}

}  // namespace

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const fs::path& path, const std::string& bytes) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

Folder::Folder() : root_(make_root()), work_(root_ / "work") {
    fs::create_directory(work_);
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
}

Output Folder::run(const std::string& command, Streams streams) const {
    make_environment(work_);
    fs::current_path(work_);
    const auto beside = [&](const char* name) { return "'" + (root_ / name).string() + "'"; };
    const std::string script = "exec </dev/null >" + beside("out") +
                               (streams == Streams::kApart ? " 2>" + beside("err") : " 2>&1") +
                               "\nif [ -f " + beside("exports") + " ]; then . " +
                               beside("exports") +
                               "; cd \"$PWD\"; fi\nexports=" + beside("exports") +
                               "\ntrap 'export -p >\"$exports\"' EXIT\n" + command + "\n";
    const int status = std::system(script.c_str());
    if (status == -1) throw std::system_error(errno, std::generic_category(), "/bin/sh");
    const auto printed = [&](const char* name) {
        return without_name(read_file(root_ / name), work_.string());
    };
    return {printed("out"), streams == Streams::kApart ? printed("err") : "",
            WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status)};
}

}  // namespace gw::golden

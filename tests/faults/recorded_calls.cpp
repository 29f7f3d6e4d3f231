// SPDX-License-Identifier: Apache-2.0
//
// Preloaded into the program (LD_PRELOAD), it writes down every call that changes a file or asks
// for one to be on the disk, with all bytes, into the file that GW_RECORD names: power_loss.py
// builds from it what a disk may hold when the power fails. A record is the kind (a letter), the
// number of the inode, the place in the file, the number of bytes that follow, and these: what was
// written, or names, the first ended by a zero.
//
// GW_KILL_AT, a number, kills the program (SIGKILL) right after that call. GW_WEAKEN, such as
// "pragma journal_mode = off", is run when the program asks for its journal: what then goes wrong
// has to be found out.
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

template <typename Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int record_file() {
    static const int file = [] {
        const char* name = std::getenv("GW_RECORD");
        if (name == nullptr) return -1;
        const int opened = static_cast<int>(
            syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        return opened < 0 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, 100);  // out of the program's way
    }();
    return file;
}

void die_if_asked() {
    static const char* const at = std::getenv("GW_KILL_AT");
    static int calls = 0;
    if (at != nullptr && ++calls == std::atoi(at)) kill(getpid(), SIGKILL);
}

void record(char kind, std::uint64_t inode, std::uint64_t place, std::string_view bytes) {
    die_if_asked();
    if (record_file() < 0) return;
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::string all(1, kind);
    all.append(reinterpret_cast<const char*>(&inode), sizeof inode);
    all.append(reinterpret_cast<const char*>(&place), sizeof place);
    all.append(reinterpret_cast<const char*>(&size), sizeof size);
    all += bytes;
    if (syscall(SYS_write, record_file(), all.data(), all.size()) < 0) std::abort();
}

void record_names(char kind, const char* from, const char* to) {
    std::string names(from);
    names += '\0';
    if (to != nullptr) names += to;
    record(kind, 0, 0, names);
}

struct stat status_of(int descriptor) {
    struct stat status {};
    fstat(descriptor, &status);
    return status;
}

bool is_file(int descriptor) {
    return S_ISREG(status_of(descriptor).st_mode);
}

std::string name_of(int descriptor) {
    char link[64];
    char name[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t size = readlink(link, name, sizeof name);
    return size < 0 ? std::string() : std::string(name, static_cast<std::size_t>(size));
}

int opened(int descriptor, bool was_there, int flags) {
    if (descriptor < 0 || !is_file(descriptor)) return descriptor;
    const std::uint64_t inode = status_of(descriptor).st_ino;
    if (!was_there)
        record('C', inode, 0, name_of(descriptor));
    else if ((flags & O_TRUNC) != 0)
        record('T', inode, 0, {});
    return descriptor;
}

void changed(int descriptor, std::uint64_t place, const void* bytes, ssize_t size) {
    if (size > 0 && is_file(descriptor))
        record('W', status_of(descriptor).st_ino, place,
               {static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
}

void synced(int descriptor) {
    const struct stat status = status_of(descriptor);
    if (S_ISDIR(status.st_mode))
        record('D', 0, 0, name_of(descriptor));
    else
        record('S', status.st_ino, 0, {});
}

using Open = int (*)(const char*, int, ...);
using Write = ssize_t (*)(int, const void*, size_t);
using WriteAt = ssize_t (*)(int, const void*, size_t, off64_t);
using Truncate = int (*)(int, off64_t);
using Sync = int (*)(int);
using OneName = int (*)(const char*);
using TwoNames = int (*)(const char*, const char*);

int open_as(const char* name, const char* path, int flags, mode_t mode) {
    const bool was_there = access(path, F_OK) == 0;
    return opened(real<Open>(name)(path, flags, mode), was_there, flags);
}

ssize_t write_as(const char* name, int file, const void* bytes, size_t size, off64_t place) {
    const ssize_t written = real<WriteAt>(name)(file, bytes, size, place);
    changed(file, static_cast<std::uint64_t>(place), bytes, written);
    return written;
}

int truncate_as(const char* name, int file, off64_t size) {
    const int code = real<Truncate>(name)(file, size);
    if (code == 0) record('T', status_of(file).st_ino, static_cast<std::uint64_t>(size), {});
    return code;
}

int sync_as(const char* name, int file) {
    const int code = real<Sync>(name)(file);
    if (code == 0) synced(file);
    return code;
}

int make_as(const char* name, char* pattern, int flags) {
    return opened(real<int (*)(char*, int)>(name)(pattern, flags), false, flags);
}

int remove_as(const char* name, const char* path) {
    const int code = real<OneName>(name)(path);
    if (code == 0) record_names('U', path, nullptr);
    return code;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_as("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_as("open64", path, flags, mode);
}

int mkostemp(char* pattern, int flags) {
    return make_as("mkostemp", pattern, flags);
}

int mkostemp64(char* pattern, int flags) {
    return make_as("mkostemp64", pattern, flags);
}

ssize_t write(int file, const void* bytes, size_t size) {
    const off64_t place = is_file(file) ? lseek64(file, 0, SEEK_CUR) : 0;
    const ssize_t written = real<Write>("write")(file, bytes, size);
    changed(file, static_cast<std::uint64_t>(place), bytes, written);
    return written;
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t place) {
    return write_as("pwrite", file, bytes, size, place);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t place) {
    return write_as("pwrite64", file, bytes, size, place);
}

int ftruncate(int file, off_t size) noexcept {
    return truncate_as("ftruncate", file, size);
}

int ftruncate64(int file, off64_t size) noexcept {
    return truncate_as("ftruncate64", file, size);
}

int fsync(int file) {
    return sync_as("fsync", file);
}

int fdatasync(int file) {
    return sync_as("fdatasync", file);
}

int unlink(const char* path) noexcept {
    return remove_as("unlink", path);
}

int remove(const char* path) noexcept {
    return remove_as("remove", path);
}

int mkdir(const char* path, mode_t mode) noexcept {
    const int code = real<int (*)(const char*, mode_t)>("mkdir")(path, mode);
    if (code == 0) record_names('M', path, nullptr);
    return code;
}

int rename(const char* from, const char* to) noexcept {
    const int code = real<TwoNames>("rename")(from, to);
    if (code == 0) record_names('R', from, to);
    return code;
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
    using Rename = int (*)(int, const char*, int, const char*, unsigned);
    const int code = real<Rename>("renameat2")(from_folder, from, to_folder, to, flags);
    if (code == 0) record_names('R', from, to);
    return code;
}

int sqlite3_exec(sqlite3* db, const char* sql, int (*row)(void*, int, char**, char**),
                 void* argument, char** message) {
    using Exec = decltype(&sqlite3_exec);
    const int code = real<Exec>("sqlite3_exec")(db, sql, row, argument, message);
    const char* weaken = std::getenv("GW_WEAKEN");
    if (weaken == nullptr || std::strstr(sql, "pragma journal_mode") == nullptr) return code;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    return real<Exec>("sqlite3_exec")(db, weaken, row, argument, message);
}

}  // extern "C"

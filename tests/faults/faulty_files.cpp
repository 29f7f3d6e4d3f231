// SPDX-License-Identifier: Apache-2.0
#include "faulty_files.h"

#include <sqlite3.h>

#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace gw::faults {
namespace {

struct State {
    Fault fault;
    std::int64_t calls = 0;
    std::int64_t injected = 0;
    bool journals_forgotten = false;
    sqlite3_vfs* real = nullptr;
    std::function<void()> before_journal_goes;
};
State state;  // SQLite calls functions, not objects

// Whether this call is to fail.
bool fails() {
    ++state.calls;
    const Fault& fault = state.fault;
    const bool now =
        fault.at > 0 && (fault.for_ever ? state.calls >= fault.at : state.calls == fault.at);
    state.injected += now ? 1 : 0;
    return now;
}

// Runs `work` unless it is to fail before it; `code` is what it then reports.
template <typename Work>
int attempt(int code, Work work) {
    if (!fails()) return work();
    if (state.fault.kind == Kind::kAfter) work();
    return code;
}

struct File {
    sqlite3_file base;
    sqlite3_file* real;  // behind this struct
};

sqlite3_file* real_file(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real;
}

int close_file(sqlite3_file* file) {
    sqlite3_file* real = real_file(file);
    return real->pMethods == nullptr ? SQLITE_OK : real->pMethods->xClose(real);
}

int read_file(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_READ, [&] { return real->pMethods->xRead(real, bytes, size, at); });
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    sqlite3_file* real = real_file(file);
    const int code = state.fault.kind == Kind::kFullDisk ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    return attempt(code, [&] { return real->pMethods->xWrite(real, bytes, size, at); });
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_TRUNCATE, [&] { return real->pMethods->xTruncate(real, size); });
}

int sync_file(sqlite3_file* file, int flags) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_FSYNC, [&] { return real->pMethods->xSync(real, flags); });
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_FSTAT, [&] { return real->pMethods->xFileSize(real, size); });
}

int lock_file(sqlite3_file* file, int level) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_LOCK, [&] { return real->pMethods->xLock(real, level); });
}

int unlock_file(sqlite3_file* file, int level) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_UNLOCK, [&] { return real->pMethods->xUnlock(real, level); });
}

int check_reserved_lock(sqlite3_file* file, int* result) {
    sqlite3_file* real = real_file(file);
    return attempt(SQLITE_IOERR_CHECKRESERVEDLOCK,
                   [&] { return real->pMethods->xCheckReservedLock(real, result); });
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    sqlite3_file* real = real_file(file);
    if (operation == SQLITE_FCNTL_PRAGMA && state.journals_forgotten) {
        const char* const* words = static_cast<char**>(argument);
        // Told that it is done, SQLite leaves the mode that set_journal_off set.
        if (std::string_view(words[1]) == "journal_mode" && words[2] != nullptr &&
            std::string_view(words[2]) == "delete")
            return SQLITE_OK;
    }
    return real->pMethods->xFileControl(real, operation, argument);
}

int sector_size(sqlite3_file* file) {
    sqlite3_file* real = real_file(file);
    return real->pMethods->xSectorSize(real);
}

int characteristics(sqlite3_file* file) {
    sqlite3_file* real = real_file(file);
    return real->pMethods->xDeviceCharacteristics(real);
}

// Version 1: no shared memory and no memory maps, which the program does not use.
constexpr sqlite3_io_methods kMethods = {1,
                                         close_file,
                                         read_file,
                                         write_file,
                                         truncate_file,
                                         sync_file,
                                         file_size,
                                         lock_file,
                                         unlock_file,
                                         check_reserved_lock,
                                         control_file,
                                         sector_size,
                                         characteristics,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* mine = reinterpret_cast<File*>(file);
    mine->base.pMethods = nullptr;
    mine->real = reinterpret_cast<sqlite3_file*>(mine + 1);
    mine->real->pMethods = nullptr;
    if (fails()) return SQLITE_CANTOPEN;
    const int code = state.real->xOpen(state.real, name, mine->real, flags, out_flags);
    if (mine->real->pMethods != nullptr) mine->base.pMethods = &kMethods;
    return code;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
    if (state.before_journal_goes && std::string_view(name).ends_with("-journal"))
        state.before_journal_goes();
    return attempt(state.fault.kind == Kind::kAfter ? SQLITE_IOERR_DIR_FSYNC : SQLITE_IOERR_DELETE,
                   [&] { return state.real->xDelete(state.real, name, sync_folder); });
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* result) {
    return attempt(SQLITE_IOERR_ACCESS,
                   [&] { return state.real->xAccess(state.real, name, flags, result); });
}

int set_journal_off(sqlite3* db, char**, const sqlite3_api_routines*) {
    return sqlite3_exec(db, "pragma journal_mode = off", nullptr, nullptr, nullptr);
}

}  // namespace

void install() {
    static sqlite3_vfs faulty;
    state.real = sqlite3_vfs_find(nullptr);
    if (state.real == nullptr) throw std::runtime_error("SQLite has no file system");
    std::memcpy(&faulty, state.real, sizeof faulty);
    faulty.pNext = nullptr;
    faulty.zName = "faulty";
    faulty.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
    faulty.xOpen = open_file;
    faulty.xDelete = delete_file;
    faulty.xAccess = access_file;
    if (sqlite3_vfs_register(&faulty, 1) != SQLITE_OK)
        throw std::runtime_error("SQLite takes no other file system");
}

void plan(const Fault& fault) {
    state.fault = fault;
    state.calls = 0;
    state.injected = 0;
}

std::int64_t calls() {
    return state.calls;
}

std::int64_t injected() {
    return state.injected;
}

void before_journal_goes(std::function<void()> call) {
    state.before_journal_goes = std::move(call);
}

void forget_journals(bool forget) {
    state.journals_forgotten = forget;
    const auto entry = reinterpret_cast<void (*)()>(set_journal_off);
    if (forget)
        sqlite3_auto_extension(entry);
    else
        sqlite3_cancel_auto_extension(entry);
}

}  // namespace gw::faults

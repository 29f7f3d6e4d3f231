// SPDX-License-Identifier: Apache-2.0
#include "text/output.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "temporary_folder.h"
#include "text/error.h"

using namespace gw;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("files that are written piece by piece become their targets together") {
    const TemporaryFolder folder;
    FileSet files{OutputTerms{}};
    files.begin(folder.path() / "a");
    files.append("one");
    files.append(" two");
    files.begin(folder.path() / "b");
    files.append("wrong");
    files.begin_again();
    files.append("right");
    CHECK_FALSE(std::filesystem::exists(folder.path() / "a"));
    files.finish();
    CHECK(bytes_of(folder.path() / "a") == "one two");
    CHECK(bytes_of(folder.path() / "b") == "right");
}

TEST_CASE("files that are not finished leave nothing behind") {
    const TemporaryFolder folder;
    {
        FileSet files{OutputTerms{}};
        files.begin(folder.path() / "a");
        files.append("one");
    }
    CHECK(std::filesystem::is_empty(folder.path()));
    std::ofstream(folder.path() / "b") << "mine";
    FileSet files{OutputTerms{}};
    files.begin(folder.path() / "a");
    CHECK_THROWS_AS(files.begin(folder.path() / "b"), Error);
    CHECK(bytes_of(folder.path() / "b") == "mine");
}

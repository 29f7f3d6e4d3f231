// SPDX-License-Identifier: Apache-2.0
//
// The header of Catch2 2 for those who have Catch2 3, which comes without it.
#pragma once

#include <catch2/catch_all.hpp>

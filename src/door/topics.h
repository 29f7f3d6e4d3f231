// SPDX-License-Identifier: Apache-2.0
//
// Texts of help that are about no one command: what follows from tables of the program is made of
// them, the rest is told in few words. help.cpp lists them.
#pragma once

#include <string>

namespace gw {

std::string views_topic();
std::string kinds_topic();
std::string dates_topic();
std::string circles_topic();
std::string rules_topic();
std::string config_topic();

}  // namespace gw

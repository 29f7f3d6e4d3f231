// SPDX-License-Identifier: Apache-2.0
#include "text/key_set.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <unordered_set>
#include <vector>

#include "text/text_store.h"

using namespace gw;

TEST_CASE("key set: holds what a set of strings holds, in the order in which it came") {
    rc::check("random keys",
              [](const std::vector<std::string>& keys, const std::vector<std::string>& others) {
                  KeySet set;
                  std::unordered_set<std::string> expected;
                  std::vector<std::string> order;
                  for (const std::string& key : keys) {
                      RC_ASSERT(set.insert(key) == expected.insert(key).second);
                      if (order.size() < expected.size()) order.push_back(key);
                  }
                  RC_ASSERT(set.size() == order.size());
                  for (std::size_t i = 0; i < order.size(); ++i)
                      RC_ASSERT(set[i] == order[i]);
                  std::size_t near = 0;
                  for (const auto* some : {&others, &keys})
                      for (const std::string& key : *some) {
                          RC_ASSERT(set.contains(key) == expected.contains(key));
                          RC_ASSERT(set.contains(key, near) == expected.contains(key));
                      }
              });
}

TEST_CASE("text store: texts keep their bytes and addresses until it is cleared") {
    rc::check("random texts", [](const std::vector<std::string>& texts) {
        TextStore store;
        for (int round = 0; round < 2; ++round) {
            store.clear();
            std::vector<std::string_view> kept;
            for (const std::string& text : texts)
                kept.push_back(store.keep(text));
            kept.push_back(store.keep(std::string(100'000, 'x')));
            kept.push_back(store.keep("after"));
            for (std::size_t i = 0; i < texts.size(); ++i)
                RC_ASSERT(kept[i] == texts[i]);
            RC_ASSERT(kept.back() == "after");
        }
    });
}

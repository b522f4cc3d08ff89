#include "core/http/loop.h"

#include <catch2/catch.hpp>

#include "tests/core/http/support.h"

namespace soban::http::test {

TEST_CASE("a loop runs what is posted in order, on its own thread", "[loop]") {
  LoopPool pool(2);
  std::vector<int> order;
  bool here = false;
  for (int i = 0; i < 100; ++i) pool.at(0).post([&order, i] { order.push_back(i); });
  on_loop(pool.at(0), [&] { here = pool.at(0).here() && !pool.at(1).here(); });
  CHECK(here);
  CHECK_FALSE(pool.at(0).here());
  REQUIRE(order.size() == 100);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("a timer runs once, and not when its handle has been released", "[loop]") {
  LoopPool pool(1);
  Mail<int> fired;
  Loop::Timer kept;
  on_loop(pool.at(0), [&] {
    Loop::Timer dropped = pool.at(0).run_after(std::chrono::milliseconds(1), [&] { fired.put(1); });
    kept = pool.at(0).run_after(std::chrono::milliseconds(20), [&] { fired.put(2); });
    dropped.reset();
  });
  CHECK(fired.take() == 2);
  on_loop(pool.at(0), [&] { kept.reset(); });
  CHECK(fired.count() == 0);
}

TEST_CASE("a timer may release its own handle while it runs", "[loop]") {
  LoopPool pool(1);
  Mail<int> fired;
  Loop::Timer timer;
  on_loop(pool.at(0), [&] {
    timer = pool.at(0).run_after(std::chrono::milliseconds(0), [&, text = std::string(100, 'x')] {
      timer.reset();
      fired.put(static_cast<int>(text.size()));
    });
  });
  CHECK(fired.take() == 100);
}

TEST_CASE("stopping a pool lets posted work finish, also what that work posts", "[loop]") {
  int ran = 0;
  {
    LoopPool pool(1);
    for (int i = 0; i < 50; ++i) {
      pool.at(0).post([&] {
        ++ran;
        pool.at(0).post([&] { ++ran; });
      });
    }
    pool.stop();
    CHECK(ran == 100);
    pool.stop();
  }
}

TEST_CASE("loops are dealt out in turn", "[loop]") {
  LoopPool pool(3);
  CHECK(pool.size() == 3);
  CHECK(&pool.next() == &pool.at(0));
  CHECK(&pool.next() == &pool.at(1));
  CHECK(&pool.next() == &pool.at(2));
  CHECK(&pool.next() == &pool.at(0));
}

}  // namespace soban::http::test

#include "hub/export_worker.h"

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "core/store/queries.h"
#include "hub/service.h"
#include "tests/support/books.h"

namespace soban::hub {
namespace {

// A worker on the books of a hub, and a job that holds it until it is let go.
struct Office {
  ExportWorker::Job hold() {
    return [this](Result<store::Store*>) {
      begun.set_value();
      go.get_future().wait();
      done.push_back("held");
    };
  }
  ExportWorker::Job job(const std::string& name) {
    return [this, name](Result<store::Store*>) { done.push_back(name); };
  }

  test::Books books;
  std::promise<void> begun;
  std::promise<void> go;
  std::vector<std::string> done;  // written on the worker's thread, read when it has ended
  // Last, so that its thread has ended before what its jobs write to is gone.
  ExportWorker worker{books.hub.directory(), store_options(books.hub.clock)};
};

}  // namespace

TEST_CASE("exports read on a thread of their own, one after the other", "[hub][registers]") {
  std::promise<std::pair<std::string, std::thread::id>> read;
  Office office;
  REQUIRE(office.worker.submit(office.hold()));
  REQUIRE(office.worker.submit(office.job("second")));
  REQUIRE(office.worker.submit([&](Result<store::Store*> store) {
    read.set_value({store::commune(store.value()->database()).name, std::this_thread::get_id()});
  }));
  office.begun.get_future().wait();
  CHECK(office.done.empty());
  office.go.set_value();
  const auto [name, thread] = read.get_future().get();
  CHECK(name == store::commune(office.books.hub.database()).name);
  CHECK(thread != std::this_thread::get_id());
  office.worker.stop();
  CHECK(office.done == std::vector<std::string>{"held", "second"});
}

TEST_CASE("an export that throws harms no other", "[hub][registers]") {
  std::promise<void> after;
  Office office;
  REQUIRE(office.worker.submit([](Result<store::Store*>) { throw std::runtime_error("broken"); }));
  REQUIRE(office.worker.submit([&](Result<store::Store*>) { after.set_value(); }));
  after.get_future().wait();
}

TEST_CASE("who comes when too many wait is refused", "[hub][registers]") {
  Office office;
  REQUIRE(office.worker.submit(office.hold()));
  office.begun.get_future().wait();
  std::size_t waiting = 0;
  while (waiting < 100 && office.worker.submit(office.job("waiting"))) ++waiting;
  CHECK(waiting == 16);
  office.go.set_value();
}

TEST_CASE("when the hub stops no export is left over, and none is begun", "[hub][registers]") {
  Office office;
  auto reply = std::make_shared<int>();  // what each job would answer by
  const std::weak_ptr<int> held = reply;
  REQUIRE(office.worker.submit(office.hold()));
  for (int i = 0; i < 3; ++i) REQUIRE(office.worker.submit([reply](Result<store::Store*>) {}));
  reply.reset();
  office.begun.get_future().wait();
  CHECK_FALSE(held.expired());
  std::thread stopping([&] { office.worker.stop(); });
  office.go.set_value();
  stopping.join();
  CHECK(held.expired());
  CHECK(office.done == std::vector<std::string>{"held"});
  CHECK_FALSE(office.worker.submit(office.job("after")));
}

}  // namespace soban::hub

// The one writer of a process: group commit, errors, notices.
#include "core/store/writer.h"

#include <catch2/catch.hpp>
#include <future>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

// A village's data directory with a Writer on it, and a second connection to look at it from outside.
class Written {
 public:
  explicit Written(Writer::Listener listener = nullptr) {
    device_.close();
    writer_ = std::make_unique<Writer>(open());
    if (listener) writer_->set_listener(std::move(listener));
  }

  Writer& writer() { return *writer_; }
  Commune& commune() { return commune_; }
  std::unique_ptr<Store> open() {
    return expect(open_store(device_.directory(), Database::Mode::kReadWrite, device_.options()));
  }
  std::int64_t count(const char* table) {
    const auto store = open();
    Query query = store->database().query_composed(std::string("SELECT COUNT(*) FROM ") + table);
    return query.step() ? query.int64(0) : 0;
  }
  // The writer takes nothing more until the result is called.
  std::function<void()> hold() {
    auto entered = std::make_shared<std::promise<void>>();
    auto release = std::make_shared<std::promise<void>>();
    writer().submit(
        [entered, release](Store&) -> Result<void> {
          entered->set_value();
          release->get_future().wait();
          return {};
        },
        [](const Result<void>&) {});
    entered->get_future().wait();
    return [release] { release->set_value(); };
  }

 private:
  Commune commune_;
  Device device_{commune_.enrol(kVillage)};
  std::unique_ptr<Writer> writer_;
};

Writer::Job writing(std::int64_t amount) {
  return [amount](Store& store) -> Result<void> {
    const auto at = store.append(contribution(kVillage, "Lò Văn Đức", amount));
    return at ? Result<void>() : fail(at.error());
  };
}

// Writes and then finds that it should not have.
Writer::Job regretting(std::int64_t amount) {
  return [amount](Store& store) -> Result<void> {
    expect(store.append(contribution(kVillage, "Lò Văn Đức", amount)));
    return fail(ErrorKind::kInvalid, "regret", "should not have");
  };
}

// What became of jobs, in the order they were reported.
class Outcomes {
 public:
  Writer::Done note() {
    return [this](const Result<void>& outcome) {
      const std::lock_guard lock(mutex_);
      codes_.push_back(outcome ? "ok" : outcome.error().code);
      arrived_.notify_all();
    };
  }
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return codes_.size() >= count; });
    return codes_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::string> codes_;
};

TEST_CASE("a job is durable when it is reported", "[store][writer]") {
  Written written;
  CHECK(written.writer().run(writing(5)).has_value());
  CHECK(written.count("contribution") == 1);
}

TEST_CASE("a failed job is undone and its neighbours are not", "[store][writer]") {
  Written written;
  Outcomes outcomes;
  const auto release = written.hold();
  written.writer().submit(writing(1), outcomes.note());
  written.writer().submit(regretting(2), outcomes.note());
  written.writer().submit(writing(3), outcomes.note());
  release();
  CHECK(outcomes.wait_for(3) == std::vector<std::string>{"ok", "regret", "ok"});
  CHECK(written.count("contribution") == 2);
  CHECK(written.open()->verify().empty());
}

TEST_CASE("notes and jobs are done in the order in which they came", "[store][writer]") {
  Written written;
  Outcomes outcomes;
  std::string order;
  const auto saying = [&order](char letter) {
    return [&order, letter](Store&) -> Result<void> {
      order += letter;
      return {};
    };
  };
  const auto release = written.hold();
  written.writer().note(saying('a'), outcomes.note());
  written.writer().submit(saying('b'), outcomes.note());
  written.writer().note(saying('c'), outcomes.note());
  written.writer().submit(saying('d'), outcomes.note());
  release();
  outcomes.wait_for(4);
  CHECK(order == "abcd");
}

TEST_CASE("a note without a job to go along with is done all the same", "[store][writer]") {
  Written written;
  Outcomes outcomes;
  written.writer().note(writing(1), outcomes.note());
  CHECK(outcomes.wait_for(1) == std::vector<std::string>{"ok"});
  written.writer().stop();
  CHECK(written.count("contribution") == 1);
}

TEST_CASE("jobs that wait together are one commit", "[store][writer]") {
  std::atomic<int> commits = 0;
  std::atomic<std::size_t> records = 0;
  Written written([&](const Committed& committed) {
    if (committed.outside) return;
    ++commits;
    records += committed.records.size();
  });
  Outcomes outcomes;
  const auto release = written.hold();
  for (int i = 0; i < 20; ++i) written.writer().submit(writing(i), outcomes.note());
  release();
  outcomes.wait_for(20);
  written.writer().stop();
  CHECK(records == 20);
  CHECK(commits <=
        3);  // the one that held the others, theirs, and at most the first look at the log
}

TEST_CASE("a job that fails first leaves no log behind for the next", "[store][writer]") {
  Written written;
  CHECK(code_of(written.writer().run(regretting(1))) == "regret");
  CHECK(written.count("log") == 0);
  CHECK(written.writer().run(writing(2)).has_value());
  CHECK(written.count("log") == 1);
  CHECK(written.open()->verify().empty());
}

TEST_CASE("after stop a job gets an error, and what was queued before is done", "[store][writer]") {
  Written written;
  Outcomes outcomes;
  const auto release = written.hold();
  written.writer().submit(writing(1), outcomes.note());
  release();
  written.writer().stop();
  written.writer().stop();
  CHECK(outcomes.wait_for(1) == std::vector<std::string>{"ok"});
  CHECK(code_of(written.writer().run(writing(2))) == "stopping");
  CHECK(written.count("contribution") == 1);
  written.writer().drain();
}

TEST_CASE("a writer that goes away finishes what was queued", "[store][writer]") {
  Commune commune;
  Device device(commune.enrol(kVillage));
  device.close();
  Outcomes outcomes;
  {
    Writer writer(
        expect(open_store(device.directory(), Database::Mode::kReadWrite, device.options())));
    for (int i = 0; i < 10; ++i) writer.submit(writing(i), outcomes.note());
  }
  CHECK(outcomes.wait_for(10) == std::vector<std::string>(10, "ok"));
  device.reopen();
  CHECK(device.number("SELECT COUNT(*) FROM contribution") == 10);
}

TEST_CASE("the listener hears which logs grew and which records were touched", "[store][writer]") {
  std::mutex mutex;
  std::vector<log::Head> heads;
  std::vector<std::int64_t> records;
  Written written([&](const Committed& committed) {
    const std::lock_guard lock(mutex);
    for (const LogInfo& info : committed.advanced) heads.push_back(info.head);
    records.insert(records.end(), committed.records.begin(), committed.records.end());
  });
  REQUIRE(written.writer().run(writing(1)).has_value());
  REQUIRE(written.writer().run(writing(2)).has_value());
  CHECK_FALSE(written.writer().run(regretting(3)).has_value());
  written.writer().stop();
  REQUIRE(heads.size() == 2);
  CHECK(heads[0].seq == 2);
  CHECK(heads[1].seq == 3);
  CHECK(records.size() >= 2);
}

TEST_CASE("what peers sent is applied between jobs", "[store][writer]") {
  Written written;
  HandmadeLog log(written.commune().hub(), log::LogId{7}, kVillage);
  for (int i = 0; i < 1200; ++i) {
    log.add(creating(log::kind_of<Contribution>(), amount_of(i), kMorningMs));
  }
  const OwnedBatch batch = log.batch();
  const auto received = written.writer().run([&](Store& store) -> Result<void> {
    const auto head = store.append_batch(batch.view());
    return head ? Result<void>() : fail(head.error());
  });
  REQUIRE(received.has_value());
  written.writer().drain();
  CHECK(written.count("contribution") == 1200);
}

TEST_CASE("what can't be applied is said, and applied once it can", "[store][writer]") {
  Written written;
  HandmadeLog log(written.commune().hub(), log::LogId{7}, kVillage);
  log.add(creating(log::kind_of<Contribution>(), amount_of(1), kMorningMs));
  const OwnedBatch batch = log.batch();
  std::promise<void> told;
  std::promise<void> over;
  written.writer().set_listener([&](const Committed& what) {
    if (what.trouble) (written.writer().trouble() ? told : over).set_value();
  });
  expect(written.writer().run([&](Store& store) -> Result<void> {
    store.database().script("ALTER TABLE record RENAME TO lost");
    const auto head = store.append_batch(batch.view());
    return head ? Result<void>() : fail(head.error());
  }));
  told.get_future().wait();
  CHECK(written.writer().trouble().has_value());
  expect(written.writer().run([](Store& store) -> Result<void> {
    store.database().script("ALTER TABLE lost RENAME TO record");
    return {};
  }));
  over.get_future().wait();
  written.writer().drain();
  CHECK_FALSE(written.writer().trouble().has_value());
  CHECK(written.count("contribution") == 1);
}

TEST_CASE("what was left unapplied by a program that was cut off is applied at the start",
          "[store][writer]") {
  Commune commune;
  Device device(commune.enrol(kVillage));
  HandmadeLog log(commune.hub(), log::LogId{7}, kVillage);
  log.add(creating(log::kind_of<Contribution>(), amount_of(1), kMorningMs));
  expect(device.receive(log.batch()));
  device.close();
  {
    Writer writer(
        expect(open_store(device.directory(), Database::Mode::kReadWrite, device.options())));
    writer.drain();
  }
  device.reopen();
  CHECK_FALSE(device.store().has_unapplied());
}

TEST_CASE("when the disk is full all jobs of the commit get the error and nothing is written",
          "[store][writer]") {
  Written written;
  REQUIRE(written.writer().run(writing(0)).has_value());
  Outcomes outcomes;
  const auto release = written.hold();
  written.writer().submit(writing(1), outcomes.note());
  written.writer().submit(
      [](Store& store) -> Result<void> {
        store.database().script(
            "PRAGMA max_page_count=1");  // SQLite takes it as “no larger than now”
        store.append(contribution(kVillage, std::string(500'000, 'x'), 2));
        return {};
      },
      outcomes.note());
  written.writer().submit(writing(3), outcomes.note());
  release();
  CHECK(outcomes.wait_for(3) == std::vector<std::string>(3, "disk_full"));
  CHECK(written.count("contribution") == 1);
  const auto roomier = written.writer().run([](Store& store) -> Result<void> {
    store.database().script("PRAGMA max_page_count=1000000");
    return {};
  });
  CHECK(roomier.has_value());
  CHECK(written.writer().run(writing(4)).has_value());
  CHECK(written.count("contribution") == 2);
  CHECK(written.open()->verify().empty());
}

TEST_CASE("a change that another program makes is noticed", "[store][writer]") {
  std::promise<void> noticed;
  std::atomic<bool> told = false;
  Written written([&](const Committed& committed) {
    if (committed.outside && !told.exchange(true)) noticed.set_value();
  });
  written.writer().drain();
  const auto other = written.open();
  Transaction transaction(other->database());
  expect(other->append(contribution(kVillage, "Lò Văn Đức", 1)));
  transaction.commit();
  noticed.get_future().wait();
  CHECK(told);
}

}  // namespace
}  // namespace soban::store

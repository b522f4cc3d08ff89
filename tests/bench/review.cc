// What a clerk waits for while reviewing: the queue's page and the answer to a review, with 100,000 contributions that wait;
// alone, and while 200 laptops sync.
#include <sys/resource.h>

#include <future>
#include <random>
#include <thread>

#include "tests/bench/bench.h"
#include "tests/bench/commune.h"

namespace soban::bench {
namespace {

using books::Json;

constexpr std::size_t kVillages = 20;
// The laptops' villages are others, with empty books: what they would have to fetch first is not what is measured.
constexpr std::size_t kLaptopVillages = 100;
constexpr std::size_t kRecords = 100'000;
constexpr std::size_t kReviewsAlone = 300;
constexpr std::size_t kLaptops = 200;
constexpr std::size_t kWaitingOfEach = 50;
// Then each laptop writes one record every two seconds: more than a village head can.
constexpr std::chrono::milliseconds kBetweenRecords{10};
constexpr std::chrono::seconds kLiveTime{10};
constexpr double kTargetMs = 100;

// One clerk at the page: reads a part of the queue, then accepts a record of it.
class Clerk {
 public:
  explicit Clerk(std::uint16_t port) : client_(port, true), headers_(log_in(client_)) {}

  void work() {
    const std::string from = std::to_string(random_() % (kRecords - 5000));
    const Json page = ask("GET", "/api/v1/queue?limit=50&from=" + from, {}, pages_);
    const Json& record = page["items"][random_() % page["items"].size()];
    const Json review = {{"verdict", "VERDICT_ACCEPTED"},
                         {"comment", ""},
                         {"items", {{{"record", record["id"]}, {"heads", record["heads"]}}}}};
    const Json done = ask("POST", "/api/v1/reviews", review.dump(), reviews_);
    if (done["done"].empty()) throw std::runtime_error("not accepted: " + done.dump());
  }
  double pages_p50() const { return percentile(pages_, 0.5); }
  double pages_p99() const { return percentile(pages_, 0.99); }
  double reviews_p99() const { return percentile(reviews_, 0.99); }

 private:
  Json ask(const std::string& method, const std::string& target, const std::string& body,
           std::vector<double>& times) {
    Answer answer;
    times.push_back(seconds_of([&] { answer = client_.ask(method, target, headers_, body); }) *
                    1000);
    if (answer.status != 200) throw std::runtime_error(target + " answered " + answer.body);
    return Json::parse(answer.body);
  }

  Client client_;
  std::string headers_;
  std::mt19937_64 random_{4711};
  std::vector<double> pages_;
  std::vector<double> reviews_;
};

Line line(std::string what, double ms) {
  return {std::move(what), ms, 0, "ms", ms, kTargetMs, false};
}

std::vector<std::unique_ptr<Laptop>> laptops_of(Hub& hub) {
  std::vector<std::unique_ptr<Laptop>> laptops;
  for (std::size_t i = 0; i < kLaptops; ++i) {
    laptops.push_back(
        std::make_unique<Laptop>(hub, kVillages + i % kLaptopVillages, hub.service().port()));
    laptops.back()->connect();
    laptops.back()->wait_level();
    laptops.back()->disconnect();
    laptops.back()->drain();
    laptops.back()->fill(kWaitingOfEach);
  }
  return laptops;
}

// Everything that the laptops have waiting is sent at once, then they go on recording.
void sync_for_a_while(const std::vector<std::unique_ptr<Laptop>>& laptops) {
  for (const auto& laptop : laptops) laptop->connect();
  for (const auto& laptop : laptops) laptop->wait_level();
  const std::int64_t until = now_ns() + std::chrono::nanoseconds(kLiveTime).count();
  for (std::uint64_t n = 0; now_ns() < until; ++n) {
    laptops[n % kLaptops]->record_live(kWaitingOfEach + n);
    std::this_thread::sleep_for(kBetweenRecords);
  }
}

// In life the laptops are other machines: here they, and all threads they begin, stand back behind the hub.
void stand_back() { setpriority(PRIO_PROCESS, 0, 19); }

Lines while_laptops_sync(Hub& hub) {
  std::promise<void> furnished;
  std::atomic<bool> ended = false;
  std::thread villages([&] {
    stand_back();
    const auto laptops = laptops_of(hub);
    furnished.set_value();
    sync_for_a_while(laptops);
    ended = true;
  });
  furnished.get_future().wait();
  Clerk clerk(hub.service().port());
  while (!ended) clerk.work();
  villages.join();
  return {line("review, 100,000 waiting, while 200 laptops sync: a page of the queue, p99",
               clerk.pages_p99()),
          line("the same: one record accepted, p99", clerk.reviews_p99())};
}

}  // namespace

Lines measure_review() {
  Hub hub(kVillages + kLaptopVillages);
  hub.record(kRecords, kVillages);
  Lines lines;
  {
    Clerk clerk(hub.service().port());
    for (std::size_t i = 0; i < kReviewsAlone; ++i) clerk.work();
    lines.push_back(line("review, 100,000 waiting: a page of the queue, p50", clerk.pages_p50()));
    lines.push_back(line("the same, p99", clerk.pages_p99()));
    lines.push_back(line("the same: one record accepted, p99", clerk.reviews_p99()));
  }
  for (Line& more : while_laptops_sync(hub)) lines.push_back(std::move(more));
  return lines;
}

}  // namespace soban::bench

#include "core/store/writer.h"

#include <algorithm>
#include <chrono>

#include "core/check.h"
#include "core/store/apply.h"

namespace soban::store {
namespace {

// Jobs taken into one commit: bounds how long the first of them waits.
constexpr std::size_t kGroupMax = 256;
// How long a commit waits for the next job that others are about to bring, and how long it goes on like that: one wait for
// the disk then serves them all. What has come is written meanwhile.
constexpr std::chrono::milliseconds kGather{5};
constexpr std::chrono::milliseconds kGatherMax{100};
// How long a note waits for a commit to go along with.
constexpr std::chrono::milliseconds kNotePause{20};
// How soon a change made by another process (a command beside `serve`) is noticed.
constexpr std::chrono::milliseconds kOutsidePoll{200};
// What peers sent is applied in the pauses between jobs: an acknowledgement waits for its own commit and for one chunk at
// the most. A pause is this long without a job; where none comes, a chunk is applied all the same after the longer time.
constexpr std::chrono::milliseconds kApplyPause{20};
constexpr std::chrono::milliseconds kApplyWaitMax{250};
// After a failed apply (disk full) the next try waits this long.
constexpr std::chrono::milliseconds kApplyRetry{2000};

// While it lives, commits do not wait for the disk; the next durable one carries them along.
class Relaxed {
 public:
  explicit Relaxed(Database& database) : database_(database) {
    database_.script("PRAGMA synchronous=NORMAL");
  }
  ~Relaxed() { database_.script("PRAGMA synchronous=FULL"); }
  Relaxed(const Relaxed&) = delete;

 private:
  Database& database_;
};

}  // namespace

Writer::Writer(std::unique_ptr<Store> store) : store_(std::move(store)) {
  for (const LogInfo& info : store_->logs()) known_heads_[info.id] = info.head.seq;
  data_version_ = store_->database().pragma("data_version");
  thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() { stop(); }

void Writer::set_listener(Listener listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

void Writer::tell(const Committed& committed) {
  Listener listener;
  {
    const std::lock_guard lock(mutex_);
    listener = listener_;
  }
  if (listener) listener(committed);
}

void Writer::submit(Job job, Done done) { queue({std::move(job), std::move(done), true}); }

void Writer::note(Job job, Done done) { queue({std::move(job), std::move(done), false}); }

void Writer::expect(std::size_t jobs) { expected_ = jobs; }

void Writer::queue(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      if (queue_.empty()) note_at_ = Clock::now();
      if (task.durable) durable_queued_ += 1;
      queue_.push_back(std::move(task));
      wake_.notify_one();
      return;
    }
  }
  task.done(fail(ErrorKind::kUnavailable, "stopping", "the program is stopping"));
}

Result<void> Writer::run(Job job) {
  SOBAN_CHECK(std::this_thread::get_id() != thread_.get_id());
  std::mutex done_mutex;
  std::condition_variable finished;
  std::optional<Result<void>> result;
  submit(std::move(job), [&](Result<void> outcome) {
    const std::lock_guard lock(done_mutex);
    result = std::move(outcome);
    finished.notify_one();
  });
  std::unique_lock lock(done_mutex);
  finished.wait(lock, [&] { return result.has_value(); });
  return *std::move(result);
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
    idle_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Writer::drain() {
  std::unique_lock lock(mutex_);
  wake_.notify_one();
  idle_.wait(lock, [this] { return (queue_.empty() && !behind_ && !busy_) || stopping_; });
}

// Needs the mutex. What waits is taken in the order in which it came; notes alone wait a moment for more.
bool Writer::is_due() const {
  return durable_queued_ > 0 ||
         (!queue_.empty() && (stopping_ || Clock::now() - note_at_ >= kNotePause));
}

// Until there is a job, or a pause in which something else can be done.
void Writer::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto job = [this] { return durable_queued_ > 0 || stopping_; };
  if (!behind_ && queue_.empty()) {
    wake_.wait_for(lock, kOutsidePoll);
  } else if (!behind_) {
    wake_.wait_until(lock, note_at_ + kNotePause, job);
  } else {
    wake_.wait_until(lock, job_at_ + kApplyPause, job);
  }
}

void Writer::loop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool nothing = queue_.empty() && !behind_;
    if (nothing) {
      busy_ = false;
      idle_.notify_all();
    }
    if (nothing && stopping_) return;
    if (!is_due() && !stopping_) wait_for_work(lock);
    busy_ = true;
    std::vector<Task> group = take_group(kGroupMax);
    lock.unlock();
    const bool idle = group.empty();
    if (!idle) {
      commit_group(std::move(group));
      job_at_ = Clock::now();
    }
    if (behind_ && (idle || Clock::now() - applied_at_ > kApplyWaitMax)) {
      apply_chunk();
      applied_at_ = Clock::now();
    } else if (idle) {
      watch_outside();
    }
    lock.lock();
  }
}

// Needs the mutex.
std::vector<Writer::Task> Writer::take_group(std::size_t tasks_max) {
  std::vector<Task> group;
  if (!is_due()) return group;
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), tasks_max));
  group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  durable_queued_ -= count_durable(group);
  return group;
}

std::size_t Writer::count_durable(const std::vector<Task>& tasks) {
  return static_cast<std::size_t>(
      std::count_if(tasks.begin(), tasks.end(), [](const Task& task) { return task.durable; }));
}

// What came since for the group that is being written; waits a moment where fewer jobs than expected have come. Nothing:
// it is to be committed.
std::vector<Writer::Task> Writer::take_more(const std::vector<Task>& group,
                                            Clock::time_point began) {
  const std::size_t have = count_durable(group);
  if (have == 0 || have >= expected_ || group.size() >= kGroupMax) return {};
  const auto now = Clock::now();
  if (now - began >= kGatherMax) return {};
  std::unique_lock lock(mutex_);
  wake_.wait_until(lock, now + kGather,
                   [&] { return durable_queued_ > 0 || have >= expected_ || stopping_; });
  return durable_queued_ > 0 ? take_group(kGroupMax - group.size()) : std::vector<Task>();
}

void Writer::fall_behind() {
  if (!behind_.exchange(true)) applied_at_ = Clock::now();
}

Committed Writer::describe(std::span<const LogInfo> logs) {
  Committed committed;
  for (const LogInfo& info : logs) {
    log::Seq& known = known_heads_[info.id];
    if (info.head.seq == known && !info.forked) continue;
    known = info.head.seq;  // less than before where a log gave way to another content of it
    if (info.applied < info.head.seq) fall_behind();
    committed.advanced.push_back(info);
  }
  return committed;
}

// Within the transaction of its group. A job that failed is undone; its neighbours are not.
Result<void> Writer::run_alone(const Job& job) {
  return guarded([&]() -> Result<void> {
    Savepoint savepoint(store_->database());
    auto outcome = job(*store_);
    if (outcome) savepoint.release();
    return outcome;
  });
}

void Writer::commit_group(std::vector<Task> group) {
  std::vector<Result<void>> outcomes;
  std::optional<Relaxed> relaxed;
  if (count_durable(group) == 0) relaxed.emplace(store_->database());
  const auto began = Clock::now();
  const auto committed = guarded([&]() -> Result<Committed> {
    Transaction transaction(store_->database());
    while (outcomes.size() < group.size()) {
      outcomes.push_back(run_alone(group[outcomes.size()].job));
      // Undone by SQLite itself, all of it: what comes next must not go into a transaction of its own.
      if (!store_->database().in_transaction()) return fail(outcomes.back().error());
      if (outcomes.size() == group.size())
        std::ranges::move(take_more(group, began), std::back_inserter(group));
    }
    transaction.commit();
    const Store::Touched touched = store_->take_touched();
    std::vector<LogInfo> logs;
    for (const log::LogId id : touched.logs) {
      if (auto info = store_->find_log(id)) logs.push_back(*std::move(info));
    }
    Committed described = describe(logs);
    described.records = touched.records;
    described.attachments = touched.attachments;
    described.names_attachments = touched.names_attachments;
    return described;
  });
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!committed) {
      const bool own_error = i < outcomes.size() && !outcomes[i];
      group[i].done(own_error ? std::move(outcomes[i]) : Result<void>(fail(committed.error())));
    } else {
      group[i].done(std::move(outcomes[i]));
    }
  }
  if (committed) tell(*committed);
}

// Derived data alone: after a crash it is applied again from the log, so this commit need not wait for the disk; the next
// durable one carries it along.
void Writer::apply_chunk() {
  const Relaxed relaxed(store_->database());
  Committed committed;
  const auto applied = guarded([&]() -> Result<Applied> {
    Transaction transaction(store_->database());
    Applied chunk = store_->apply_some(kApplyChunk);
    transaction.commit();
    committed.names_attachments = store_->take_touched().names_attachments;
    return chunk;
  });
  set_trouble(applied ? std::nullopt : std::optional(applied.error()));
  if (!applied) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kApplyRetry, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) behind_ = false;  // what is left is applied at the next start
    return;
  }
  behind_ = applied->changes >= kApplyChunk;
  committed.records = applied->records;
  if (!committed.records.empty()) tell(committed);
}

std::optional<Error> Writer::trouble() {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

void Writer::set_trouble(const std::optional<Error>& trouble) {
  {
    const std::lock_guard lock(mutex_);
    const std::string before = trouble_ ? trouble_->code : std::string();
    trouble_ = trouble;
    if (before == (trouble ? trouble->code : std::string())) return;
  }
  Committed committed;
  committed.trouble = true;
  tell(committed);
}

void end_use(Writer& writer) {
  writer.submit(
      [](Store& store) -> Result<void> {
        store.end_use();
        return {};
      },
      [](const Result<void>&) {
        // Not noted: the next start looks the file over, which does no harm.
      });
}

void Writer::watch_outside() {
  const auto outcome = guarded([&]() -> Result<void> {
    const std::int64_t version = store_->database().pragma("data_version");
    if (version == data_version_) return {};
    data_version_ = version;
    Committed committed = describe(store_->logs());
    committed.outside = committed.names_attachments = true;
    tell(committed);
    return {};
  });
  // A database that can't be read now is met again, and reported, by the next job.
  static_cast<void>(outcome);
}

}  // namespace soban::store

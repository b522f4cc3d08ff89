// The one writer of a data directory's process: takes jobs from any thread, runs those that wait together in one
// transaction (group commit), and reports each only when it is durable. Between jobs it applies what peers sent.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/store/store.h"

namespace soban::store {

// What a commit brought. Delivered on the writer's thread, after the commit.
struct Committed {
  std::vector<LogInfo> advanced;          // logs with new entries
  std::vector<std::int64_t> records;      // pos of records that were touched
  bool outside = false;                   // another process wrote: anything may have changed
  std::vector<crypto::Hash> attachments;  // whole here since
  bool names_attachments = false;         // records that were applied name some
  bool trouble = false;                   // Writer::trouble() is another
};

class Writer {
 public:
  // Runs on the writer's thread within a transaction. An error undoes this job alone.
  using Job = std::function<Result<void>(Store&)>;
  // Runs on the writer's thread once the job is durable, or with the error.
  using Done = std::function<void(Result<void>)>;
  using Listener = std::function<void(const Committed&)>;

  explicit Writer(std::unique_ptr<Store> store);
  // Finishes what is queued.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void submit(Job job, Done done);
  // The same for what can be found out again, such as how far a peer is: a power cut may undo it. It waits a moment for a
  // commit that it can go along with.
  void note(Job job, Done done);
  // Blocks until durable. Not to be called on the writer's thread.
  Result<void> run(Job job);
  // So many peers are in the middle of sending: a commit stays open a few milliseconds for that many jobs, so that one wait
  // for the disk serves them all. From any thread.
  void expect(std::size_t jobs);
  // Set before the first submit.
  void set_listener(Listener listener);
  // Why what peers sent can't be shown, as long as that lasts: it is tried again every few seconds. From any thread.
  std::optional<Error> trouble();
  // Takes no more jobs, finishes the queued ones, applies what is left, ends the thread. Idempotent.
  void stop();
  // Blocks until everything in the log is applied (tests, commands).
  void drain();

 private:
  struct Task {
    Job job;
    Done done;
    bool durable;
  };
  using Clock = std::chrono::steady_clock;

  void queue(Task task);
  void loop();
  void tell(const Committed& committed);
  Result<void> run_alone(const Job& job);
  void commit_group(std::vector<Task> group);
  void apply_chunk();
  void set_trouble(const std::optional<Error>& trouble);
  void watch_outside();
  std::vector<Task> take_group(std::size_t tasks_max);
  std::vector<Task> take_more(const std::vector<Task>& group, Clock::time_point began);
  static std::size_t count_durable(const std::vector<Task>& tasks);
  bool is_due() const;
  void wait_for_work(std::unique_lock<std::mutex>& lock);
  void fall_behind();
  Committed describe(std::span<const LogInfo> logs);

  std::unique_ptr<Store> store_;
  Listener listener_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::vector<Task> queue_;
  std::size_t durable_queued_ = 0;  // of the tasks in the queue
  Clock::time_point note_at_;       // when the oldest task came, where all are notes
  bool stopping_ = false;
  std::atomic<std::size_t> expected_ = 0;
  std::atomic<bool> behind_ = true;  // log entries may wait to be applied
  bool busy_ = false;
  std::optional<Error> trouble_;
  Clock::time_point job_at_;      // when the last group was committed
  Clock::time_point applied_at_;  // when the last chunk was applied, or what waits came
  std::int64_t data_version_ = 0;
  std::unordered_map<log::LogId, log::Seq> known_heads_;
  std::thread thread_;
};

// Notes that the program ends in order (Store::end_use), with what is queued before.
void end_use(Writer& writer);

}  // namespace soban::store

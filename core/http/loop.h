// Event loops: one io_context with one thread each, so that what lives on a loop needs no lock.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace soban::http {

// One thread that runs what is posted to it, in order. Destroyed only after its thread has ended.
class Loop {
 public:
  struct Impl;  // holds the boost::asio::io_context; defined in loop_impl.h for this directory only

  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Runs `work` on the loop's thread. May be called from any thread. An exception that leaves `work` ends the
  // program (a failure of our own logic).
  void post(std::function<void()> work);

  // Runs `work` once after `delay` unless the returned handle is destroyed or reset before. The handle must be
  // released on the loop's thread.
  using Timer = std::shared_ptr<void>;
  [[nodiscard]] Timer run_after(std::chrono::milliseconds delay, std::function<void()> work);

  // True on the loop's own thread.
  bool here() const;

  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// `count` loops with their threads, started by the constructor and joined by stop() or the destructor.
class LoopPool {
 public:
  explicit LoopPool(std::size_t count);
  ~LoopPool();

  std::size_t size() const { return loops_.size(); }
  Loop& at(std::size_t index) { return *loops_[index]; }
  Loop& next();  // round robin; any thread

  // Lets posted work finish, then ends the threads. Idempotent; not to be called on a loop's thread.
  void stop();

 private:
  std::vector<std::unique_ptr<Loop>> loops_;
  struct Threads;
  std::unique_ptr<Threads> threads_;
};

// Calls `on_signal` once on `loop` at the first SIGINT or SIGTERM; a second one ends the process.
void on_stop_signal(Loop& loop, std::function<void()> on_signal);

}  // namespace soban::http

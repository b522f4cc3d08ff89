// Long reading on a thread of its own, with a connection of its own, one job after another: the page and the laptops never wait for
// an export.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "core/store/store.h"

namespace soban::hub {

class ExportWorker {
 public:
  ExportWorker(std::filesystem::path directory, store::Store::Options options);
  ~ExportWorker();
  ExportWorker(const ExportWorker&) = delete;
  ExportWorker& operator=(const ExportWorker&) = delete;

  // Gets a reader, or why there is none. Called once, on the worker's thread; an exception that leaves it is logged, and its reply,
  // dropped unsaid, becomes a 500.
  using Job = std::function<void(Result<store::Store*>)>;
  // Thread safe. False: too many wait already, or the program is stopping; the job is dropped uncalled.
  bool submit(Job job);
  // Lets the job under way finish and drops the others. Blocking; idempotent.
  void stop();

 private:
  void run();

  std::filesystem::path directory_;
  store::Store::Options options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace soban::hub

#include "hub/export_worker.h"

#include <spdlog/spdlog.h>

namespace soban::hub {
namespace {

// A few people at one office; more at once is somebody clicking in anger.
constexpr std::size_t kWaitingMax = 16;

}  // namespace

ExportWorker::ExportWorker(std::filesystem::path directory, store::Store::Options options)
    : directory_(std::move(directory)), options_(options), thread_([this] { run(); }) {}

ExportWorker::~ExportWorker() { stop(); }

bool ExportWorker::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= kWaitingMax) return false;
    waiting_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void ExportWorker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting_.clear();
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void ExportWorker::run() {
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
    }
    try {
      // A connection for each: between exports nothing is held.
      const auto store = store::open_store(directory_, store::Database::Mode::kReadOnly, options_);
      job(store ? Result<store::Store*>(store->get()) : Result<store::Store*>(fail(store.error())));
    } catch (const std::exception& failed) {
      spdlog::error("an export failed: {}", failed.what());
    }
  }
}

}  // namespace soban::hub

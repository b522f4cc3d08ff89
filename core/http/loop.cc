#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "core/http/loop_impl.h"

namespace soban::http {

void end_on_exception(std::exception_ptr failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    spdlog::critical("an exception left a coroutine: {}", error.what());
  } catch (...) {
    spdlog::critical("an unknown exception left a coroutine");
  }
  std::terminate();
}

Loop::Loop() : impl_(std::make_unique<Impl>()) {}
Loop::~Loop() = default;

void Loop::post(std::function<void()> work) {
  boost::asio::post(impl_->io, [work = std::move(work)]() noexcept { work(); });
}

Loop::Timer Loop::run_after(std::chrono::milliseconds delay, std::function<void()> work) {
  auto timer = std::make_shared<boost::asio::steady_timer>(impl_->io, delay);
  timer->async_wait([weak = std::weak_ptr(timer),
                     work = std::move(work)](const boost::system::error_code& cancelled) noexcept {
    // A handle released after the timer fired but before this ran still cancels.
    if (!cancelled && weak.lock()) work();
  });
  return timer;
}

bool Loop::here() const { return std::this_thread::get_id() == impl_->thread.load(); }

struct LoopPool::Threads {
  std::vector<std::thread> threads;
  std::atomic<std::size_t> next{0};
};

LoopPool::LoopPool(std::size_t count) : threads_(std::make_unique<Threads>()) {
  for (std::size_t i = 0; i < count; ++i) {
    auto& loop = *loops_.emplace_back(std::make_unique<Loop>());
    threads_->threads.emplace_back([&loop]() noexcept {
      loop.impl().thread = std::this_thread::get_id();
      loop.impl().io.run();
    });
  }
}

LoopPool::~LoopPool() { stop(); }

Loop& LoopPool::next() { return *loops_[threads_->next++ % loops_.size()]; }

void LoopPool::stop() {
  for (const auto& loop : loops_) {
    loop->post([&impl = loop->impl()] {
      for (const auto& [connection, let_go] : std::exchange(impl.let_go, {})) let_go();
      boost::asio::post(impl.io, [&impl] { impl.io.stop(); });
    });
  }
  for (std::thread& thread : threads_->threads) {
    if (thread.joinable()) thread.join();
  }
}

void on_stop_signal(Loop& loop, std::function<void()> on_signal) {
  auto signals = std::make_shared<boost::asio::signal_set>(loop.impl().io, SIGINT, SIGTERM);
  signals->async_wait([signals, on_signal = std::move(on_signal)](
                          const boost::system::error_code& cancelled, int) noexcept {
    if (cancelled) return;
    on_signal();
    // The second signal is for an operator who will not wait.
    signals->async_wait([signals](const boost::system::error_code& again, int) noexcept {
      if (!again) std::_Exit(130);
    });
  });
}

}  // namespace soban::http

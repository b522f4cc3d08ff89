// What a Loop is made of; for core/http/*.cc only.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <thread>

#include "core/http/loop.h"

namespace soban::http {

struct Loop::Impl {
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  std::atomic<std::thread::id> thread;  // asked about from other threads too
  // What connections hold of their owners, who may hold the connection in turn: let go when the loop stops.
  std::map<const void*, std::function<void()>> let_go;
};

// For co_spawn: an exception that leaves a coroutine is a failure of our own logic and ends the program.
void end_on_exception(std::exception_ptr failure);

}  // namespace soban::http

// The laptop's page port, as any program on that machine can reach it: a real server on loopback.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>

#include "agent/service.h"
#include "tests/fuzz/targets.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"
#include "tests/support/expect.h"

namespace soban::fuzz {
namespace {

// Without a network of its own: it does not look for a hub.
class Server {
 public:
  Server() {
    {
      test::Commune commune;
      test::Device device(commune.enrol("NC"));
      device.write(test::contribution("NC", "Lò Thị Hoa", 200'000));
      device.close();
      std::filesystem::copy(device.directory(), folder_.path(),
                            std::filesystem::copy_options::recursive |
                                std::filesystem::copy_options::overwrite_existing);
    }
    agent::ServiceOptions options;
    options.directory = folder_.path();
    options.port = 0;
    options.sync = false;
    service_ = std::make_unique<agent::Service>(options, clock_);
    test::expect(service_->start());
  }
  ~Server() { service_->stop(); }
  std::uint16_t port() const { return service_->port(); }

 private:
  test::TemporaryDirectory folder_;
  log::SystemClock clock_;
  std::unique_ptr<agent::Service> service_;
};

int connect_to(std::uint16_t port) {
  const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (handle < 0 || ::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("the server is gone");
  return handle;
}

}  // namespace

void http(std::string_view bytes) {
  static Server server;
  const int handle = connect_to(server.port());
  while (!bytes.empty()) {
    const ssize_t sent = ::send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  ::shutdown(handle, SHUT_WR);
  // Until it has answered all and closes; an event stream stays open and is left.
  std::string answer;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::recv(handle, buffer, sizeof buffer, 0)) > 0;) {
    answer.append(buffer, static_cast<std::size_t>(got));
    if (answer.find("text/event-stream") != std::string::npos) break;
  }
  ::close(handle);
}

}  // namespace soban::fuzz

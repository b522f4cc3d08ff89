#include "agent/enrolment.h"

#include <spdlog/spdlog.h>

#include "core/store/salvage.h"
#include "core/sync/enrol_code.h"
#include "core/sync/link.h"
#include "core/sync/tuning.h"
#include "core/text/text.h"
#include "core/version.h"

namespace soban::agent {
namespace {

constexpr const char* kPendingSeed = "pending_seed";

// One attempt; keeps itself alive through its callbacks.
class Attempt : public std::enable_shared_from_this<Attempt> {
 public:
  Attempt(http::Loop& loop, store::Writer& writer, store::Store& reader, std::string author,
          std::function<void(Result<void>)> done)
      : loop_(loop),
        writer_(writer),
        reader_(reader),
        author_(std::move(author)),
        done_(std::move(done)) {}

  void begin(const std::string& typed) {
    auto code = sync::read_enrol_code(typed);
    if (!code) return end(fail(code.error()));
    code_ = *std::move(code);
    if (reader_.has_identity()) {
      return end(
          fail(ErrorKind::kConflict, "already_enrolled",
               "this machine is already enrolled; another village needs another --data directory"));
    }
    keep_key();
  }

 private:
  void end(Result<void> outcome) {
    if (const auto done = std::exchange(done_, nullptr)) done(std::move(outcome));
  }

  void keep_key() {
    const auto seed = std::make_shared<std::string>();
    writer_.submit(
        [seed](store::Store& store) -> Result<void> {
          if (const auto kept = store.meta(kPendingSeed)) {
            *seed = *kept;
          } else {
            *seed = crypto::SigningKey::generate().seed();
            store.put_meta(kPendingSeed, *seed);
          }
          return {};
        },
        [self = shared_from_this(), seed](Result<void> outcome) {
          self->loop_.post([self, seed, outcome = std::move(outcome)] {
            if (!outcome) return self->end(outcome);
            self->seed_ = *seed;
            self->connect();
          });
        });
  }

  void connect() {
    http::ConnectOptions options;
    options.host = code_.host;
    options.port = code_.port;
    options.pinned_sha256 = code_.pin;
    options.message_bytes_max = sync::kFrameBytesLimit;
    connecting_ = http::connect(loop_, options, [self = shared_from_this()](auto result) {
      self->connecting_.reset();
      if (!result) return self->end(fail(result.error()));
      self->talk(*std::move(result));
    });
  }

  void talk(http::Connected connected) {
    fingerprint_ = connected.peer_sha256;
    sync::SessionOptions options;
    options.role = sync::Role::kAgent;
    options.tls_fingerprint = fingerprint_;
    options.key = *crypto::SigningKey::from_seed(seed_);
    options.software = kSoftware;
    options.enrol = sync::EnrolRequest{code_.token, {}, author_, kSoftware};
    sync::Link::Hooks hooks;
    hooks.enrolled = [self = shared_from_this()](sync::EnrolGrant grant) {
      self->granted_ = true;
      self->save(std::move(grant));
    };
    hooks.finished = [self = shared_from_this()](std::optional<Error> why) {
      if (!self->granted_) {
        self->end(fail(why.value_or(
            Error{ErrorKind::kUnavailable, "cut", "the hub closed the connection", {}, {}})));
      }
    };
    sync::Link::start(std::move(options), connected.socket, writer_, reader_, std::move(hooks));
  }

  void save(sync::EnrolGrant grant) {
    const auto certificate = log::check_certificate(grant.certificate, grant.hub_key);
    store::Identity identity;
    identity.commune = certificate->commune;
    identity.device = certificate->device;
    identity.seed = seed_;
    identity.certificate = grant.certificate;
    identity.hub_key = grant.hub_key;
    identity.village = certificate->village;
    identity.hub_host = code_.host;
    identity.hub_port = code_.port;
    identity.hub_pin = fingerprint_;
    writer_.submit(
        [identity, grant, author = author_](store::Store& store) -> Result<void> {
          store.save_identity(identity);
          store.put_meta("author", author);
          store.put_meta("commune_name", grant.commune_name);
          store.put_meta("village_name", grant.village_name);
          return {};
        },
        [self = shared_from_this()](Result<void> outcome) {
          self->loop_.post([self, outcome = std::move(outcome)] {
            if (outcome) remember_identity(self->reader_);
            self->end(outcome);
          });
        });
  }

  http::Loop& loop_;
  store::Writer& writer_;
  store::Store& reader_;
  std::string author_;
  std::function<void(Result<void>)> done_;
  sync::EnrolCode code_;
  std::string seed_;
  std::string fingerprint_;
  http::Connecting connecting_;
  bool granted_ = false;
};

}  // namespace

void remember_identity(store::Store& store) {
  const auto kept = store::keep_identity(store);
  if (!kept) spdlog::warn("could not keep who this laptop is: {}", kept.error().text);
}

void enrol(http::Loop& loop, store::Writer& writer, store::Store& reader, const std::string& code,
           const std::string& author, std::function<void(Result<void>)> done) {
  const auto name = text::clean(author);
  if (!name) return done(fail(name.error()));
  std::make_shared<Attempt>(loop, writer, reader, *name, std::move(done))->begin(code);
}

}  // namespace soban::agent

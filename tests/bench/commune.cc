#include "tests/bench/commune.h"

#include <future>
#include <random>

#include "agent/service.h"
#include "core/books/write.h"
#include "core/crypto/crypto.h"
#include "core/store/local.h"
#include "hub/accounts.h"
#include "hub/enrolment.h"
#include "hub/setup.h"
#include "tests/bench/bench.h"
#include "tests/support/expect.h"

namespace soban::bench {
namespace {

using test::expect;

constexpr std::size_t kCampaigns = 8;
constexpr std::size_t kHouseholds = 100;
constexpr std::size_t kRowsPerCommit = 500;
constexpr const char* kAccount = "do";
constexpr const char* kPassword = "mat-khau-de-do";

const books::Author kOffice{"Văn phòng xã", true};

std::string village_code(std::size_t n) { return "V" + std::to_string(n); }

// Runs `body` on the loop and waits for it.
void on_loop(http::Loop& loop, const std::function<void()>& body) {
  std::promise<void> done;
  loop.post([&] {
    body();
    done.set_value();
  });
  done.get_future().wait();
}

Campaign make_campaign(std::size_t n) {
  Campaign campaign;
  campaign.set_title("Đường nội bản, đoạn " + std::to_string(n));
  campaign.set_from_date("2026-01-01");
  campaign.set_to_date("2026-12-31");
  campaign.set_state(CAMPAIGN_STATE_OPEN);
  return campaign;
}

Household make_household(std::size_t n) {
  Household household;
  household.set_code(std::to_string(1000 + n).substr(1));
  household.set_head("Lò Văn " + std::to_string(n));
  return household;
}

}  // namespace

Hub::Hub(std::size_t villages) {
  hub::Setup setup;
  setup.commune = "xã Đo";
  for (std::size_t i = 0; i < villages; ++i)
    setup.villages.push_back({village_code(i), "bản " + std::to_string(i)});
  expect(hub::initialise(directory_.path(), setup, clock_));
  fill(villages);
  hub::ServiceOptions options;
  options.directory = directory_.path();
  options.host = "127.0.0.1";
  options.port = 0;
  service_ = std::make_unique<hub::Service>(options, clock_);
  expect(service_->start());
}

Hub::~Hub() { service_->stop(); }

void Hub::fill(std::size_t villages) {
  auto store = expect(store::open_store(directory_.path(), store::Database::Mode::kReadWrite,
                                        hub::store_options(clock_)));
  store::Transaction transaction(store->database());
  std::vector<std::string> campaigns;
  for (std::size_t i = 0; i < kCampaigns; ++i) {
    campaigns.push_back(log::to_string(expect(
        books::write_message(*store, make_campaign(i), log::kind_of<Campaign>(), "", kOffice))));
  }
  for (std::size_t village = 0; village < villages; ++village) {
    Books books{campaigns, {}};
    for (std::size_t i = 0; i < kHouseholds; ++i) {
      books.households.push_back(log::to_string(expect(books::write_message(
          *store, make_household(i), log::kind_of<Household>(), village_code(village), kOffice))));
    }
    books_.push_back(std::move(books));
  }
  transaction.commit();
}

store::Identity Hub::enrol(std::size_t village) {
  const auto key = crypto::SigningKey::generate();
  store::Identity identity;
  std::string pin;
  expect(service_->writer().run([&](store::Store& store) -> Result<void> {
    pin = *crypto::certificate_sha256(expect(hub::load_tls(store)).certificate_pem);
    const std::string token = crypto::random_bytes(sync::kTokenBytes);
    store::save_enrol_code(
        store.database(), token,
        {village_code(village), "Máy đo", clock_.now_ms() + hub::kCodeLifeMs, false});
    const auto grant = hub::grant_enrolment(store, {token, key.public_key(), {}, {}});
    if (!grant) return fail(grant.error());
    identity.certificate = grant->certificate;
    identity.hub_key = grant->hub_key;
    return {};
  }));
  const auto writer = expect(log::check_certificate(identity.certificate, identity.hub_key));
  identity.commune = writer.commune;
  identity.device = writer.device;
  identity.seed = key.seed();
  identity.village = writer.village;
  identity.hub_host = "127.0.0.1";
  identity.hub_pin = pin;
  return identity;
}

void Hub::record(std::size_t count, std::size_t villages) {
  constexpr std::size_t kPerCommit =
      200;  // in one job; with more of them SQLite's savepoint gets slow
  expect(service_->writer().run(
      [](store::Store& store) { return hub::add_account(store, kAccount, "clerk", kPassword); }));
  for (std::size_t at = 0; at < count; at += kPerCommit) {
    expect(service_->writer().run([&](store::Store& store) -> Result<void> {
      for (std::size_t n = at; n < std::min(count, at + kPerCommit); ++n) {
        const std::size_t village = n % villages;
        const auto id = books::write_message(store, contribution(books_[village], n),
                                             log::kind_of<Contribution>(), village_code(village),
                                             {kRecorder, false});
        if (!id) return fail(id.error());
      }
      return {};
    }));
  }
}

std::string log_in(Client& client) {
  const books::Json credentials = {{"name", kAccount}, {"password", kPassword}};
  const Answer login = client.ask("POST", "/api/v1/login", "", credentials.dump());
  const std::size_t at = login.head.find("soban_session=");
  if (at == std::string::npos) throw std::runtime_error("no log-in: " + login.body);
  return "Cookie: " + login.head.substr(at, login.head.find(';', at) - at) +
         "\r\nX-CSRF-Token: " + books::Json::parse(login.body)["csrf"].get<std::string>() + "\r\n";
}

std::int64_t Hub::contributions() {
  auto store = expect(store::open_store(directory_.path(), store::Database::Mode::kReadOnly,
                                        hub::store_options(clock_)));
  std::int64_t entries = 0;
  for (const store::LogInfo& info : store->logs()) {
    if (!info.own) entries += static_cast<std::int64_t>(info.head.seq) - 1;
  }
  return entries;
}

Laptop::Laptop(Hub& hub, std::size_t village, std::uint16_t port)
    : books_(hub.books(village)), village_(village_code(village)) {
  store::Identity identity = hub.enrol(village);
  identity.hub_port = port;
  auto store = expect(store::open_store(directory_.path(), store::Database::Mode::kReadWrite,
                                        agent::store_options(clock_)));
  {
    store::Transaction transaction(store->database());
    store->save_identity(identity);
    transaction.commit();
  }
  writer_ = std::make_unique<store::Writer>(std::move(store));
  readers_ = std::make_unique<books::Readers>(directory_.path(), agent::store_options(clock_));
  writer_->set_listener([this](const store::Committed& what) {
    loop().post([this, what] {
      if (client_) client_->committed(what);
    });
  });
}

Laptop::~Laptop() {
  disconnect();
  writer_->stop();
  loops_.stop();
}

void Laptop::connect() {
  loop().post([this] {
    client_ = std::make_unique<agent::SyncClient>(loop(), *writer_, readers_->on(loop()));
    client_->on_status([this] { look(); });
    client_->start();
  });
}

void Laptop::disconnect() {
  std::promise<void> left;
  on_loop(loop(), [&] {
    if (!client_) return left.set_value();
    client_->on_status(nullptr);
    client_->leave([&] { left.set_value(); });
  });
  left.get_future().wait();
  on_loop(loop(), [this] { client_.reset(); });
  const std::lock_guard lock(mutex_);
  state_ = agent::LinkState::kOff;
  sent_ = 0;
}

void Laptop::look() {
  const std::lock_guard lock(mutex_);
  state_ = client_->status().state;
  sent_ = client_->status().progress.sent;
  looked_ns_ = now_ns();
  changed_.notify_all();
}

void Laptop::wait(const std::function<bool()>& condition) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, condition);
}

void Laptop::wait_level() {
  wait([this] { return state_ == agent::LinkState::kLevel; });
}

std::vector<Row> Laptop::fill(std::size_t count) {
  std::vector<Row> rows;
  std::mt19937_64 random(count);
  std::uniform_int_distribution<std::int64_t> pause_ms(5'000, 60'000);
  std::int64_t at_ms = clock_.now_ms() - static_cast<std::int64_t>(count) * 60'000;
  for (std::size_t at = 0; at < count; at += kRowsPerCommit) {
    expect(writer_->run([&](store::Store& store) -> Result<void> {
      for (std::size_t n = at; n < std::min(count, at + kRowsPerCommit); ++n) {
        at_ms += pause_ms(random);
        clock_.set_ms(at_ms);
        const Contribution c = contribution(books_, n);
        const auto id = books::write_message(store, c, log::kind_of<Contribution>(), village_,
                                             {kRecorder, false});
        if (!id) return fail(id.error());
        rows.push_back({log::to_string(*id), c, "Lò Văn Đức", clock_.now_ms()});
      }
      return {};
    }));
  }
  clock_.follow_system();
  return rows;
}

std::int64_t Laptop::record_live(std::uint64_t n) {
  std::uint64_t sent = 0;
  {
    const std::lock_guard lock(mutex_);
    sent = sent_;
  }
  std::atomic<std::int64_t> saved_ns = 0;
  writer_->submit(
      [&](store::Store& store) -> Result<void> {
        const auto id =
            books::write_message(store, contribution(books_, n), log::kind_of<Contribution>(),
                                 village_, {kRecorder, false});
        return id ? Result<void>() : Result<void>(fail(id.error()));
      },
      [&](const Result<void>& outcome) {
        expect(outcome);
        saved_ns = now_ns();
      });
  wait([&] { return sent_ > sent; });
  return looked_ns_ - saved_ns;
}

}  // namespace soban::bench

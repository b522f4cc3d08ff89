// A data directory with an open store and a clock of its own: a village's laptop or the office's hub.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/store/apply.h"
#include "core/store/attachments.h"
#include "core/store/store.h"
#include "records.pb.h"
#include "tests/support/batches.h"
#include "tests/support/commune.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace soban::test {

class Device {
 public:
  // Told of every log that has more entries than before.
  using Listener = std::function<void(const store::LogInfo&)>;
  using AttachmentListener = std::function<void(const store::AttachmentId&)>;

  // Commits wait for the disk, as the programs' do. Off where the disk is not what is tested.
  static inline bool waits_for_disk = false;
  // From how many waiting entries on an urgent one gets a log of its own.
  static inline std::int64_t overtaken_min = store::kOvertakenMin;

  explicit Device(const store::Identity& identity, store::DeltaRule rule = nullptr);

  // From the data directory that lies in `folder`, which is left as it is.
  Device(const store::Identity& identity, const TemporaryDirectory& folder,
         store::DeltaRule rule = nullptr);
  // The same machine once more, as a copied disk or an old image of it is.
  static std::unique_ptr<Device> copy_of(Device& original);

  store::Store& store() { return *store_; }
  store::Database& database() { return store_->database(); }
  const store::Identity& identity() const { return identity_; }
  const std::filesystem::path& directory() const { return directory_.path(); }
  store::Store::Options options() const { return {&clock, rule_, 2048, overtaken_min}; }
  // Closes and opens again, as a program started anew does.
  void reopen();
  void close() { store_.reset(); }

  // Each in a transaction of its own.
  Result<log::Position> try_write(const store::Draft& draft);
  log::Position write(const store::Draft& draft);
  Result<log::Head> receive(const OwnedBatch& batch);
  void apply_all();
  void in_transaction(const std::function<void(store::Store&)>& body);

  log::LogId own_log(const std::string& village);
  store::StoredRecord record(const log::Position& id);
  bool has_record(const log::Position& id);
  template <class RecordMessage>
  RecordMessage message(const log::Position& id) {
    RecordMessage message;
    message.ParseFromString(log::serialise_fields(record(id).merged.state));
    return message;
  }
  // Why the change does not count; "" when it does or is unknown.
  std::string rejection(const log::Position& at);
  // How many changes wait for others.
  std::int64_t pending();
  std::int64_t number(const char* sql);

  // Returns a token for remove_listener.
  int add_listener(Listener listener);
  int add_attachment_listener(AttachmentListener listener);
  void remove_listener(int token) {
    listeners_.erase(token);
    attachment_listeners_.erase(token);
  }
  void notify(log::LogId log);
  void notify_attachment(const store::AttachmentId& id);
  // Keeps a file, as the form does before the record is saved.
  Attachment attach(std::string_view content);
  bool has_attachment(const Attachment& attachment);

  ManualClock clock;

 private:
  struct NotOpened {};
  Device(const store::Identity& identity, store::DeltaRule rule, NotOpened)
      : identity_(identity), rule_(rule) {}

  TemporaryDirectory directory_;
  store::Identity identity_;
  store::DeltaRule rule_;
  std::unique_ptr<store::Store> store_;
  std::map<int, Listener> listeners_;
  std::map<int, AttachmentListener> attachment_listeners_;
  int next_listener_ = 1;
};

// Brings everything `from` holds to `to` and applies it.
void copy_logs(Device& from, Device& to);
// Both ways.
void exchange(Device& a, Device& b);

// A draft of a new record, of any kind.
store::Draft creation_of(const std::string& village, const google::protobuf::Message& delta);
// Drafts of the kinds that tests write most.
store::Draft contribution(const std::string& village, const std::string& donor,
                          std::int64_t amount);
Contribution contribution_of(const std::string& donor, std::int64_t amount);
Contribution amount_of(std::int64_t amount);
// Open in the last two months of 2026.
Campaign campaign_of(const std::string& title);
store::Draft household(const std::string& village, const std::string& code,
                       const std::string& head);
store::Draft change_of(const log::Position& record, const google::protobuf::Message& delta);
store::Draft voiding(const log::Position& record, std::uint32_t kind);
// The office's word on the record as the hub's store has it now.
store::Draft review_of(Device& hub, const log::Position& target, Verdict verdict,
                       const std::string& comment = {});

}  // namespace soban::test

#include "tests/support/device.h"

#include "core/log/schema.h"
#include "tests/support/expect.h"

namespace soban::test {

Device::Device(const store::Identity& identity, store::DeltaRule rule)
    : identity_(identity), rule_(rule) {
  reopen();
  in_transaction([&](store::Store& store) { store.save_identity(identity_); });
}

Device::Device(const store::Identity& identity, const TemporaryDirectory& folder,
               store::DeltaRule rule)
    : identity_(identity), rule_(rule) {
  std::filesystem::copy(folder.path() / "soban.db", directory_.path() / "soban.db");
  reopen();
}

std::unique_ptr<Device> Device::copy_of(Device& original) {
  std::unique_ptr<Device> copy(new Device(original.identity_, original.rule_, NotOpened{}));
  copy->clock.set_ms(original.clock.now_ms());
  const std::string file = copy->directory_.path() / "soban.db";
  original.database().run("VACUUM INTO ?", std::string_view(file));
  copy->reopen();
  return copy;
}

void Device::reopen() {
  store_.reset();
  store_ = std::make_unique<store::Store>(directory_.path(), store::Database::Mode::kReadWrite,
                                          options());
  if (!waits_for_disk) store_->database().script("PRAGMA synchronous=OFF");
}

Result<log::Position> Device::try_write(const store::Draft& draft) {
  store::Transaction transaction(store_->database());
  auto at = store_->append(draft);
  if (!at) return at;
  transaction.commit();
  notify(at->log);
  return at;
}

log::Position Device::write(const store::Draft& draft) { return expect(try_write(draft)); }

Result<log::Head> Device::receive(const OwnedBatch& batch) {
  store::Transaction transaction(store_->database());
  auto head = store_->append_batch(batch.view());
  if (!head) return head;
  transaction.commit();
  notify(batch.log);
  return head;
}

void Device::apply_all() {
  while (store_->has_unapplied()) {
    in_transaction([](store::Store& store) { store.apply_some(store::kApplyChunk); });
  }
}

void Device::in_transaction(const std::function<void(store::Store&)>& body) {
  store::Transaction transaction(store_->database());
  body(*store_);
  transaction.commit();
}

log::LogId Device::own_log(const std::string& village) {
  log::LogId id;
  in_transaction([&](store::Store& store) { id = expect(store.own_log(village)); });
  return id;
}

store::StoredRecord Device::record(const log::Position& id) {
  auto record = store::read_record(database(), store_->position_of(id));
  if (!record) throw std::runtime_error("no record " + log::to_string(id));
  return *std::move(record);
}

bool Device::has_record(const log::Position& id) {
  return store::read_record(database(), store_->position_of(id)).has_value();
}

std::string Device::rejection(const log::Position& at) {
  store::Query query = database().query("SELECT code FROM rejected WHERE pos = ?");
  query.bind(1, store_->position_of(at));
  return query.step() ? std::string(query.text(0)) : std::string();
}

std::int64_t Device::pending() { return number("SELECT COUNT(*) FROM pending"); }

std::int64_t Device::number(const char* sql) {
  store::Query query = database().query_composed(sql);
  return query.step() ? query.int64(0) : 0;
}

int Device::add_listener(Listener listener) {
  listeners_[next_listener_] = std::move(listener);
  return next_listener_++;
}

int Device::add_attachment_listener(AttachmentListener listener) {
  attachment_listeners_[next_listener_] = std::move(listener);
  return next_listener_++;
}

void Device::notify_attachment(const store::AttachmentId& id) {
  for (const auto& [token, listener] : attachment_listeners_) listener(id);
}

Attachment Device::attach(std::string_view content) {
  store::AttachmentId id{};
  in_transaction([&](store::Store& store) { id = store::add_attachment(store, content); });
  notify_attachment(id);
  Attachment attachment;
  attachment.set_id(store::to_string(id));
  attachment.set_size(std::ssize(content));
  return attachment;
}

bool Device::has_attachment(const Attachment& attachment) {
  return store::has_attachment(database(), *store::parse_attachment_id(attachment.id()));
}

void Device::notify(log::LogId log) {
  const auto info = store_->find_log(log);
  for (const auto& [token, listener] : listeners_) listener(*info);
}

void copy_logs(Device& from, Device& to) {
  for (const store::LogInfo& info : from.store().logs()) {
    const auto held = to.store().find_log(info.id);
    const log::Seq first = held ? held->head.seq + 1 : 1;
    for (const OwnedBatch& batch : batches_of(from.store(), info.id, first, 1 << 20)) {
      expect(to.receive(batch));
    }
  }
  to.apply_all();
}

void exchange(Device& a, Device& b) {
  copy_logs(a, b);
  copy_logs(b, a);
}

Contribution contribution_of(const std::string& donor, std::int64_t amount) {
  Contribution contribution;
  contribution.set_donor_type(DONOR_TYPE_PERSON);
  contribution.set_donor_name(donor);
  contribution.set_form(FORM_CASH);
  contribution.set_amount(amount);
  contribution.set_date("2026-11-24");
  return contribution;
}

Contribution amount_of(std::int64_t amount) {
  Contribution contribution;
  contribution.set_amount(amount);
  return contribution;
}

Campaign campaign_of(const std::string& title) {
  Campaign campaign;
  campaign.set_title(title);
  campaign.set_state(CAMPAIGN_STATE_OPEN);
  campaign.set_from_date("2026-11-01");
  campaign.set_to_date("2026-12-31");
  return campaign;
}

store::Draft contribution(const std::string& village, const std::string& donor,
                          std::int64_t amount) {
  store::Draft draft = creation_of(village, contribution_of(donor, amount));
  draft.author = "Lò Văn Đức";
  return draft;
}

store::Draft household(const std::string& village, const std::string& code,
                       const std::string& head) {
  Household household;
  household.set_code(code);
  household.set_head(head);
  store::Draft draft = creation_of(village, household);
  draft.author = "Văn phòng";
  return draft;
}

store::Draft creation_of(const std::string& village, const google::protobuf::Message& delta) {
  store::Draft draft;
  draft.kind = delta.GetDescriptor()->options().GetExtension(soban::kind);
  draft.village = village;
  draft.author = "Cán bộ văn phòng";
  draft.delta = delta.SerializeAsString();
  return draft;
}

store::Draft change_of(const log::Position& record, const google::protobuf::Message& delta) {
  store::Draft draft;
  draft.record = log::RecordId{record};
  draft.kind = delta.GetDescriptor()->options().GetExtension(soban::kind);
  draft.author = "Lò Văn Đức";
  draft.reason = "ghi nhầm";
  draft.delta = delta.SerializeAsString();
  return draft;
}

store::Draft voiding(const log::Position& record, std::uint32_t kind) {
  store::Draft draft;
  draft.record = log::RecordId{record};
  draft.kind = kind;
  draft.author = "Lò Văn Đức";
  draft.reason = "ghi hai lần";
  draft.voids = true;
  return draft;
}

store::Draft review_of(Device& hub, const log::Position& target, Verdict verdict,
                       const std::string& comment) {
  const store::StoredRecord record = hub.record(target);
  Review review;
  review.set_target(log::to_string(target));
  for (const log::Position& head : record.merged.heads) review.add_seen(log::to_string(head));
  review.set_verdict(verdict);
  review.set_comment(comment);
  return creation_of(hub.store().find_log(target.log)->village, review);
}

}  // namespace soban::test

// A member of the commune police: a key that is published, and what that person does at the hub.
#pragma once

#include "core/books/security_reports.h"
#include "core/store/store.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {

inline const books::Author kPolice{"congan", true, true};

class Police {
 public:
  explicit Police(Books& books, std::string account = "congan")
      : books_(books), account_(std::move(account)) {}

  // The laptop knows of it after they met.
  void publish() {
    PoliceKey record;
    record.set_public_key(std::string(crypto::view(key.public_key())));
    record.set_owner(account_);
    expect(books_.run(books_.hub, [&](store::Store& store) {
      return books::write_message(store, record, log::kind_of<PoliceKey>(), "", kPolice);
    }));
  }

  Result<books::Json> open(const log::Position& report) {
    store::Transaction transaction(books_.hub.database());
    auto opened = books::open_report(books_.hub.store(), log::RecordId{report}, key, kPolice);
    if (opened) transaction.commit();
    return opened;
  }

  Result<log::Position> handle(const log::Position& report, Handling handling) {
    return books_.run(books_.hub, [&](store::Store& store) {
      return books::handle_report(store, log::RecordId{report}, std::nullopt, handling, kPolice);
    });
  }

  crypto::SealingKey key = crypto::SealingKey::generate();

 private:
  Books& books_;
  std::string account_;
};

}  // namespace soban::test

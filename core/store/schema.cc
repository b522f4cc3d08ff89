#include "core/store/schema.h"

#include <sqlite3.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "core/check.h"

namespace soban::store {
namespace {

// One entry a version; never edited once released.
constexpr std::array kMigrations = {
    // Version 1.
    R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- The books and their logs: the truth. Everything below `change` can be rebuilt from it.
CREATE TABLE book(id INTEGER PRIMARY KEY, village TEXT NOT NULL UNIQUE);
CREATE TABLE log(
  id INTEGER PRIMARY KEY,
  book INTEGER NOT NULL REFERENCES book(id),
  device INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  role INTEGER NOT NULL,
  device_name TEXT NOT NULL,
  series TEXT NOT NULL,
  own INTEGER NOT NULL,          -- 1: written with this device's key
  active INTEGER NOT NULL,       -- 1: this installation goes on writing it; 0 for other devices' and for what was given up
  forked INTEGER NOT NULL DEFAULT 0,  -- 1: the peer holds another content of it; what the peer has is being fetched
  head_seq INTEGER NOT NULL,
  head_hash BLOB NOT NULL,
  head_time INTEGER NOT NULL,
  applied_seq INTEGER NOT NULL,  -- what the derived tables already show
  peer_seq INTEGER NOT NULL      -- what the hub was last known to hold (agent only)
);
CREATE TABLE change(
  pos INTEGER PRIMARY KEY,
  log INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  record INTEGER,                -- pos of the record's creating change; null there, in a genesis and until applied
  hash BLOB NOT NULL,
  bytes BLOB NOT NULL,
  signature BLOB                 -- over the head at this entry, where the writer made one
);
CREATE UNIQUE INDEX change_by_seq ON change(log, seq);
CREATE INDEX change_by_record ON change(record) WHERE record IS NOT NULL;

-- What stood here in a log after the place where it forked, as it was written. Never read again by the program: written
-- anew in another log where it was this device's own, kept as evidence where it was not.
CREATE TABLE branch(
  log INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(log, seq, hash)
) WITHOUT ROWID;
-- What people must be told about this installation, in words of the page.
CREATE TABLE notice(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, code TEXT NOT NULL, log INTEGER NOT NULL, count INTEGER NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0);

-- Derived: what could not be applied, and why.
CREATE TABLE pending(pos INTEGER PRIMARY KEY, wait_log INTEGER NOT NULL, wait_seq INTEGER NOT NULL);
CREATE INDEX pending_by_wait ON pending(wait_log, wait_seq);
CREATE TABLE rejected(pos INTEGER PRIMARY KEY, code TEXT NOT NULL);

-- Derived: every record of every kind, merged.
CREATE TABLE record(
  pos INTEGER PRIMARY KEY,       -- of the creating change
  log INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  book INTEGER NOT NULL,
  status INTEGER NOT NULL,       -- store::Status
  changes INTEGER NOT NULL,
  created INTEGER NOT NULL,      -- hybrid times
  changed INTEGER NOT NULL,
  author TEXT NOT NULL,          -- of the creating change
  voided_log INTEGER, voided_seq INTEGER, voided_time INTEGER,
  conflicts INTEGER NOT NULL,
  heads TEXT,                    -- null: the creating change alone
  state BLOB NOT NULL,
  search TEXT NOT NULL
);
-- Contributions, the many, have indexes of their own and are counted in the tally: one page less to write for each.
CREATE INDEX record_by_status ON record(kind, status, book) WHERE kind <> 12;
CREATE TABLE conflict(
  record INTEGER NOT NULL, field INTEGER NOT NULL, rank INTEGER NOT NULL,  -- rank 0: the winner
  log INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY(record, field, rank)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(
  text, content='', columnsize=0, detail=none, tokenize='ascii');  -- the words are folded before (core/text)
-- Records up to this pos are in the index. The few after it are searched one by one and indexed together.
INSERT INTO meta VALUES('indexed_pos', 0);

-- Derived: one typed projection a kind.
CREATE TABLE commune(pos INTEGER PRIMARY KEY, name TEXT, upper_level TEXT, office_phone TEXT, demo INTEGER);
CREATE TABLE village(pos INTEGER PRIMARY KEY, code TEXT, name TEXT);
CREATE INDEX village_by_code ON village(code);
CREATE TABLE device(
  pos INTEGER PRIMARY KEY, device INTEGER, name TEXT, village TEXT, series TEXT, enrolled INTEGER,
  certificate BLOB, revoked INTEGER, revoked_reason TEXT);
CREATE INDEX device_by_id ON device(device);
CREATE TABLE household(
  pos INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL, book INTEGER NOT NULL,
  code TEXT, head TEXT, birth_year INTEGER, sort_key BLOB, voided INTEGER NOT NULL);
CREATE UNIQUE INDEX household_by_id ON household(log, seq);
CREATE INDEX household_by_name ON household(book, sort_key);
CREATE INDEX household_by_name_anywhere ON household(sort_key);
CREATE INDEX household_by_code ON household(book, code, voided);
CREATE TABLE campaign(
  pos INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL, book INTEGER NOT NULL,
  title TEXT, from_date TEXT, to_date TEXT, state INTEGER, villages TEXT, voided INTEGER NOT NULL);
CREATE UNIQUE INDEX campaign_by_id ON campaign(log, seq);
CREATE TABLE contribution(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, status INTEGER NOT NULL,
  campaign_log INTEGER, campaign_seq INTEGER, household_log INTEGER, household_seq INTEGER,
  donor_name TEXT, form INTEGER NOT NULL, amount INTEGER NOT NULL, quantity INTEGER NOT NULL,
  value INTEGER NOT NULL, date TEXT,
  voluntary INTEGER NOT NULL, reviewed INTEGER NOT NULL);  -- reviewed: the office has said something of it before
CREATE INDEX contribution_by_campaign ON contribution(
  campaign_log, campaign_seq, book, household_log, household_seq, status);
CREATE INDEX contribution_by_household ON contribution(household_log, household_seq);
CREATE INDEX contribution_by_book ON contribution(book);      -- these also give the order of lists: by pos
CREATE INDEX contribution_by_status ON contribution(status) WHERE status > 0;        -- a new one is open: not written
CREATE INDEX contribution_to_review ON contribution(pos) WHERE status IN (0, 3, 4);  -- the office's queue, the oldest first
-- Sums of contributions by all that reports tell apart, kept by the triggers below; campaign 0:0 is none.
CREATE TABLE tally(
  campaign_log INTEGER NOT NULL, campaign_seq INTEGER NOT NULL, book INTEGER NOT NULL, status INTEGER NOT NULL,
  reviewed INTEGER NOT NULL, form INTEGER NOT NULL,
  count INTEGER NOT NULL, amount INTEGER NOT NULL, quantity INTEGER NOT NULL, value INTEGER NOT NULL,
  PRIMARY KEY(campaign_log, campaign_seq, book, status, reviewed, form)
) WITHOUT ROWID;
CREATE TRIGGER contribution_added AFTER INSERT ON contribution BEGIN
  INSERT INTO tally VALUES(COALESCE(new.campaign_log, 0), COALESCE(new.campaign_seq, 0), new.book, new.status,
    new.reviewed, new.form, 1, new.amount, new.quantity, new.value)
  ON CONFLICT DO UPDATE SET count = count + 1, amount = amount + excluded.amount,
    quantity = quantity + excluded.quantity, value = value + excluded.value;
END;
CREATE TRIGGER contribution_changed AFTER UPDATE ON contribution BEGIN
  UPDATE tally SET count = count - 1, amount = amount - old.amount, quantity = quantity - old.quantity,
    value = value - old.value
  WHERE campaign_log = COALESCE(old.campaign_log, 0) AND campaign_seq = COALESCE(old.campaign_seq, 0)
    AND book = old.book AND status = old.status AND reviewed = old.reviewed AND form = old.form;
  INSERT INTO tally VALUES(COALESCE(new.campaign_log, 0), COALESCE(new.campaign_seq, 0), new.book, new.status,
    new.reviewed, new.form, 1, new.amount, new.quantity, new.value)
  ON CONFLICT DO UPDATE SET count = count + 1, amount = amount + excluded.amount,
    quantity = quantity + excluded.quantity, value = value + excluded.value;
END;
CREATE TABLE receipt(
  pos INTEGER PRIMARY KEY, contribution_log INTEGER, contribution_seq INTEGER,
  series TEXT, year INTEGER, number INTEGER, voided INTEGER NOT NULL);
CREATE INDEX receipt_by_number ON receipt(series, year, number);
CREATE INDEX receipt_by_contribution ON receipt(contribution_log, contribution_seq);
CREATE TABLE review(
  pos INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL, target_log INTEGER, target_seq INTEGER,
  time INTEGER NOT NULL, verdict INTEGER, comment TEXT, seen TEXT, author TEXT, voided INTEGER NOT NULL);
CREATE INDEX review_by_target ON review(target_log, target_seq, time, log, seq);

-- Local to this program; not in any log.
CREATE TABLE enrol_code(
  token_hash BLOB PRIMARY KEY, village TEXT NOT NULL, name TEXT NOT NULL,
  expires_ms INTEGER NOT NULL, used_ms INTEGER, device INTEGER) WITHOUT ROWID;
CREATE TABLE device_contact(
  device INTEGER PRIMARY KEY, last_contact_ms INTEGER NOT NULL, waiting INTEGER NOT NULL,
  clock_error_ms INTEGER NOT NULL, software TEXT NOT NULL, disk_free INTEGER NOT NULL);
CREATE TABLE account(
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, disabled INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE draft(name TEXT PRIMARY KEY, json TEXT NOT NULL, saved_ms INTEGER NOT NULL) WITHOUT ROWID;
)sql",
    // Version 2: attachments.
    R"sql(
-- Files that records name by BLAKE2b-256 of their content: whole, in part, or only named. Not derived.
CREATE TABLE attachment(
  pos INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, held INTEGER NOT NULL,
  whole INTEGER NOT NULL, at_peer INTEGER NOT NULL, added_ms INTEGER NOT NULL);
CREATE INDEX attachment_missing ON attachment(id, size, held) WHERE whole = 0;
CREATE INDEX attachment_to_send ON attachment(size, id) WHERE whole = 1 AND at_peer = 0;
CREATE TABLE attachment_piece(
  attachment INTEGER NOT NULL REFERENCES attachment(pos), start INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE UNIQUE INDEX attachment_piece_by_start ON attachment_piece(attachment, start);
-- Derived: in which books a record ever named it.
CREATE TABLE attachment_use(
  id BLOB NOT NULL, book INTEGER NOT NULL, size INTEGER NOT NULL, thumbnail INTEGER NOT NULL,
  PRIMARY KEY(id, book, size)) WITHOUT ROWID;
)sql",
    // Version 3: what was read from a damaged file.
    R"sql(
-- Entries behind a hole in their log, until the hub has filled it (core/store/salvage.h). Not derived.
CREATE TABLE aside(
  log INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL,
  own INTEGER NOT NULL,           -- 1: written here, as far as can be seen: nobody's signature is in its log
  PRIMARY KEY(log, seq)
) WITHOUT ROWID;
)sql",
    // Version 4: meetings, petitions, spending, disclosures, reports.
    R"sql(
CREATE TABLE meeting(
  pos INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL, book INTEGER NOT NULL,
  title TEXT, date TEXT, held INTEGER NOT NULL, voided INTEGER NOT NULL);
CREATE UNIQUE INDEX meeting_by_id ON meeting(log, seq);
CREATE INDEX meeting_by_book ON meeting(book, date);
CREATE INDEX meeting_to_hold ON meeting(date) WHERE held = 0 AND voided = 0;
CREATE TABLE petition(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, meeting_log INTEGER, meeting_seq INTEGER,
  received TEXT, due TEXT, answered INTEGER NOT NULL, told INTEGER NOT NULL, voided INTEGER NOT NULL);
CREATE INDEX petition_by_book ON petition(book, received);
CREATE INDEX petition_by_meeting ON petition(meeting_log, meeting_seq);
CREATE INDEX petition_not_told ON petition(due) WHERE told = 0 AND voided = 0;
CREATE TABLE spending(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, campaign_log INTEGER, campaign_seq INTEGER,
  amount INTEGER NOT NULL, date TEXT, voided INTEGER NOT NULL);
CREATE INDEX spending_by_book ON spending(book, date);
CREATE INDEX spending_by_campaign ON spending(campaign_log, campaign_seq, book, voided, amount);
CREATE TABLE disclosure(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, campaign_log INTEGER, campaign_seq INTEGER,
  from_date TEXT, to_date TEXT, taken_down INTEGER NOT NULL, voided INTEGER NOT NULL);
CREATE INDEX disclosure_by_campaign ON disclosure(campaign_log, campaign_seq);
CREATE INDEX disclosure_up ON disclosure(to_date) WHERE taken_down = 0 AND voided = 0;
CREATE INDEX disclosure_by_book ON disclosure(book, from_date);
CREATE TABLE period_report(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, period INTEGER NOT NULL, year INTEGER NOT NULL,
  voided INTEGER NOT NULL);
CREATE INDEX period_report_by_period ON period_report(book, period, year);
)sql",
    // Version 5: security reports and what opens them; households that split, merged or left.
    R"sql(
CREATE TABLE security_report(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, quiet INTEGER NOT NULL, incident INTEGER NOT NULL,
  urgency INTEGER NOT NULL, date TEXT, to_date TEXT, handling INTEGER NOT NULL,
  readers INTEGER NOT NULL,       -- keys that its content is sealed to
  voided INTEGER NOT NULL);
CREATE INDEX security_report_by_book ON security_report(book, date, incident, quiet, voided);
CREATE INDEX security_report_by_state ON security_report(handling, urgency) WHERE quiet = 0 AND voided = 0;
CREATE INDEX security_report_unread ON security_report(readers, pos) WHERE voided = 0;
CREATE INDEX security_report_quiet ON security_report(book, to_date) WHERE quiet = 1 AND voided = 0;
CREATE TABLE police_key(
  pos INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL, public_key BLOB NOT NULL, owner TEXT NOT NULL,
  retired INTEGER NOT NULL);
CREATE TABLE opening(
  pos INTEGER PRIMARY KEY, target_log INTEGER, target_seq INTEGER, time INTEGER NOT NULL, author TEXT NOT NULL);
CREATE INDEX opening_by_target ON opening(target_log, target_seq, pos);
ALTER TABLE household ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;  -- 1: merged into another one, or moved away
ALTER TABLE household ADD COLUMN into_log INTEGER;
ALTER TABLE household ADD COLUMN into_seq INTEGER;
CREATE INDEX household_merged ON household(into_log, into_seq) WHERE into_log IS NOT NULL;
CREATE INDEX campaign_by_end ON campaign(to_date);
ALTER TABLE campaign ADD COLUMN proposal_log INTEGER;
ALTER TABLE campaign ADD COLUMN proposal_seq INTEGER;
CREATE INDEX campaign_by_proposal ON campaign(proposal_log, proposal_seq) WHERE proposal_log IS NOT NULL;
CREATE TABLE campaign_proposal(
  pos INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL, book INTEGER NOT NULL,
  title TEXT, from_date TEXT, to_date TEXT, voided INTEGER NOT NULL);
CREATE INDEX campaign_proposal_by_end ON campaign_proposal(to_date);

-- Local to the hub: the secret key of a member of the police, encrypted under that person's password.
CREATE TABLE account_key(
  account TEXT PRIMARY KEY, public_key BLOB NOT NULL, salt BLOB NOT NULL, secret BLOB NOT NULL) WITHOUT ROWID;
)sql",
    // Version 6: sums by month, for reports that look at no single contribution; the office's own books.
    R"sql(
DROP TRIGGER contribution_added;
DROP TRIGGER contribution_changed;
DROP TABLE tally;
ALTER TABLE contribution ADD COLUMN month INTEGER NOT NULL DEFAULT 0;   -- of its date: 202611; 0: none
ALTER TABLE contribution ADD COLUMN recorded TEXT NOT NULL DEFAULT '';  -- the day on which it was written down
ALTER TABLE contribution ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0;  -- a receipt was asked for
ALTER TABLE contribution ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;  -- store::Doubt, of those that wait for the office
CREATE TABLE tally(
  campaign_log INTEGER NOT NULL, campaign_seq INTEGER NOT NULL, book INTEGER NOT NULL, status INTEGER NOT NULL,
  reviewed INTEGER NOT NULL, doubts INTEGER NOT NULL, form INTEGER NOT NULL, month INTEGER NOT NULL,
  count INTEGER NOT NULL, amount INTEGER NOT NULL, quantity INTEGER NOT NULL, value INTEGER NOT NULL,
  voluntary INTEGER NOT NULL, wanted INTEGER NOT NULL,
  PRIMARY KEY(campaign_log, campaign_seq, book, status, reviewed, doubts, form, month)
) WITHOUT ROWID;
-- How many contributions, not cancelled, each household gave in a month.
CREATE TABLE giver(
  book INTEGER NOT NULL, month INTEGER NOT NULL, household_log INTEGER NOT NULL, household_seq INTEGER NOT NULL,
  count INTEGER NOT NULL, PRIMARY KEY(book, month, household_log, household_seq)
) WITHOUT ROWID;
CREATE TRIGGER contribution_added AFTER INSERT ON contribution BEGIN
  INSERT INTO tally VALUES(COALESCE(new.campaign_log, 0), COALESCE(new.campaign_seq, 0), new.book, new.status,
    new.reviewed, new.doubts, new.form, new.month, 1, new.amount, new.quantity, new.value, new.voluntary, new.wanted)
  ON CONFLICT DO UPDATE SET count = count + 1, amount = amount + excluded.amount,
    quantity = quantity + excluded.quantity, value = value + excluded.value,
    voluntary = voluntary + excluded.voluntary, wanted = wanted + excluded.wanted;
  INSERT INTO giver SELECT new.book, new.month, new.household_log, new.household_seq, 1
    WHERE new.household_log IS NOT NULL AND new.status < 4
  ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER contribution_changed AFTER UPDATE ON contribution BEGIN
  UPDATE tally SET count = count - 1, amount = amount - old.amount, quantity = quantity - old.quantity,
    value = value - old.value, voluntary = voluntary - old.voluntary, wanted = wanted - old.wanted
  WHERE campaign_log = COALESCE(old.campaign_log, 0) AND campaign_seq = COALESCE(old.campaign_seq, 0)
    AND book = old.book AND status = old.status AND reviewed = old.reviewed AND form = old.form AND month = old.month
    AND doubts = old.doubts;
  UPDATE giver SET count = count - 1 WHERE book = old.book AND month = old.month
    AND household_log = old.household_log AND household_seq = old.household_seq AND old.status < 4;
  INSERT INTO tally VALUES(COALESCE(new.campaign_log, 0), COALESCE(new.campaign_seq, 0), new.book, new.status,
    new.reviewed, new.doubts, new.form, new.month, 1, new.amount, new.quantity, new.value, new.voluntary, new.wanted)
  ON CONFLICT DO UPDATE SET count = count + 1, amount = amount + excluded.amount,
    quantity = quantity + excluded.quantity, value = value + excluded.value,
    voluntary = voluntary + excluded.voluntary, wanted = wanted + excluded.wanted;
  INSERT INTO giver SELECT new.book, new.month, new.household_log, new.household_seq, 1
    WHERE new.household_log IS NOT NULL AND new.status < 4
  ON CONFLICT DO UPDATE SET count = count + 1;
END;
-- With all that the question of a level asks, so that it reads no rows.
DROP INDEX contribution_by_campaign;
CREATE INDEX contribution_by_campaign ON contribution(
  campaign_log, campaign_seq, book, household_log, household_seq, status, form, amount);
-- Of givers that are no household of a village: the same gift written down twice.
CREATE INDEX contribution_by_donor ON contribution(campaign_log, campaign_seq, donor_name) WHERE household_log IS NULL;
-- The office's queue: those with a doubt first, the oldest first among them and among the others. With all that its filters
-- ask, so that passing over rows reads none.
DROP INDEX contribution_to_review;
CREATE INDEX contribution_to_review ON contribution(
  doubts = 0, pos, doubts, book, campaign_log, campaign_seq, status, reviewed) WHERE status IN (0, 3, 4);
-- Where the households of a village gave the same for a campaign, as if somebody had set a level. Kept at the office.
CREATE TABLE level(
  campaign_log INTEGER NOT NULL, campaign_seq INTEGER NOT NULL, book INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY(campaign_log, campaign_seq, book)) WITHOUT ROWID;
CREATE INDEX spending_by_date ON spending(date);
CREATE TABLE task(pos INTEGER PRIMARY KEY, year INTEGER NOT NULL, number INTEGER NOT NULL, voided INTEGER NOT NULL);
CREATE INDEX task_by_year ON task(year, number);
CREATE TABLE commune_report(
  pos INTEGER PRIMARY KEY, unit INTEGER NOT NULL, period INTEGER NOT NULL, year INTEGER NOT NULL,
  submitted TEXT NOT NULL, voided INTEGER NOT NULL);
CREATE INDEX commune_report_by_period ON commune_report(period, year, unit);
CREATE TABLE survey_slip(
  pos INTEGER PRIMARY KEY, survey INTEGER NOT NULL, date TEXT, place TEXT, village TEXT, scores TEXT,
  voided INTEGER NOT NULL);  -- scores: "5 4 0 3"
CREATE INDEX survey_slip_by_date ON survey_slip(survey, date);
CREATE TABLE reminder(
  pos INTEGER PRIMARY KEY, book INTEGER NOT NULL, period INTEGER NOT NULL, year INTEGER NOT NULL, date TEXT NOT NULL,
  comment TEXT NOT NULL, author TEXT NOT NULL, voided INTEGER NOT NULL);
CREATE INDEX reminder_by_period ON reminder(book, period, year);
ALTER TABLE petition ADD COLUMN answered_on TEXT NOT NULL DEFAULT '';
ALTER TABLE petition ADD COLUMN satisfaction INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN invited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN present INTEGER NOT NULL DEFAULT 0;
ALTER TABLE disclosure ADD COLUMN subject INTEGER NOT NULL DEFAULT 0;
ALTER TABLE disclosure ADD COLUMN last_day TEXT NOT NULL DEFAULT '';  -- taken down, or due to be
ALTER TABLE period_report ADD COLUMN submitted TEXT NOT NULL DEFAULT '';
CREATE INDEX period_report_by_year ON period_report(year, period, book);

-- Local to the hub: addresses of lists that an account gave a name.
CREATE TABLE saved_filter(
  account TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY(account, name)) WITHOUT ROWID;
-- Local to the hub: why it last refused a laptop, and when.
ALTER TABLE device_contact ADD COLUMN refused TEXT NOT NULL DEFAULT '';
ALTER TABLE device_contact ADD COLUMN refused_ms INTEGER NOT NULL DEFAULT 0;
)sql",
};

constexpr std::int64_t kVersion = kMigrations.size();

void back_up(Database& database, const std::filesystem::path& file, std::int64_t version) {
  const std::string copy = file.string() + ".before-v" + std::to_string(version + 1);
  std::error_code ignored;  // a copy left by an attempt that was cut off is replaced
  std::filesystem::remove(copy, ignored);
  database.run("VACUUM INTO ?", std::string_view(copy));
}

// The text of every table, index and trigger.
std::string tables_of(sqlite3* file) {
  std::string text;
  sqlite3_exec(
      file, "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY type, name",
      [](void* out, int count, char** values, char**) {
        for (int i = 0; i < count; ++i)
          *static_cast<std::string*>(out) += values[i] == nullptr ? "\n" : values[i];
        return 0;
      },
      &text, nullptr);
  return text;
}

std::int64_t number_of(sqlite3* file, const char* sql) {
  std::int64_t number = 0;
  sqlite3_exec(
      file, sql,
      [](void* out, int, char** values, char**) {
        *static_cast<std::int64_t*>(out) = values[0] == nullptr ? 0 : std::atoll(values[0]);
        return 0;
      },
      &number, nullptr);
  return number;
}

[[noreturn]] void refuse(ErrorKind kind, std::string code, std::string text) {
  throw DatabaseError(Error{kind, std::move(code), std::move(text), {}, {}});
}

void check_ours(Database& database) {
  // The id last: another process may be writing a new file this moment, all of it in one commit.
  const bool blank = database.pragma("page_count") <= 1;
  const std::int64_t version = database.pragma("user_version");
  const std::int64_t id = database.pragma("application_id");
  const bool empty = blank && version == 0 && id == 0;
  if (!empty && id != kApplicationId) {
    refuse(ErrorKind::kCorrupt, "not_ours",
           "the file in the data directory is not a Sổ Bản database; choose another --data");
  }
  if (version > kVersion) {
    refuse(ErrorKind::kInvalid, "newer_schema",
           "the data was written by a newer version of this program; install that version");
  }
}

}  // namespace

void migrate(Database& database, const std::filesystem::path& file) {
  check_ours(database);
  std::int64_t version = database.pragma("user_version");
  if (version == kVersion) return;
  if (version > 0) back_up(database, file, version);
  for (; version < kVersion; ++version) {
    Transaction transaction(database);
    // Another process may have migrated while this one waited for the lock.
    if (database.pragma("user_version") > version) continue;
    database.script(kMigrations[static_cast<std::size_t>(version)]);
    // What is derived is made anew by the new program: entries that the old one kept without understanding may count now.
    if (version > 0 && version + 1 == kVersion) clear_derived(database);
    database.script(("PRAGMA application_id=" + std::to_string(kApplicationId) +
                     "; PRAGMA user_version=" + std::to_string(version + 1))
                        .c_str());
    transaction.commit();
  }
}

void require_current(Database& database) {
  check_ours(database);
  if (database.pragma("user_version") == kVersion) return;
  refuse(ErrorKind::kInvalid, "older_schema",
         "the data was written by an older version of this program; start the program once to "
         "bring it up to date");
}

bool has_its_tables(sqlite3* file) {
  const std::int64_t version = number_of(file, "PRAGMA user_version");
  if (number_of(file, "PRAGMA application_id") != kApplicationId || version < 1 ||
      version > kVersion)
    return true;
  sqlite3* made = nullptr;
  const int opened = sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> owned(made, &sqlite3_close_v2);
  SOBAN_CHECK(opened == SQLITE_OK);
  for (std::int64_t i = 0; i < version; ++i)
    sqlite3_exec(made, kMigrations[static_cast<std::size_t>(i)], nullptr, nullptr, nullptr);
  return tables_of(file) == tables_of(made);
}

void clear_derived(Database& database) {
  database.script(R"sql(
DELETE FROM pending; DELETE FROM rejected; DELETE FROM record; DELETE FROM conflict;
INSERT INTO search(search) VALUES('delete-all');
UPDATE meta SET value = 0 WHERE key = 'indexed_pos';
DELETE FROM commune; DELETE FROM village; DELETE FROM device; DELETE FROM household; DELETE FROM campaign;
DELETE FROM contribution; DELETE FROM tally; DELETE FROM giver; DELETE FROM level; DELETE FROM receipt;
DELETE FROM review;
DELETE FROM attachment_use;
DELETE FROM meeting; DELETE FROM petition; DELETE FROM spending; DELETE FROM disclosure;
DELETE FROM period_report;
DELETE FROM security_report; DELETE FROM police_key; DELETE FROM opening; DELETE FROM campaign_proposal;
DELETE FROM task; DELETE FROM commune_report; DELETE FROM survey_slip; DELETE FROM reminder;
UPDATE change SET record = NULL WHERE record IS NOT NULL;
UPDATE log SET applied_seq = 1;
)sql");
}

}  // namespace soban::store

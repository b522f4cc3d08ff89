#include "core/store/projections.h"

#include "change.pb.h"
#include "core/store/columns.h"
#include "core/text/text.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

template <class RecordMessage>
RecordMessage parse(std::string_view state) {
  RecordMessage message;
  // Partly readable is better than nothing: rules on types were checked before a delta was merged.
  message.ParsePartialFromArray(state.data(), static_cast<int>(state.size()));
  return message;
}

// Binds a reference as log, seq; nulls when it is absent or not one.
void bind_reference(Query& query, int index, const std::string& reference) {
  if (const auto position = log::parse_position(reference)) {
    query.bind(index, as_int(position->log.value));
    query.bind(index + 1, as_int(position->seq));
  }
}

std::int64_t voided(const StoredRecord& record) { return record.merged.voided_by ? 1 : 0; }

void project_commune(Database& database, const StoredRecord& record, const Commune& m) {
  database.run(
      "INSERT OR REPLACE INTO commune(pos, name, upper_level, office_phone, demo) VALUES(?, ?, ?, "
      "?, ?)",
      record.pos, std::string_view(m.name()), std::string_view(m.upper_level()),
      std::string_view(m.office_phone()), std::int64_t{m.demo()});
}

void project_village(Database& database, const StoredRecord& record, const Village& m) {
  database.run("INSERT OR REPLACE INTO village(pos, code, name) VALUES(?, ?, ?)", record.pos,
               std::string_view(m.code()), std::string_view(m.name()));
}

void project_device(Database& database, const StoredRecord& record, const Device& m) {
  const auto id = log::parse_device_id(m.device_id());
  database.run(
      "INSERT OR REPLACE INTO device(pos, device, name, village, series, enrolled, certificate, "
      "revoked, "
      "revoked_reason) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      record.pos, as_int(id ? id->value : 0), std::string_view(m.device_name()),
      std::string_view(m.village_code()), std::string_view(m.series()), record.created.ms(),
      Blob{m.certificate()}, std::int64_t{m.revoked()}, std::string_view(m.revoked_reason()));
}

void project_household(Database& database, const StoredRecord& record, const Household& m) {
  Query query = database.query(
      "INSERT OR REPLACE INTO household(pos, log, seq, book, code, head, birth_year, sort_key, "
      "voided, gone, into_log, into_seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const bool gone = !m.merged_into().empty() || !m.left_on().empty();
  const std::string sort_key = text::name_sort_key(m.head());  // outlives its binding
  query.bind_all(record.pos, as_int(record.id.log.value), as_int(record.id.seq), record.book,
                 std::string_view(m.code()), std::string_view(m.head()),
                 std::int64_t{m.birth_year()}, Blob{sort_key}, voided(record), std::int64_t{gone});
  bind_reference(query, 11, m.merged_into());
  query.run();
}

void project_campaign(Database& database, const StoredRecord& record, const Campaign& m) {
  std::string villages;
  for (const std::string& code : m.villages()) villages += code + ' ';
  Query query = database.query(
      "INSERT OR REPLACE INTO campaign(pos, log, seq, book, title, from_date, to_date, state, "
      "villages, voided, proposal_log, proposal_seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind_all(record.pos, as_int(record.id.log.value), as_int(record.id.seq), record.book,
                 std::string_view(m.title()), std::string_view(m.from_date()),
                 std::string_view(m.to_date()), std::int64_t{m.state()}, std::string_view(villages),
                 voided(record));
  bind_reference(query, 11, m.proposal());
  query.run();
}

void project_contribution(Database& database, const StoredRecord& record, const Contribution& m) {
  Query query = database.query(
      // Not REPLACE, which would take the old row away without the trigger that keeps the sums.
      "INSERT INTO contribution(pos, book, status, donor_name, form, amount, quantity, value, "
      "date, "
      "voluntary, reviewed, month, recorded, wanted, campaign_log, campaign_seq, household_log, "
      "household_seq) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(pos) DO UPDATE SET "
      "book = excluded.book, status = excluded.status, donor_name = excluded.donor_name, "
      "form = excluded.form, amount = excluded.amount, quantity = excluded.quantity, "
      "value = excluded.value, date = excluded.date, voluntary = excluded.voluntary, "
      "reviewed = excluded.reviewed, month = excluded.month, recorded = excluded.recorded, "
      "wanted = excluded.wanted, campaign_log = excluded.campaign_log, "
      "campaign_seq = excluded.campaign_seq, household_log = excluded.household_log, "
      "household_seq = excluded.household_seq");
  const std::string recorded = text::today(record.created.ms());  // outlives its binding
  query.bind_all(record.pos, record.book, static_cast<std::int64_t>(record.status),
                 std::string_view(m.donor_name()), std::int64_t{m.form()}, m.amount(),
                 m.quantity_milli(), m.value(), std::string_view(m.date()),
                 std::int64_t{m.voluntary()}, std::int64_t{record.reviewed}, month_of(m.date()),
                 std::string_view(recorded), std::int64_t{m.receipt_wanted()});
  bind_reference(query, 15, m.campaign());
  bind_reference(query, 17, m.household());
  query.run();
}

void project_receipt(Database& database, const StoredRecord& record, const Receipt& m) {
  Query query = database.query(
      "INSERT OR REPLACE INTO receipt(pos, series, year, number, voided, contribution_log, "
      "contribution_seq) "
      "VALUES(?, ?, ?, ?, ?, ?, ?)");
  query.bind_all(record.pos, std::string_view(m.series()), std::int64_t{m.year()}, m.number(),
                 voided(record));
  bind_reference(query, 6, m.contribution());
  query.run();
}

void project_review(Database& database, const StoredRecord& record, const Review& m) {
  std::string seen;
  for (const std::string& head : m.seen()) seen += (seen.empty() ? "" : " ") + head;
  Query query = database.query(
      "INSERT OR REPLACE INTO review(pos, log, seq, time, verdict, comment, seen, author, voided, "
      "target_log, target_seq) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind_all(record.pos, as_int(record.id.log.value), as_int(record.id.seq),
                 as_int(record.changed.value), std::int64_t{m.verdict()},
                 std::string_view(m.comment()), std::string_view(seen),
                 std::string_view(record.author), voided(record));
  bind_reference(query, 10, m.target());
  query.run();
}

void project_meeting(Database& database, const StoredRecord& record, const Meeting& m) {
  database.run(
      "INSERT OR REPLACE INTO meeting(pos, log, seq, book, title, date, held, voided, invited, "
      "present) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      record.pos, as_int(record.id.log.value), as_int(record.id.seq), record.book,
      std::string_view(m.title()), std::string_view(m.date()),
      std::int64_t{m.has_households_present()}, voided(record),
      std::int64_t{m.households_invited()}, std::int64_t{m.households_present()});
}

void project_petition(Database& database, const StoredRecord& record, const Petition& m) {
  Query query = database.query(
      "INSERT OR REPLACE INTO petition(pos, book, received, due, answered, told, voided, "
      "answered_on, satisfaction, meeting_log, meeting_seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?)");
  query.bind_all(record.pos, record.book, std::string_view(m.received_on()),
                 std::string_view(m.due()), std::int64_t{!m.answer().empty()},
                 std::int64_t{!m.told_on().empty()}, voided(record),
                 std::string_view(m.answered_on()), std::int64_t{m.satisfaction()});
  bind_reference(query, 10, m.meeting());
  query.run();
}

void project_spending(Database& database, const StoredRecord& record, const Spending& m) {
  Query query = database.query(
      "INSERT OR REPLACE INTO spending(pos, book, amount, date, voided, campaign_log, "
      "campaign_seq) VALUES(?, ?, ?, ?, ?, ?, ?)");
  query.bind_all(record.pos, record.book, m.amount(), std::string_view(m.date()), voided(record));
  bind_reference(query, 6, m.campaign());
  query.run();
}

void project_disclosure(Database& database, const StoredRecord& record, const Disclosure& m) {
  Query query = database.query(
      "INSERT OR REPLACE INTO disclosure(pos, book, from_date, to_date, taken_down, voided, "
      "subject, last_day, campaign_log, campaign_seq) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind_all(record.pos, record.book, std::string_view(m.from_date()),
                 std::string_view(m.to_date()), std::int64_t{!m.taken_down_on().empty()},
                 voided(record), std::int64_t{m.subject()},
                 std::string_view(m.taken_down_on().empty() ? m.to_date() : m.taken_down_on()));
  bind_reference(query, 9, m.campaign());
  query.run();
}

void project_period_report(Database& database, const StoredRecord& record, const PeriodReport& m) {
  database.run(
      "INSERT OR REPLACE INTO period_report(pos, book, period, year, voided, submitted) "
      "VALUES(?, ?, ?, ?, ?, ?)",
      record.pos, record.book, std::int64_t{m.period()}, std::int64_t{m.year()}, voided(record),
      std::string_view(m.submitted_on()));
}

void project_task(Database& database, const StoredRecord& record, const Task& m) {
  database.run("INSERT OR REPLACE INTO task(pos, year, number, voided) VALUES(?, ?, ?, ?)",
               record.pos, std::int64_t{m.year()}, std::int64_t{m.number()}, voided(record));
}

void project_commune_report(Database& database, const StoredRecord& record,
                            const CommuneReport& m) {
  database.run(
      "INSERT OR REPLACE INTO commune_report(pos, unit, period, year, submitted, voided) "
      "VALUES(?, ?, ?, ?, ?, ?)",
      record.pos, std::int64_t{m.unit()}, std::int64_t{m.period()}, std::int64_t{m.year()},
      std::string_view(m.submitted_on()), voided(record));
}

void project_survey_slip(Database& database, const StoredRecord& record, const SurveySlip& m) {
  std::string scores;
  for (const std::int32_t score : m.scores())
    scores += (scores.empty() ? "" : " ") + std::to_string(score);
  database.run(
      "INSERT OR REPLACE INTO survey_slip(pos, survey, date, place, village, scores, voided) "
      "VALUES(?, ?, ?, ?, ?, ?, ?)",
      record.pos, std::int64_t{m.survey()}, std::string_view(m.date()), std::string_view(m.place()),
      std::string_view(m.village_code()), std::string_view(scores), voided(record));
}

void project_reminder(Database& database, const StoredRecord& record, const Reminder& m) {
  const std::string day = text::today(record.created.ms());
  database.run(
      "INSERT OR REPLACE INTO reminder(pos, book, period, year, date, comment, author, voided) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      record.pos, record.book, std::int64_t{m.period()}, std::int64_t{m.year()},
      std::string_view(day), std::string_view(m.comment()), std::string_view(record.author),
      voided(record));
}

// Of a period without an incident `date` is its first day.
void project_security_report(Database& database, const StoredRecord& record,
                             const SecurityReport& m) {
  const std::string& date = m.nothing() ? m.from_date() : m.date();
  SealedContent sealed;
  sealed.ParseFromString(m.sealed());
  database.run(
      "INSERT OR REPLACE INTO security_report(pos, book, quiet, incident, urgency, date, "
      "to_date, "
      "handling, readers, voided) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      record.pos, record.book, std::int64_t{m.nothing()}, std::int64_t{m.incident()},
      std::int64_t{m.urgency()}, std::string_view(date), std::string_view(m.to_date()),
      std::int64_t{m.handling()}, std::int64_t{sealed.keys_size()}, voided(record));
}

void project_police_key(Database& database, const StoredRecord& record, const PoliceKey& m) {
  database.run(
      "INSERT OR REPLACE INTO police_key(pos, log, seq, public_key, owner, retired) "
      "VALUES(?, ?, ?, ?, ?, ?)",
      record.pos, as_int(record.id.log.value), as_int(record.id.seq), Blob{m.public_key()},
      std::string_view(m.owner()), std::int64_t{m.retired() || record.merged.voided_by});
}

void project_opening(Database& database, const StoredRecord& record, const Opening& m) {
  Query query = database.query(
      "INSERT OR REPLACE INTO opening(pos, time, author, target_log, target_seq) "
      "VALUES(?, ?, ?, ?, ?)");
  query.bind_all(record.pos, as_int(record.created.value), std::string_view(record.author));
  bind_reference(query, 4, m.target());
  query.run();
}

void project_campaign_proposal(Database& database, const StoredRecord& record,
                               const CampaignProposal& m) {
  database.run(
      "INSERT OR REPLACE INTO campaign_proposal(pos, log, seq, book, title, from_date, to_date, "
      "voided) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      record.pos, as_int(record.id.log.value), as_int(record.id.seq), record.book,
      std::string_view(m.title()), std::string_view(m.from_date()), std::string_view(m.to_date()),
      voided(record));
}

std::string household_words(Database& database, const std::string& reference) {
  const auto position = log::parse_position(reference);
  if (!position) return {};
  Query query = database.query("SELECT head, code FROM household WHERE log = ? AND seq = ?");
  query.bind_all(as_int(position->log.value), as_int(position->seq));
  if (!query.step()) return {};
  return std::string(query.text(0)) + ' ' + std::string(query.text(1));
}

// Whoever asked not to be named is not found by the name either.
std::string petition_words(Database& database, const Petition& m) {
  std::string words = m.content() + ' ' + m.addressed_to() + ' ' + m.answer();
  if (!m.confidential()) words += ' ' + m.person() + ' ' + household_words(database, m.household());
  return words;
}

std::string kind_token(std::uint32_t kind) { return "kind" + std::to_string(kind); }

std::string words_of(Database& database, std::uint32_t kind, std::string_view state) {
  if (kind == log::kind_of<Contribution>()) {
    const auto m = parse<Contribution>(state);
    std::string words = household_words(database, m.household());
    for (const std::string* part : {&m.donor_name(), &m.material(), &m.note(), &m.paper_number()}) {
      if (!part->empty()) words.append(1, ' ').append(*part);
    }
    return words;
  }
  if (kind == log::kind_of<Household>()) {
    const auto m = parse<Household>(state);
    return m.head() + ' ' + m.code() + ' ' + m.phone();
  }
  if (kind == log::kind_of<Campaign>()) {
    const auto m = parse<Campaign>(state);
    return m.title() + ' ' + m.works() + ' ' + m.organiser();
  }
  if (kind == log::kind_of<Receipt>()) {
    const auto m = parse<Receipt>(state);
    return m.donor() + ' ' + std::to_string(m.number()) + ' ' + m.campaign_title();
  }
  if (kind == log::kind_of<Meeting>()) {
    const auto m = parse<Meeting>(state);
    std::string words = m.title() + ' ' + m.place() + ' ' + m.chair() + ' ' + m.conclusion();
    for (const std::string& point : m.agenda()) words.append(1, ' ').append(point);
    for (const Resolution& each : m.resolutions()) words.append(1, ' ').append(each.text());
    return words;
  }
  if (kind == log::kind_of<Petition>()) return petition_words(database, parse<Petition>(state));
  if (kind == log::kind_of<Spending>()) {
    const auto m = parse<Spending>(state);
    return m.item() + ' ' + m.payee() + ' ' + m.voucher() + ' ' + m.note();
  }
  if (kind == log::kind_of<Disclosure>()) {
    const auto m = parse<Disclosure>(state);
    return m.title() + ' ' + m.place();
  }
  if (kind == log::kind_of<PeriodReport>()) {
    const auto m = parse<PeriodReport>(state);
    return std::to_string(m.year()) + ' ' + m.results() + ' ' + m.difficulties();
  }
  if (kind == log::kind_of<SecurityReport>()) {
    const auto m = parse<SecurityReport>(state);
    return m.nothing() ? m.from_date() + ' ' + m.to_date() : m.date();
  }
  if (kind == log::kind_of<CampaignProposal>()) {
    const auto m = parse<CampaignProposal>(state);
    return m.title() + ' ' + m.works() + ' ' + m.organiser();
  }
  if (kind == log::kind_of<HouseholdRequest>()) {
    const auto m = parse<HouseholdRequest>(state);
    return m.head() + ' ' + household_words(database, m.household()) + ' ' + m.grounds();
  }
  if (kind == log::kind_of<Task>()) {
    const auto m = parse<Task>(state);
    return std::to_string(m.number()) + ' ' + m.text() + ' ' + m.output() + ' ' + m.lead();
  }
  return {};
}

}  // namespace

void project(Database& database, const StoredRecord& record, std::string_view state) {
  const std::uint32_t kind = record.kind;
  if (kind == log::kind_of<Contribution>()) {
    project_contribution(database, record, parse<Contribution>(state));
  } else if (kind == log::kind_of<Review>()) {
    project_review(database, record, parse<Review>(state));
  } else if (kind == log::kind_of<Receipt>()) {
    project_receipt(database, record, parse<Receipt>(state));
  } else if (kind == log::kind_of<Household>()) {
    project_household(database, record, parse<Household>(state));
  } else if (kind == log::kind_of<Campaign>()) {
    project_campaign(database, record, parse<Campaign>(state));
  } else if (kind == log::kind_of<Device>()) {
    project_device(database, record, parse<Device>(state));
  } else if (kind == log::kind_of<Village>()) {
    project_village(database, record, parse<Village>(state));
  } else if (kind == log::kind_of<Commune>()) {
    project_commune(database, record, parse<Commune>(state));
  } else if (kind == log::kind_of<Meeting>()) {
    project_meeting(database, record, parse<Meeting>(state));
  } else if (kind == log::kind_of<Petition>()) {
    project_petition(database, record, parse<Petition>(state));
  } else if (kind == log::kind_of<Spending>()) {
    project_spending(database, record, parse<Spending>(state));
  } else if (kind == log::kind_of<Disclosure>()) {
    project_disclosure(database, record, parse<Disclosure>(state));
  } else if (kind == log::kind_of<PeriodReport>()) {
    project_period_report(database, record, parse<PeriodReport>(state));
  } else if (kind == log::kind_of<SecurityReport>()) {
    project_security_report(database, record, parse<SecurityReport>(state));
  } else if (kind == log::kind_of<PoliceKey>()) {
    project_police_key(database, record, parse<PoliceKey>(state));
  } else if (kind == log::kind_of<Opening>()) {
    project_opening(database, record, parse<Opening>(state));
  } else if (kind == log::kind_of<CampaignProposal>()) {
    project_campaign_proposal(database, record, parse<CampaignProposal>(state));
  } else if (kind == log::kind_of<Task>()) {
    project_task(database, record, parse<Task>(state));
  } else if (kind == log::kind_of<CommuneReport>()) {
    project_commune_report(database, record, parse<CommuneReport>(state));
  } else if (kind == log::kind_of<SurveySlip>()) {
    project_survey_slip(database, record, parse<SurveySlip>(state));
  } else if (kind == log::kind_of<Reminder>()) {
    project_reminder(database, record, parse<Reminder>(state));
  }
}

std::string search_text(Database& database, std::uint32_t kind, std::string_view state) {
  const std::string words = words_of(database, kind, state);
  return words.empty() ? std::string() : kind_token(kind) + ' ' + text::fold(words);
}

SearchCondition search_condition(const std::string& pos, std::uint32_t kind,
                                 std::string_view typed) {
  const std::string folded = text::fold(typed);
  std::string match = kind_token(kind);
  SearchCondition condition{
      pos +
          " IN (SELECT rowid FROM search WHERE search MATCH ? UNION ALL SELECT n.pos FROM record n "
          "WHERE n.pos > (SELECT value FROM meta WHERE key = 'indexed_pos') AND n.kind = " +
          std::to_string(kind),
      {{}}};
  std::string_view rest = folded;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const bool last = end == rest.size();
    if (end > 0) {
      const std::string word(rest.substr(0, end));
      match += " AND \"" + word + (last ? "\"*" : "\"");
      condition.sql += " AND instr(n.search || ' ', ?) > 0";
      condition.values.push_back(' ' + word + (last ? "" : " "));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  condition.sql += ')';
  condition.values.front() = std::move(match);
  return condition;
}

}  // namespace soban::store

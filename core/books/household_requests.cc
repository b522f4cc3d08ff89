#include "core/books/household_requests.h"

#include "core/books/attachments.h"
#include "core/books/words.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

bool makes_a_household(const HouseholdRequest& request) {
  return request.change() == HOUSEHOLD_CHANGE_NEW || request.change() == HOUSEHOLD_CHANGE_SPLIT;
}

constexpr std::int64_t kHouseholdsMax = 100'000;  // of a village: all

// Household and request call the same things by the same names.
constexpr const char* kFacts[] = {"head",        "birthYear", "members",
                                  "ethnicGroup", "phone",     "address"};

Json facts_of(const HouseholdRequest& request) {
  const Json all = fields_json(request);
  Json facts = Json::object();
  for (const char* name : kFacts) {
    if (all.contains(name)) facts[name] = all[name];
  }
  return facts;
}

// The years that are known, with the asked-for word on the year of the request.
Json poverty_of(const Household& known, const HouseholdRequest& request) {
  const auto year = static_cast<std::int32_t>(text::leading_number(request.date()));
  Household household = known;
  PovertyYear* of_year = nullptr;
  for (PovertyYear& each : *household.mutable_poverty()) {
    if (each.year() == year) of_year = &each;
  }
  if (of_year == nullptr) of_year = household.add_poverty();
  of_year->set_year(year);
  of_year->set_poverty(request.poverty());
  return fields_json(household)["poverty"];
}

class Application {
 public:
  Application(store::Store& store, const store::StoredRecord& record, const Author& author)
      : store_(store),
        author_(author),
        id_(log::to_string(record.id)),
        request_(record_as<HouseholdRequest>(record)),
        village_(store::village_of_book(store.database(), record.book)),
        reason_("Theo đề nghị của bản: " + (request_.grounds().empty()
                                                ? household_change_name(request_.change())
                                                : request_.grounds())) {}

  Result<void> run() {
    switch (request_.change()) {
      case HOUSEHOLD_CHANGE_NEW:
        return add_or_correct(facts_with_poverty(Household()), household_made());
      case HOUSEHOLD_CHANGE_CORRECTION:
        return change(request_.household(),
                      [this](const Household& known) { return facts_with_poverty(known); });
      case HOUSEHOLD_CHANGE_SPLIT:
        return split();
      case HOUSEHOLD_CHANGE_MERGE:
        return merge();
      case HOUSEHOLD_CHANGE_LEFT:
        return change(request_.household(), [this](const Household&) {
          return Json{{"leftOn", request_.date()}};
        });
      default:
        return fail(ErrorKind::kInvalid, "bad_fields", "the request does not say what to change");
    }
  }

 private:
  Json facts_with_poverty(const Household& known) const {
    Json fields = facts_of(request_);
    if (request_.poverty() != POVERTY_UNSPECIFIED) fields["poverty"] = poverty_of(known, request_);
    return fields;
  }

  // The household that the request brought into the list when it was accepted before.
  std::optional<std::string> household_made() const {
    store::ListFilter filter;
    filter.kind = log::kind_of<Household>();
    filter.village = village_;
    filter.limit = kHouseholdsMax;
    for (const std::int64_t pos : store::list_records(store_.database(), filter).records) {
      const auto record = store::read_record(store_.database(), pos);
      if (record && record_as<Household>(*record).request() == id_)
        return log::to_string(record->id);
    }
    return std::nullopt;
  }

  // What was brought in already is put right as the request says now.
  Result<void> add_or_correct(Json fields, const std::optional<std::string>& made) {
    if (!made) return add(std::move(fields));
    if (!request_.code().empty()) fields["code"] = request_.code();
    return change(*made, [&](const Household&) { return fields; });
  }

  Result<void> add(Json fields) {
    fields["request"] = id_;
    fields["code"] = request_.code().empty()
                         ? store::next_household_code(store_.database(), village_)
                         : request_.code();
    const auto added = add_record(
        store_, {log::kind_of<Household>(), village_, std::move(fields), false}, author_);
    return added ? Result<void>() : Result<void>(fail(added.error()));
  }

  template <class Fields>
  Result<void> change(const std::string& reference, Fields fields) {
    const auto id = log::parse_record_id(reference);
    const auto record = id ? load_record(store_, *id)
                           : Result<store::StoredRecord>(fail(ErrorKind::kNotFound, "not_found",
                                                              "there is no such household"));
    if (!record) return fail(record.error());
    const auto known = record_as<Household>(*record);
    const auto written = amend_record(store_, {*id, std::nullopt, fields(known), reason_}, author_);
    // What the list says already needs no change.
    if (!written && written.error().code != "nothing_changed") return fail(written.error());
    return {};
  }

  Result<void> split() {
    const auto made = household_made();
    if (request_.members() > 0 && !made) {
      auto done = change(request_.household(), [this](const Household& known) {
        const std::int32_t left = known.members() - request_.members();
        return left > 0 ? Json{{"members", left}} : Json::object();
      });
      if (!done) return done;
    }
    Json fields = facts_with_poverty(Household());
    fields["splitFrom"] = request_.household();
    return add_or_correct(std::move(fields), made);
  }

  Result<void> merge() {
    std::int32_t joining = 0;
    auto done = change(request_.household(), [&](const Household& known) {
      if (known.merged_into() != request_.into()) joining = known.members();
      return Json{{"mergedInto", request_.into()}};
    });
    if (!done) return done;
    return change(request_.into(), [&](const Household& known) {
      const std::int32_t together =
          request_.members() > 0 ? request_.members() : known.members() + joining;
      return together > 0 ? Json{{"members", together}} : Json::object();
    });
  }

  store::Store& store_;
  const Author& author_;
  std::string id_;
  HouseholdRequest request_;
  std::string village_;
  std::string reason_;
};

void check_numbers(Errors& errors, bool has_year, std::int64_t year, bool has_members,
                   std::int64_t members, const std::string& today) {
  const std::int64_t this_year = text::leading_number(today);
  if (has_year && (year < 1900 || year > this_year)) {
    add(errors, "birthYear", "too_old",
        "birthYear must be from 1900 to " + std::to_string(this_year));
  }
  if (has_members && members < 0) add(errors, "members", "negative", "members is negative");
  if (has_members && members > 100) add(errors, "members", "too_large", "members is over 100");
}

}  // namespace

void check_household(Errors& errors, const Household& h, const RuleContext& context) {
  check_required(errors, "head", h.head());
  if (h.code().empty()) {
    add(errors, "code", "required", "code is missing");
  } else if (store::household_code_taken(context.database, context.village, h.code(),
                                         context.record_pos)) {
    add(errors, "code", "duplicate_code", "the village already has a household " + h.code());
  }
  check_numbers(errors, h.has_birth_year(), h.birth_year(), h.has_members(), h.members(),
                context.today);
  check_optional_reference(errors, "splitFrom", h.split_from(), log::kind_of<Household>(),
                           "unknown_household", context);
  check_optional_reference(errors, "mergedInto", h.merged_into(), log::kind_of<Household>(),
                           "unknown_household", context);
  check_optional_date(errors, "leftOn", h.left_on(), &context.today);
}

void check_household_request(Errors& errors, const HouseholdRequest& request,
                             const RuleContext& context) {
  const HouseholdChange change = request.change();
  if (change == HOUSEHOLD_CHANGE_UNSPECIFIED) {
    return add(errors, "change", "required", "change is missing");
  }
  check_date(errors, "date", request.has_date(), request.date(), &context.today);
  if (change != HOUSEHOLD_CHANGE_NEW) {
    check_reference(errors, "household", request.has_household(), request.household(),
                    log::kind_of<Household>(), "unknown_household", context);
  }
  if (makes_a_household(request)) {
    check_required(errors, "head", request.head());
    if (!request.code().empty() &&
        store::household_code_taken(context.database, context.village, request.code(), 0)) {
      add(errors, "code", "duplicate_code",
          "the village already has a household " + request.code());
    }
  }
  if (change == HOUSEHOLD_CHANGE_MERGE) {
    check_reference(errors, "into", request.has_into(), request.into(), log::kind_of<Household>(),
                    "unknown_household", context);
    if (!request.into().empty() && request.into() == request.household()) {
      add(errors, "into", "same_household", "a household can't become a part of itself");
    }
  }
  if (change == HOUSEHOLD_CHANGE_CORRECTION && facts_of(request).empty() &&
      request.poverty() == POVERTY_UNSPECIFIED) {
    add(errors, "head", "nothing_changed", "say what is to be corrected");
  }
  check_numbers(errors, request.has_birth_year(), request.birth_year(), request.has_members(),
                request.members(), context.today);
  check_attachments(errors, request.attachments(), context);
}

std::optional<std::string> household_request_delta_problem(const HouseholdRequest& request) {
  if (!is_date_or_empty(request.date())) return "not_a_date";
  return attachments_problem(request.attachments());
}

Json shown_household_request(store::Store& store, const HouseholdRequest& request) {
  const auto label = [&](const std::string& reference) {
    return reference.empty() ? std::string() : household_label(store.database(), reference);
  };
  std::string subject = request.household().empty() ? request.head() : label(request.household());
  return {{"change", household_change_name(request.change())},
          {"subject", std::move(subject)},
          {"into", label(request.into())},
          {"date", text::format_date(request.date())},
          {"attachments", shown_attachments(store, request.attachments())}};
}

Result<void> apply_household_request(store::Store& store, const store::StoredRecord& request,
                                     const Author& author) {
  return Application(store, request, author).run();
}

}  // namespace soban::books

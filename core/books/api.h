// The part of the HTTP API that both programs serve: records of every kind, their history, totals, and small helpers for
// forms. Reads run on the connection's loop with a connection of that loop; writes go through the one Writer.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/books/json.h"
#include "core/books/write.h"
#include "core/http/http.h"
#include "core/store/writer.h"

namespace soban::books {

http::Response json_response(const Json& json, int status = 200);
http::Response error_response(const Error& error);

// One read-only Store a loop, opened at first use.
class Readers {
 public:
  Readers(std::filesystem::path directory, store::Store::Options options)
      : directory_(std::move(directory)), options_(options) {}
  // On the loop's thread. Throws DatabaseError.
  store::Store& on(http::Loop& loop);

 private:
  std::filesystem::path directory_;
  store::Store::Options options_;
  std::mutex mutex_;
  std::map<http::Loop*, std::unique_ptr<store::Store>> stores_;
};

// One request with what it takes to answer it.
struct Call {
  http::Loop& loop;
  const http::Request& request;
  Author author;
  std::string
      village;  // whose book new records go to where the body does not say; empty at the hub
  http::Reply reply;
  // Whether the caller may read records of a kind: in lists, one by one, and their history. Absent: all kinds.
  std::function<bool(std::uint32_t kind)> may_read = {};
};

class Api {
 public:
  Api(store::Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  // Answers when the path is one of those above; false otherwise.
  bool handle(const Call& call);

  // For the programs' own routes. Runs on the loop; DatabaseError becomes an error response.
  void read(const Call& call, const std::function<Result<Json>(store::Store&)>& body,
            int status = 200);
  // Runs `job` on the writer, then, when durable, `answer` on the loop with a reader.
  using WriteJob = std::function<Result<log::Position>(store::Store&)>;
  void write(const Call& call, WriteJob job, int status);
  // The same for a job that says itself what to answer.
  using AnswerJob = std::function<Result<Json>(store::Store&)>;
  void answer(const Call& call, AnswerJob job, int status);
  store::Writer& writer() { return writer_; }
  Readers& readers() { return readers_; }

 private:
  bool handle_kind(const Call& call, const std::string& name);
  bool handle_record(const Call& call, const std::string& rest);
  bool handle_helper(const Call& call, const std::string& name);
  bool handle_attachment(const Call& call, const std::string& id);
  void add_group_of(const Call& call);
  void keep_attachment(const Call& call);
  void list(const Call& call, const log::KindInfo& kind);
  void add(const Call& call, const log::KindInfo& kind);
  void amend(const Call& call, const log::RecordId& id);
  void cancel(const Call& call, const log::RecordId& id);
  void decide(const Call& call, const log::RecordId& id);

  store::Writer& writer_;
  Readers& readers_;
};

// Parts of a JSON body, with typed errors.
Result<Json> body_object(const http::Request& request);
std::string text_member(const Json& object, const char* name);
// 0: missing, or no whole number.
std::int64_t number_member(const Json& object, const char* name);
// A bundle, which pages send and get as base64url: what a body brings, and a file for the stick. Bodies hold the largest
// bundle there is. kInvalid "malformed_json" | "not_a_bundle".
inline constexpr std::size_t kBundleBodyBytesMax = 96 << 20;
Result<std::string> bundle_in(const http::Request& request);
Json bundle_json(const std::string& name, std::uint64_t entries, std::uint64_t photos,
                 bool complete, std::string_view bytes);
// store::Writer::trouble for the pages: {"code"} or null; and into the program's log.
Json trouble_json(const std::optional<Error>& trouble);
void log_trouble(const std::optional<Error>& trouble);
Result<std::optional<std::vector<log::Position>>> heads_member(const Json& object);

}  // namespace soban::books

#include "core/store/attachments.h"

#include <google/protobuf/reflection.h>

#include <algorithm>

namespace soban::store {
namespace {

// Content made here is kept in rows of this size, so that a piece can be read without reading all.
constexpr std::size_t kRowBytes = 64 << 10;

struct Row {
  std::int64_t pos = 0;
  std::int64_t size = 0;
  std::int64_t held = 0;
  bool whole = false;
};

Blob blob_of(const AttachmentId& id) { return Blob{crypto::view(id)}; }

std::optional<Row> find_row(Database& database, const AttachmentId& id) {
  Query query = database.query("SELECT pos, size, held, whole FROM attachment WHERE id = ?");
  query.bind(1, blob_of(id));
  if (!query.step()) return std::nullopt;
  return Row{query.int64(0), query.int64(1), query.int64(2), query.int64(3) != 0};
}

Row row_for(Database& database, const NamedAttachment& named, std::int64_t now_ms) {
  database.run(
      "INSERT OR IGNORE INTO attachment(id, size, held, whole, at_peer, added_ms) "
      "VALUES(?, ?, 0, 0, 0, ?)",
      blob_of(named.id), named.size, now_ms);
  return *find_row(database, named.id);
}

void empty(Database& database, Row& row, std::int64_t size) {
  database.run("DELETE FROM attachment_piece WHERE attachment = ?", row.pos);
  database.run("UPDATE attachment SET size = ?, held = 0 WHERE pos = ?", size, row.pos);
  row.size = size;
  row.held = 0;
}

void add_piece(Database& database, Row& row, std::string_view bytes) {
  database.run("INSERT INTO attachment_piece(attachment, start, bytes) VALUES(?, ?, ?)", row.pos,
               row.held, Blob{bytes});
  row.held += std::ssize(bytes);
  database.run("UPDATE attachment SET held = ? WHERE pos = ?", row.held, row.pos);
}

std::string content_of(Database& database, const Row& row) {
  std::string content;
  content.reserve(static_cast<std::size_t>(row.size));
  Query query =
      database.query("SELECT bytes FROM attachment_piece WHERE attachment = ? ORDER BY start");
  query.bind(1, row.pos);
  while (query.step()) content.append(query.blob(0));
  return content;
}

tl::unexpected<Error> bad_attachment(std::string why) {
  return fail(ErrorKind::kProtocol, "bad_attachment", "the peer sent a damaged attachment",
              std::move(why));
}

NamedAttachment named_from(const Query& row) {
  NamedAttachment named;
  require_sound(crypto::assign(named.id, row.blob(0)), "the name of an attachment is damaged");
  named.size = row.int64(1);
  return named;
}

// "?, ?" for as many books.
std::string places(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

}  // namespace

std::optional<AttachmentId> parse_attachment_id(std::string_view text) {
  AttachmentId id{};
  const auto bytes = crypto::from_hex(text);
  if (!bytes || !crypto::assign(id, *bytes)) return std::nullopt;
  return id;
}

std::string to_string(const AttachmentId& id) { return crypto::to_hex(crypto::view(id)); }

std::vector<NamedAttachment> attachments_in(const log::KindInfo& kind, std::string_view field) {
  std::vector<NamedAttachment> all;
  const auto message = log::new_message(kind);
  if (field.empty() ||
      !message->ParsePartialFromArray(field.data(), static_cast<int>(field.size()))) {
    return all;
  }
  const auto* reflection = message->GetReflection();
  const auto add = [&all](const std::string& text, std::int64_t size, bool thumbnail) {
    const auto id = parse_attachment_id(text);
    if (id && size > 0 && size <= kAttachmentBytesMax) all.push_back({*id, size, thumbnail});
  };
  for (const auto& each : reflection->GetRepeatedFieldRef<Attachment>(
           *message, kind.field(kind.attachments)->descriptor)) {
    add(each.id(), each.size(), false);
    add(each.thumbnail(), each.thumbnail_size(), true);
  }
  return all;
}

AttachmentId add_attachment(Store& store, std::string_view content) {
  Database& database = store.database();
  const NamedAttachment named{crypto::blake2b({content}), std::ssize(content), false};
  Row row = row_for(database, named, store.clock().now_ms());
  if (row.whole) return named.id;
  empty(database, row, named.size);
  for (std::size_t at = 0; at < content.size(); at += kRowBytes) {
    add_piece(database, row, content.substr(at, kRowBytes));
  }
  database.run("UPDATE attachment SET whole = 1 WHERE pos = ?", row.pos);
  store.touch_attachment(named.id);
  return named.id;
}

std::optional<std::string> attachment_content(Database& database, const AttachmentId& id) {
  const auto row = find_row(database, id);
  if (!row || !row->whole) return std::nullopt;
  std::string content = content_of(database, *row);
  require_sound(std::ssize(content) == row->size, "an attachment has a hole");
  return content;
}

bool has_attachment(Database& database, const AttachmentId& id) {
  const auto row = find_row(database, id);
  return row && row->whole;
}

void name_attachment(Database& database, const NamedAttachment& named, std::int64_t book) {
  database.run("INSERT OR IGNORE INTO attachment_use(id, book, size, thumbnail) VALUES(?, ?, ?, ?)",
               blob_of(named.id), book, named.size, std::int64_t{named.thumbnail});
  row_for(database, named, 0);
}

bool is_attachment_named(Database& database, const AttachmentId& id) {
  Query query = database.query("SELECT 1 FROM attachment_use WHERE id = ?");
  query.bind(1, blob_of(id));
  return query.step();
}

bool is_attachment_named(Database& database, const AttachmentId& id,
                         const std::vector<std::string>& books) {
  Query query = database.query_composed(
      "SELECT 1 FROM attachment_use u JOIN book b ON b.id = u.book WHERE u.id = ? AND b.village "
      "IN (" +
      places(books.size()) + ")");
  query.bind(1, blob_of(id));
  for (std::size_t i = 0; i < books.size(); ++i)
    query.bind(static_cast<int>(i + 2), std::string_view(books[i]));
  return query.step();
}

std::vector<WantedAttachment> wanted_attachments(Database& database,
                                                 const std::vector<std::string>& books,
                                                 std::size_t limit) {
  // What was held under another size than this record's is not what this record names.
  Query query = database.query_composed(
      "SELECT u.id, u.size, CASE WHEN a.size = u.size THEN a.held ELSE 0 END FROM attachment a "
      "CROSS JOIN attachment_use u ON u.id = a.id JOIN book b ON b.id = u.book WHERE a.whole = 0 "
      "AND b.village IN (" +
      places(books.size()) + ") GROUP BY u.id, u.size ORDER BY u.size, u.id LIMIT ?");
  for (std::size_t i = 0; i < books.size(); ++i)
    query.bind(static_cast<int>(i + 1), std::string_view(books[i]));
  query.bind(static_cast<int>(books.size() + 1), static_cast<std::int64_t>(limit));
  std::vector<WantedAttachment> wanted;
  while (query.step()) wanted.push_back({named_from(query), query.int64(2)});
  return wanted;
}

std::optional<AttachmentPiece> attachment_piece(Database& database, const AttachmentId& id,
                                                std::int64_t offset, std::size_t bytes_max) {
  const auto row = find_row(database, id);
  if (!row || !row->whole || offset < 0 || offset >= row->size) return std::nullopt;
  AttachmentPiece piece{row->size, {}};
  Query query = database.query(
      "SELECT start, bytes FROM attachment_piece WHERE attachment = ?1 AND start >= (SELECT "
      "MAX(start) FROM attachment_piece WHERE attachment = ?1 AND start <= ?2) ORDER BY start");
  query.bind_all(row->pos, offset);
  while (piece.bytes.size() < bytes_max && query.step()) {
    const std::int64_t begin = offset + std::ssize(piece.bytes);
    const std::string_view bytes = query.blob(1);
    const std::int64_t skip = begin - query.int64(0);
    require_sound(skip >= 0 && skip < std::ssize(bytes), "an attachment has a hole");
    piece.bytes.append(
        bytes.substr(static_cast<std::size_t>(skip), bytes_max - piece.bytes.size()));
  }
  return piece;
}

Result<Taken> take_attachment_piece(Store& store, const NamedAttachment& named, std::int64_t offset,
                                    std::string_view bytes) {
  Database& database = store.database();
  if (named.size <= 0 || named.size > kAttachmentBytesMax) return bad_attachment("size");
  Row row = row_for(database, named, store.clock().now_ms());
  if (row.whole) return Taken::kWhole;
  if (row.size != named.size) empty(database, row, named.size);
  const std::int64_t end = offset + std::ssize(bytes);
  if (offset > row.held || end > row.size) return bad_attachment("not the next piece");
  if (end <= row.held) return Taken::kMore;
  add_piece(database, row, bytes.substr(static_cast<std::size_t>(row.held - offset)));
  if (row.held < row.size) return Taken::kMore;
  if (crypto::blake2b({content_of(database, row)}) != named.id) {
    empty(database, row, named.size);
    return Taken::kDamaged;
  }
  database.run("UPDATE attachment SET whole = 1 WHERE pos = ?", row.pos);
  store.touch_attachment(named.id);
  return Taken::kWhole;
}

void note_attachment_at_peer(Database& database, const AttachmentId& id, bool held) {
  database.run("UPDATE attachment SET at_peer = ?1 WHERE id = ?2 AND at_peer <> ?1",
               std::int64_t{held}, blob_of(id));
}

std::vector<NamedAttachment> attachments_to_send(Database& database) {
  Query query = database.query(
      "SELECT a.id, a.size FROM attachment a WHERE a.whole = 1 AND a.at_peer = 0 AND "
      "EXISTS(SELECT 1 FROM attachment_use u WHERE u.id = a.id) ORDER BY a.size, a.id");
  std::vector<NamedAttachment> all;
  while (query.step()) all.push_back(named_from(query));
  return all;
}

AttachmentCounts count_attachments(Database& database) {
  Query query = database.query(
      "SELECT (SELECT COUNT(*) FROM attachment a WHERE a.whole = 1 AND a.at_peer = 0 AND "
      "EXISTS(SELECT 1 FROM attachment_use u WHERE u.id = a.id AND u.thumbnail = 0)), (SELECT "
      "COUNT(*) FROM attachment a WHERE a.whole = 0 AND EXISTS(SELECT 1 FROM attachment_use u "
      "WHERE u.id = a.id AND u.thumbnail = 0))");
  require_sound(query.step(), "attachments can't be counted");
  return {query.int64(0), query.int64(1)};
}

void forget_unnamed_attachments(Store& store, std::int64_t before_ms) {
  Database& database = store.database();
  const bool waiting = database.query("SELECT 1 FROM pending LIMIT 1").step();
  if (waiting || store.has_unapplied() || store.is_salvaging()) return;
  std::vector<std::int64_t> unnamed;
  {
    Query query = database.query(
        "SELECT pos FROM attachment a WHERE added_ms < ? AND NOT EXISTS(SELECT 1 FROM "
        "attachment_use u WHERE u.id = a.id) AND NOT EXISTS(SELECT 1 FROM draft d WHERE "
        "instr(d.json, lower(hex(a.id))) > 0)");
    query.bind(1, before_ms);
    while (query.step()) unnamed.push_back(query.int64(0));
  }
  for (const std::int64_t pos : unnamed) {
    database.run("DELETE FROM attachment_piece WHERE attachment = ?", pos);
    database.run("DELETE FROM attachment WHERE pos = ?", pos);
  }
}

}  // namespace soban::store

#include "core/sync/columns.h"

#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "core/check.h"

namespace soban::sync {
namespace {

// What a shape is made of: a tag of protobuf's, or one of these, which no field has.
constexpr std::uint64_t kOpaque = 0;  // alone: an entry that is kept as it is
constexpr std::uint64_t kEnd = 0;     // within: the end of the nested message
// Change.delta (change.proto), the one field whose content is taken apart too.
constexpr std::uint64_t kNested = 7U << 3 | 2;
// What bounds the receiver's memory; an honest log has some dozens of each. What does not fit is kept opaque.
constexpr std::size_t kTokensMax = 512;
constexpr std::size_t kShapesMax = 4096;
constexpr std::size_t kColumnsMax = 2048;
constexpr std::size_t kDigitsMax = 18;

enum Wire : std::uint64_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

void put_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

// The next varint, only as this program writes it: in the fewest bytes.
std::optional<std::uint64_t> take_varint(std::string_view& in) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte >= 0x80) continue;
    const bool overflows = shift == 63 && byte > 1;
    const bool padded = shift > 0 && byte == 0;
    return overflows || padded ? std::nullopt : std::optional(value);
  }
  return std::nullopt;
}

std::optional<std::string_view> take(std::string_view& in, std::uint64_t size) {
  if (size > in.size()) return std::nullopt;
  const std::string_view taken = in.substr(0, size);
  in.remove_prefix(size);
  return taken;
}

std::uint64_t zigzag(std::uint64_t value) { return value << 1 ^ (0 - (value >> 63)); }
std::uint64_t unzigzag(std::uint64_t value) { return value >> 1 ^ (0 - (value & 1)); }

std::uint64_t load64(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

void store(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i, value >>= 8) out.push_back(static_cast<char>(value));
}

// A text that ends in a number ("18131c4f9d6644bb:17", "10042"): what is before it, and the number.
struct Numbered {
  std::string_view before;
  std::uint64_t number = 0;
};

std::optional<Numbered> numbered(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[text.size() - 1 - digits] >= '0' &&
         text[text.size() - 1 - digits] <= '9')
    ++digits;
  if (digits == 0 || digits > kDigitsMax) return std::nullopt;
  const std::string_view tail = text.substr(text.size() - digits);
  if (tail.front() == '0' && digits > 1) return std::nullopt;  // would not come back as it is
  Numbered found{text.substr(0, text.size() - digits), 0};
  std::from_chars(tail.data(), tail.data() + tail.size(), found.number);
  return found;
}

// The values of one field of all entries. `sizes` holds for a text either its length doubled, or, where it differs from the
// one before only in the number at its end, that difference (zigzag) doubled and one; `bytes` the texts themselves.
struct Column {
  std::string
      values;  // varints; fixed64 as differences to the one before; fixed32 as they are; sizes
  std::string bytes;
  std::uint64_t last_fixed = 0;
  std::string last_before;
  std::optional<std::uint64_t> last_number;

  void remember(std::string_view text) {
    const auto found = numbered(text);
    last_number.reset();
    if (!found) return;
    last_before = found->before;
    last_number = found->number;
  }
};

// One field of an entry on its way into its column.
struct Cell {
  bool nested = false;
  std::uint64_t tag = 0;
  std::uint64_t number = 0;
  std::string_view text;
};

class Encoder {
 public:
  std::string encode(const std::vector<std::string>& entries) {
    for (const std::string& entry : entries) add(entry);
    std::string block;
    put_varint(block, shapes_.size());
    for (const auto& shape : shapes_) {
      put_varint(block, shape.size());
      for (const std::uint64_t token : shape) put_varint(block, token);
    }
    put_stream(block, shape_of_entry_);
    for (const Column& column : columns_) {
      put_stream(block, column.values);
      put_stream(block, column.bytes);
    }
    return block;
  }

 private:
  static void put_stream(std::string& block, const std::string& stream) {
    put_varint(block, stream.size());
    block += stream;
  }

  void add(std::string_view entry) {
    std::vector<std::uint64_t> shape;
    std::vector<Cell> cells;
    const bool fits = take_apart(entry, false, shape, cells) && !shape.empty() &&
                      shapes_.size() < kShapesMax && columns_.size() + cells.size() < kColumnsMax;
    if (!fits) {
      shape = {kOpaque};
      cells = {{false, kOpaque, 0, entry}};
    }
    const auto [found, fresh] = shape_ids_.try_emplace(shape, shapes_.size());
    if (fresh) shapes_.push_back(shape);
    put_varint(shape_of_entry_, found->second);
    for (const Cell& cell : cells) {
      const std::size_t column = column_of(cell.nested, cell.tag);
      put(columns_[column], cell, wires_[column]);
    }
  }

  // False where the bytes are not what this program would write for their fields.
  bool take_apart(std::string_view in, bool nested, std::vector<std::uint64_t>& shape,
                  std::vector<Cell>& cells) {
    while (!in.empty()) {
      const auto tag = take_varint(in);
      if (!tag || *tag >> 3 == 0 || *tag >> 32 != 0 || shape.size() >= kTokensMax) return false;
      Cell cell{nested, *tag, 0, {}};
      switch (*tag & 7) {
        case kVarint: {
          const auto number = take_varint(in);
          if (!number) return false;
          cell.number = *number;
          break;
        }
        case kFixed64:
        case kFixed32: {
          const auto bytes = take(in, (*tag & 7) == kFixed64 ? 8 : 4);
          if (!bytes) return false;
          cell.number = load64(*bytes);
          break;
        }
        case kBytes: {
          const auto size = take_varint(in);
          const auto bytes = size ? take(in, *size) : std::nullopt;
          if (!bytes) return false;
          cell.text = *bytes;
          break;
        }
        default:
          return false;
      }
      shape.push_back(*tag);
      if (!nested && *tag == kNested) {
        if (!take_apart(cell.text, true, shape, cells)) return false;
        shape.push_back(kEnd);
        continue;
      }
      cells.push_back(cell);
    }
    return true;
  }

  std::size_t column_of(bool nested, std::uint64_t tag) {
    const auto [found, fresh] = column_ids_.try_emplace({nested, tag}, columns_.size());
    if (fresh) {
      columns_.emplace_back();
      wires_.push_back(tag == kOpaque ? kBytes : static_cast<Wire>(tag & 7));
    }
    return found->second;
  }

  static void put(Column& column, const Cell& cell, Wire wire) {
    switch (wire) {
      case kVarint:
        return put_varint(column.values, cell.number);
      case kFixed64:
        put_varint(column.values, zigzag(cell.number - column.last_fixed));
        column.last_fixed = cell.number;
        return;
      case kFixed32:
        return store(column.values, cell.number, 4);
      case kBytes:
        return put_text(column, cell.text);
    }
  }

  static void put_text(Column& column, std::string_view text) {
    const auto found = numbered(text);
    if (found && column.last_number && found->before == column.last_before) {
      put_varint(column.values, zigzag(found->number - *column.last_number) << 1 | 1);
    } else {
      put_varint(column.values, text.size() << 1);
      column.bytes += text;
    }
    column.remember(text);
  }

  std::vector<std::vector<std::uint64_t>> shapes_;
  std::map<std::vector<std::uint64_t>, std::size_t> shape_ids_;
  std::string shape_of_entry_;
  std::vector<Column> columns_;
  std::vector<Wire> wires_;
  std::map<std::pair<bool, std::uint64_t>, std::size_t> column_ids_;
};

// A column on the way back.
struct Source {
  std::string_view values;
  std::string_view bytes;
  Column memory;

  std::optional<std::uint64_t> take_fixed64() {
    const auto difference = take_varint(values);
    if (!difference) return std::nullopt;
    memory.last_fixed += unzigzag(*difference);
    return memory.last_fixed;
  }

  bool take_text(std::string& out, std::size_t bytes_max) {
    const auto size = take_varint(values);
    if (!size) return false;
    std::string text;
    if ((*size & 1) != 0) {
      if (!memory.last_number) return false;
      text = memory.last_before + std::to_string(*memory.last_number + unzigzag(*size >> 1));
    } else {
      const auto taken = take(bytes, *size >> 1);
      if (!taken) return false;
      text = *taken;
    }
    if (text.size() > bytes_max) return false;
    memory.remember(text);
    out = std::move(text);
    return true;
  }
};

class Decoder {
 public:
  Decoder(std::string_view block, std::size_t count, std::size_t bytes_max)
      : block_(block), count_(count), bytes_max_(bytes_max) {}

  Result<std::vector<std::string>> decode() {
    std::string_view shape_of_entry;
    if (!read_shapes() || !read_stream(shape_of_entry) || !read_columns()) return damaged();
    std::vector<std::string> entries;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto id = take_varint(shape_of_entry);
      if (!id || *id >= shapes_.size()) return damaged();
      std::string entry;
      if (!put_together(shapes_[*id], entry)) return damaged();
      bytes += entry.size();
      if (bytes > bytes_max_) return damaged();
      entries.push_back(std::move(entry));
    }
    if (!shape_of_entry.empty() || !block_.empty()) return damaged();
    for (const auto& [key, source] : sources_) {
      if (!source.values.empty() || !source.bytes.empty()) return damaged();
    }
    return entries;
  }

 private:
  using Key = std::pair<bool, std::uint64_t>;

  static tl::unexpected<Error> damaged() {
    return fail(ErrorKind::kProtocol, "bad_frame", "the batch is damaged", "columns");
  }

  bool read_stream(std::string_view& stream) {
    const auto size = take_varint(block_);
    const auto taken = size ? take(block_, *size) : std::nullopt;
    if (taken) stream = *taken;
    return taken.has_value();
  }

  bool read_shapes() {
    const auto shapes = take_varint(block_);
    if (!shapes || *shapes > kShapesMax + 1) return false;
    for (std::uint64_t i = 0; i < *shapes; ++i) {
      const auto tokens = take_varint(block_);
      if (!tokens || *tokens == 0 || *tokens > 2 * kTokensMax) return false;
      std::vector<std::uint64_t> shape;
      for (std::uint64_t token = 0; token < *tokens; ++token) {
        const auto value = take_varint(block_);
        if (!value) return false;
        shape.push_back(*value);
      }
      if (!note_columns(shape)) return false;
      shapes_.push_back(std::move(shape));
    }
    return true;
  }

  // In the order of their first appearance, as the encoder numbered them.
  bool note_columns(const std::vector<std::uint64_t>& shape) {
    if (shape == std::vector<std::uint64_t>{kOpaque}) return note_column({false, kOpaque});
    bool nested = false;
    for (const std::uint64_t token : shape) {
      if (token == kEnd) {
        if (!nested) return false;
        nested = false;
      } else if (!nested && token == kNested) {
        nested = true;
      } else {
        const std::uint64_t wire = token & 7;
        const bool known =
            wire == kVarint || wire == kFixed64 || wire == kBytes || wire == kFixed32;
        if (!known || token >> 3 == 0 || !note_column({nested, token})) return false;
      }
    }
    return !nested;
  }

  bool note_column(const Key& key) {
    if (sources_.try_emplace(key).second) order_.push_back(key);
    return order_.size() <= kColumnsMax;
  }

  bool read_columns() {
    for (const Key& key : order_) {
      Source& source = sources_[key];
      if (!read_stream(source.values) || !read_stream(source.bytes)) return false;
    }
    return true;
  }

  bool put_together(const std::vector<std::uint64_t>& shape, std::string& entry) {
    if (shape.front() == kOpaque) return sources_[{false, kOpaque}].take_text(entry, bytes_max_);
    std::string inner;
    bool nested = false;
    for (const std::uint64_t token : shape) {
      if (token == kEnd) {
        nested = false;
        put_varint(entry, kNested);
        put_varint(entry, inner.size());
        entry += inner;
        inner.clear();
      } else if (!nested && token == kNested) {
        nested = true;
      } else if (!put_field(token, sources_[{nested, token}], nested ? inner : entry)) {
        return false;
      }
      // Checked as it grows: a few bytes of a block can stand for a long text again and again.
      if (entry.size() + inner.size() > bytes_max_) return false;
    }
    return true;
  }

  bool put_field(std::uint64_t tag, Source& source, std::string& out) const {
    put_varint(out, tag);
    switch (tag & 7) {
      case kVarint: {
        const auto number = take_varint(source.values);
        if (number) put_varint(out, *number);
        return number.has_value();
      }
      case kFixed64: {
        const auto number = source.take_fixed64();
        if (number) store(out, *number, 8);
        return number.has_value();
      }
      case kFixed32: {
        const auto bytes = take(source.values, 4);
        if (bytes) out += *bytes;
        return bytes.has_value();
      }
      default: {
        std::string text;
        if (!source.take_text(text, bytes_max_)) return false;
        put_varint(out, text.size());
        out += text;
        return true;
      }
    }
  }

  std::string_view block_;
  std::size_t count_;
  std::size_t bytes_max_;
  std::vector<std::vector<std::uint64_t>> shapes_;
  std::vector<Key> order_;
  std::map<Key, Source> sources_;
};

}  // namespace

std::string to_columns(const std::vector<std::string>& entries) {
  return Encoder().encode(entries);
}

Result<std::vector<std::string>> from_columns(std::string_view block, std::size_t count,
                                              std::size_t bytes_max) {
  return Decoder(block, count, bytes_max).decode();
}

}  // namespace soban::sync

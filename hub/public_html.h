// Writes HTML: tags are this program's own, whatever people typed is escaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace soban::hub {

class Html {
 public:
  // Names are this program's own; values are escaped.
  using Attributes = std::initializer_list<std::pair<const char*, std::string_view>>;

  Html& open(const char* tag, Attributes attributes = {});
  Html& close(const char* tag);
  Html& text(std::string_view text);
  // With a line break for each of the text's.
  Html& lines(std::string_view text);
  Html& element(const char* tag, std::string_view text, Attributes attributes = {});
  Html& link(std::string_view address, std::string_view text);
  // A tag without content, or the document's first line.
  Html& single(const char* tag, Attributes attributes = {});

  std::string take() { return std::move(out_); }

 private:
  void begin(const char* tag, Attributes attributes);
  void escape(std::string_view text, bool in_attribute);

  std::string out_;
};

// At most so many code points, the last of them "…" where something is left out.
std::string cut(std::string_view text, std::size_t code_points_max);

}  // namespace soban::hub

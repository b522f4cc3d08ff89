#include "hub/public_html.h"

#include <algorithm>

namespace soban::hub {
namespace {

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

void Html::escape(std::string_view text, bool in_attribute) {
  for (const char c : text) {
    if (c == '&') {
      out_ += "&amp;";
    } else if (c == '<') {
      out_ += "&lt;";
    } else if (c == '>') {
      out_ += "&gt;";
    } else if (c == '"' && in_attribute) {
      out_ += "&quot;";
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      out_ += c;
    }
  }
}

void Html::begin(const char* tag, Attributes attributes) {
  out_.append("<").append(tag);
  for (const auto& [name, value] : attributes) {
    out_.append(" ").append(name).append("=\"");
    escape(value, true);
    out_ += '"';
  }
  out_ += '>';
}

Html& Html::open(const char* tag, Attributes attributes) {
  begin(tag, attributes);
  return *this;
}

Html& Html::close(const char* tag) {
  out_.append("</").append(tag).append(">\n");
  return *this;
}

Html& Html::text(std::string_view text) {
  escape(text, false);
  return *this;
}

Html& Html::lines(std::string_view text) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) out_ += "<br>\n";
    escape(text.substr(begin, end - begin), false);
    begin = end + 1;
  }
  return *this;
}

Html& Html::element(const char* tag, std::string_view text, Attributes attributes) {
  begin(tag, attributes);
  escape(text, false);
  return close(tag);
}

Html& Html::link(std::string_view address, std::string_view text) {
  begin("a", {{"href", address}});
  escape(text, false);
  out_ += "</a>";
  return *this;
}

Html& Html::single(const char* tag, Attributes attributes) {
  begin(tag, attributes);
  out_ += '\n';
  return *this;
}

std::string cut(std::string_view text, std::size_t code_points_max) {
  std::size_t count = 0;
  std::size_t keep = 0;  // bytes of one code point less than the most
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!begins_code_point(text[at])) continue;
    if (++count == code_points_max) keep = at;
    if (count > code_points_max) return std::string(text.substr(0, keep)) + "…";
  }
  return std::string(text);
}

}  // namespace soban::hub

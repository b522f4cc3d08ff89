// Takes out of texts that people typed what says who somebody is, before everybody may read them. No I/O.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace soban::text {

// What a hidden part becomes.
inline constexpr std::string_view kHidden = "…";

// Names of people, and of places, which are called as people are ("Nong Cóc").
class PersonalNames {
 public:
  // "Lò Văn Đức". Also names the family: "Lò Thị Mai", a daughter, is a person too. What has neither two words nor a capital is
  // passed over.
  void add(std::string_view name);
  // The same where the text looks like a name alone, or begins with a family's; "UBND xã" and "Văn phòng" do not. For fields
  // where people write either.
  void add_if_name(std::string_view text);
  // "bản Nong Cóc": its capitalised words are not taken for a name that begins with a known family.
  void add_place(std::string_view place);

  std::size_t size() const { return size_; }

  // `text` with these replaced by kHidden:
  // - known names, as whole words: in upper or lower case, however the tone mark is placed (Hòa, Hoà), composed or not, with any
  //   white space or punctuation between the words, and all of it typed without marks; other marks are another name. A name of one
  //   word only where it is capitalised;
  // - capitalised words that begin with a known or very common family name, and those after "ông", "bà", "anh", "chị" …; in a text
  //   that is all capitals only with a middle name that tells: "LÒ VĂN NỌI";
  // - numbers of telephones, identity cards and accounts (eight digits in one piece, or nine in groups that are not those of a sum),
  //   addresses of e-mail.
  static std::string hide(std::string_view text, std::initializer_list<const PersonalNames*> known);

 private:
  friend class Hiding;
  // By their first word; "" in the set: that word is all of it.
  using Names = std::unordered_map<std::string, std::unordered_set<std::string>>;
  // How a word is compared: as it is written, and without marks.
  struct Keys {
    std::string exact;
    std::string plain;
  };
  struct Words;

  Words split(std::string_view name);
  void add(const Words& words);
  bool is_family(const std::string& key) const;

  Names exact_;
  Names plain_;
  std::unordered_set<std::string> families_;  // exact
  std::vector<std::vector<std::string>> places_;
  std::unordered_map<std::string, Keys> keys_;  // of words met before: names are made of few
  std::size_t longest_ = 0;                     // words of the longest name
  std::size_t size_ = 0;
};

}  // namespace soban::text

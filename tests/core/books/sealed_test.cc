#include "core/books/sealed.h"

#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

constexpr std::string_view kPurpose = "test";

}  // namespace

TEST_CASE("every reader opens what is sealed, and nobody else", "[books][sealed]") {
  const auto first = crypto::SealingKey::generate();
  const auto second = crypto::SealingKey::generate();
  const auto stranger = crypto::SealingKey::generate();
  const std::string sealed =
      books::seal("Lò Văn Đức", kPurpose, {first.public_key(), second.public_key()});
  CHECK(expect(books::open_sealed(sealed, kPurpose, first)) == "Lò Văn Đức");
  CHECK(expect(books::open_sealed(sealed, kPurpose, second)) == "Lò Văn Đức");
  CHECK(code_of(books::open_sealed(sealed, kPurpose, stranger)) == "sealed");
  CHECK(code_of(books::open_sealed(sealed, "other", first)) == "sealed");
  CHECK(code_of(books::open_sealed("no message", kPurpose, first)) == "sealed");
  CHECK(books::readers_of(sealed) == std::vector{first.public_key(), second.public_key()});
}

TEST_CASE("who can open it can seal it to one more, once", "[books][sealed]") {
  const auto first = crypto::SealingKey::generate();
  const auto later = crypto::SealingKey::generate();
  const std::string sealed = books::seal("x", kPurpose, {first.public_key()});
  const std::string shared = expect(books::seal_also_to(sealed, first, {later.public_key()}));
  CHECK(expect(books::open_sealed(shared, kPurpose, later)) == "x");
  CHECK(expect(books::seal_also_to(shared, first, {later.public_key()})) == shared);
  CHECK(code_of(books::seal_also_to(sealed, later, {later.public_key()})) == "sealed");
}

TEST_CASE("a laptop makes its own key once", "[books][sealed]") {
  Books books;
  CHECK_FALSE(books::find_own_key(books.laptop.store()));
  crypto::SealingPublicKey made{};
  books.laptop.in_transaction(
      [&](store::Store& store) { made = books::own_key(store).public_key(); });
  CHECK(books::find_own_key(books.laptop.store())->public_key() == made);
  books.laptop.in_transaction(
      [&](store::Store& store) { CHECK(books::own_key(store).public_key() == made); });
}

}  // namespace soban::test

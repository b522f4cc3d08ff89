#include "hub/workbook.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/zip.h"

namespace soban::hub {
namespace {

void fill(lxw_workbook* book) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Bản");
  lxw_format* format = add_format(book, {.points = 12, .number = kWholeNumber, .bordered = true});
  worksheet_write_number(sheet, 0, 0, 300'000, format);
}

}  // namespace

TEST_CASE("a workbook has its sheets, in the typeface of official papers", "[hub][workbook]") {
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.xlsx").string();
  for (const Memory memory : {Memory::kAsNeeded, Memory::kConstant}) {
    REQUIRE(write_workbook(file, memory, fill));
    const std::string archive = test::read_file(file);
    CHECK(test::unzip(archive, "xl/worksheets/sheet1.xml").find("<v>300000</v>") !=
          std::string::npos);
    CHECK(test::unzip(archive, "xl/styles.xml").find("\"Times New Roman\"") != std::string::npos);
  }
}

TEST_CASE("a workbook that can't be written is said to be, and one that can't be filled throws",
          "[hub][workbook]") {
  const test::TemporaryDirectory folder;
  const std::string nowhere = (folder.path() / "no" / "so.xlsx").string();
  CHECK(write_workbook(nowhere, Memory::kAsNeeded, fill).error().code == "not_writable");
  CHECK_THROWS_AS(write_workbook((folder.path() / "so.xlsx").string(), Memory::kAsNeeded,
                                 [](lxw_workbook*) { throw std::runtime_error("no"); }),
                  std::runtime_error);
}

TEST_CASE("half a file is taken away, a whole one and what is no file stay", "[hub][workbook]") {
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.xlsx").string();
  const auto make = [&](bool whole) {
    return whole_or_nothing(file, [&]() -> Result<void> {
      std::ofstream(file) << "so";
      if (whole) return {};
      return fail(ErrorKind::kIo, "not_writable", "no room");
    });
  };
  CHECK(make(true));
  CHECK(std::filesystem::exists(file));
  CHECK(make(false).error().code == "not_writable");
  CHECK_FALSE(std::filesystem::exists(file));
  const auto failing = []() -> Result<void> {
    return fail(ErrorKind::kIo, "not_writable", "no room");
  };
  CHECK_FALSE(whole_or_nothing(folder.path().string(), failing));
  CHECK(std::filesystem::exists(folder.path()));
}

}  // namespace soban::hub

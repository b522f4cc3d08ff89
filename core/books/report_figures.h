// The figures that reports name: of a village, of a campaign, of the commune.
#pragma once

#include <string>
#include <vector>

#include "core/books/calendar.h"
#include "core/books/figure.h"
#include "core/store/figures.h"

namespace soban::books {

// The names are in vi.json and en.json of the pages (`figure.NAME`), and never used for another meaning.
struct NamedFigure {
  const char* name;
  const char* title;  // in Vietnamese, for sheets that the program itself writes
  Unit unit;
  std::int64_t value;
};

std::vector<NamedFigure> named(const store::PeriodFigures& figures);
std::vector<NamedFigure> named(const store::CampaignFigures& figures);
Unit unit_of_figure(const std::string& name);

}  // namespace soban::books

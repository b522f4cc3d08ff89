#include "core/books/report_figures.h"

#include <algorithm>

namespace soban::books {
namespace {

template <class Figures>
struct FigureInfo {
  const char* name;
  const char* title;
  std::int64_t Figures::*value;
  Unit unit;
};

constexpr FigureInfo<store::PeriodFigures> kOfPeriod[] = {
    {"contributions", "Số khoản đóng góp", &store::PeriodFigures::contributions, Unit::kCount},
    {"donors", "Số hộ đóng góp", &store::PeriodFigures::donors, Unit::kCount},
    {"campaigns", "Số đợt vận động có đóng góp", &store::PeriodFigures::campaigns, Unit::kCount},
    {"money", "Tiền mặt, chuyển khoản (đ)", &store::PeriodFigures::money, Unit::kDong},
    {"labour_milli", "Công lao động", &store::PeriodFigures::labour_milli, Unit::kMilli},
    {"value", "Hiện vật, công quy ra tiền (đ)", &store::PeriodFigures::value, Unit::kDong},
    {"spent", "Đã chi (đ)", &store::PeriodFigures::spent, Unit::kDong},
    {"meetings", "Số cuộc họp bản", &store::PeriodFigures::meetings, Unit::kCount},
    {"petitions", "Kiến nghị tiếp nhận", &store::PeriodFigures::petitions, Unit::kCount},
    {"petitions_answered", "Kiến nghị đã có trả lời", &store::PeriodFigures::petitions_answered,
     Unit::kCount},
    {"notices", "Số lần niêm yết công khai", &store::PeriodFigures::notices, Unit::kCount},
    {"incidents", "Vụ việc an ninh trật tự", &store::PeriodFigures::incidents, Unit::kCount},
};

constexpr FigureInfo<store::CampaignFigures> kOfCampaign[] = {
    {"contributions", "Số khoản đóng góp", &store::CampaignFigures::contributions, Unit::kCount},
    {"villages", "Số bản có đóng góp", &store::CampaignFigures::villages, Unit::kCount},
    {"money", "Tiền mặt, chuyển khoản (đ)", &store::CampaignFigures::money, Unit::kDong},
    {"labour_milli", "Công lao động", &store::CampaignFigures::labour_milli, Unit::kMilli},
    {"value", "Hiện vật, công quy ra tiền (đ)", &store::CampaignFigures::value, Unit::kDong},
    {"spent", "Đã chi (đ)", &store::CampaignFigures::spent, Unit::kDong},
};

template <class Figures, std::size_t count>
std::vector<NamedFigure> named_by(const FigureInfo<Figures> (&infos)[count],
                                  const Figures& figures) {
  std::vector<NamedFigure> list;
  for (const auto& info : infos)
    list.push_back({info.name, info.title, info.unit, figures.*info.value});
  return list;
}

}  // namespace

std::vector<NamedFigure> named(const store::PeriodFigures& figures) {
  return named_by(kOfPeriod, figures);
}

std::vector<NamedFigure> named(const store::CampaignFigures& figures) {
  return named_by(kOfCampaign, figures);
}

Unit unit_of_figure(const std::string& name) {
  const auto* found = std::find_if(std::begin(kOfPeriod), std::end(kOfPeriod),
                                   [&](const auto& info) { return name == info.name; });
  return found == std::end(kOfPeriod) ? Unit::kCount : found->unit;
}

}  // namespace soban::books

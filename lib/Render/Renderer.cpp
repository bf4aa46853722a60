//===- Renderer.cpp - The formats there are -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/Renderer.h"
#include "Render/SarifRenderer.h"
#include "Render/TextRenderer.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

namespace {

struct Format {
  llvm::StringLiteral Name;
  std::unique_ptr<Renderer> (*Create)(TextStyle Style);
};

} // namespace

static constexpr Format Formats[] = {
    {"text",
     [](TextStyle Style) -> std::unique_ptr<Renderer> {
       return std::make_unique<TextRenderer>(Style);
     }},
    {"sarif", [](TextStyle) -> std::unique_ptr<Renderer> { return std::make_unique<SarifRenderer>(); }},
};

std::string gfp::rendererNames() {
  std::string Names;
  for (const Format &F : Formats) {
    if (!Names.empty())
      Names += ", ";
    Names += F.Name;
  }
  return Names;
}

llvm::Expected<std::unique_ptr<Renderer>> gfp::createRenderer(StringRef Format, TextStyle Style) {
  for (const auto &F : Formats)
    if (F.Name == Format)
      return F.Create(Style);
  return llvm::createStringError(
      std::make_error_code(std::errc::invalid_argument),
      fmt::format("unknown format '{}'; there are: {}", Format.str(), rendererNames()));
}

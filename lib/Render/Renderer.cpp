//===- Renderer.cpp - The formats there are -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/Renderer.h"
#include "Render/GithubRenderer.h"
#include "Render/HtmlRenderer.h"
#include "Render/JsonLinesRenderer.h"
#include "Render/LkpRenderer.h"
#include "Render/SarifRenderer.h"
#include "Render/TextRenderer.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

template <typename T> static std::unique_ptr<Renderer> create(TextStyle) {
  return std::make_unique<T>();
}

template <typename T> static std::unique_ptr<Renderer> createStyled(TextStyle Style) {
  return std::make_unique<T>(Style);
}

static constexpr ReportFormat Formats[] = {
    {"text", ".txt", /*IsMessages=*/true, createStyled<TextRenderer>},
    {"sarif", ".sarif", false, create<SarifRenderer>},
    {"jsonl", ".jsonl", false, create<JsonLinesRenderer>},
    {"html", ".html", false, createStyled<HtmlRenderer>},
    {"lkp", "", /*IsMessages=*/true, create<LkpRenderer>},
    {"github", "", false, create<GithubRenderer>},
};

llvm::ArrayRef<ReportFormat> gfp::reportFormats() { return Formats; }

std::string gfp::formatNames() {
  std::string Names;
  for (const ReportFormat &F : Formats) {
    if (!Names.empty())
      Names += ", ";
    Names += F.Name;
  }
  return Names;
}

llvm::Expected<const ReportFormat *> gfp::findFormat(StringRef Name) {
  for (const ReportFormat &F : Formats)
    if (F.Name == Name)
      return &F;
  return llvm::createStringError(
      std::make_error_code(std::errc::invalid_argument),
      fmt::format("unknown format '{}'; there are: {}", Name.str(), formatNames()));
}

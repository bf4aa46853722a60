//===- CheckPage.cpp - What the documentation says of a check -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/CheckPage.h"
#include "Render/Assets.h"

using namespace gfp;
using llvm::StringRef;

static bool isAbsolute(StringRef Target) { return Target.contains("://"); }

/// \p Text with `[words](page.md)` as `words`; links to absolute addresses stay.
static std::string withoutRelativeLinks(StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    size_t Middle = Text.find("](");
    size_t End = Middle == StringRef::npos ? Middle : Text.find(')', Middle);
    size_t Begin = Text.take_front(Middle).rfind('[');
    if (End == StringRef::npos || Begin == StringRef::npos) {
      size_t Taken = Middle == StringRef::npos ? Text.size() : Middle + 2;
      Out += Text.take_front(Taken);
      Text = Text.drop_front(Taken);
      continue;
    }
    if (isAbsolute(Text.slice(Middle + 2, End))) {
      Out += Text.take_front(End + 1);
    } else {
      Out += Text.take_front(Begin);
      Out += Text.slice(Begin + 1, Middle);
    }
    Text = Text.drop_front(End + 1);
  }
  return Out;
}

std::string gfp::checkPage(StringRef Check) {
  StringRef Page = assetText((Check + ".md").str());
  if (Page.starts_with("# "))
    Page = Page.split('\n').second;
  return withoutRelativeLinks(Page.trim());
}

std::string gfp::checkUrl(StringRef Check) {
  StringRef Base = StringRef(GFPLINT_DOCS_URL).rtrim('/');
  if (Base.empty() || assetText((Check + ".md").str()).empty())
    return {};
  return (Base + "/checks/" + Check + ".md").str();
}

//===- HtmlText.cpp - Text in HTML ----------------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/HtmlText.h"
#include "llvm/Support/JSON.h"
#include <fmt/format.h>

using llvm::StringRef;

/// The character that UTF-8 writes as E2 \p Second \p Third, if it changes the direction of what
/// follows (U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069): source may look other than it is.
static unsigned directionControl(unsigned char Second, unsigned char Third) {
  unsigned Code = 0x2000 | (Second & 0x3f) << 6 | (Third & 0x3f);
  bool Marks = Code == 0x200e || Code == 0x200f;
  bool Embeds = Code >= 0x202a && Code <= 0x202e;
  bool Isolates = Code >= 0x2066 && Code <= 0x2069;
  return Marks || Embeds || Isolates ? Code : 0;
}

static void appendByte(std::string &Out, unsigned char C) {
  switch (C) {
  case '&':
    Out += "&amp;";
    break;
  case '<':
    Out += "&lt;";
    break;
  case '>':
    Out += "&gt;";
    break;
  case '"':
    Out += "&quot;";
    break;
  case '\'':
    Out += "&#39;";
    break;
  case '\t':
  case '\n':
    Out += char(C);
    break;
  default:
    if (C < 0x20 || C == 0x7f) // Its picture: U+2400 and so on.
      Out += fmt::format("&#{};", C == 0x7f ? 0x2421 : 0x2400 + C);
    else
      Out += char(C);
  }
}

std::string gfp::htmlText(StringRef Text) {
  std::string Repaired;
  if (!llvm::json::isUTF8(Text)) {
    Repaired = llvm::json::fixUTF8(Text);
    Text = Repaired;
  }
  std::string Out;
  Out.reserve(Text.size() + Text.size() / 8);
  for (size_t I = 0; I < Text.size(); ++I) {
    unsigned char C = Text[I];
    if (C == 0xe2 && I + 2 < Text.size())
      if (unsigned Code = directionControl(Text[I + 1], Text[I + 2])) {
        Out += fmt::format("[U+{:04X}]", Code);
        I += 2;
        continue;
      }
    appendByte(Out, C);
  }
  return Out;
}

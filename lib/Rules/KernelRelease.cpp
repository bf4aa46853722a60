//===- KernelRelease.cpp - A Linux release number -----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/KernelRelease.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Takes a decimal number without leading zeros off the front of \p Text.
std::optional<unsigned> takeNumber(StringRef &Text) {
  StringRef Digits = Text.take_while(llvm::isDigit);
  unsigned Value = 0;
  if (Digits.empty() || (Digits.size() > 1 && Digits.front() == '0') ||
      Digits.getAsInteger(10, Value))
    return std::nullopt;
  Text = Text.drop_front(Digits.size());
  return Value;
}

/// The last minor number of \p Major: what it was, or for the majors to come the most that the
/// habit of going on after .19 or .20 allows.
std::optional<unsigned> lastMinor(unsigned Major) {
  switch (Major) {
  case 2:
    return 6;
  case 3:
  case 5:
  case 6:
    return 19;
  case 4:
  case 7:
  case 8:
  case 9:
    return 20;
  default:
    return std::nullopt;
  }
}

llvm::Error bad(StringRef Text, const llvm::Twine &Why) {
  return llvm::createStringError("'" + Text + "' is no kernel release: " + Why);
}

} // namespace

std::string KernelRelease::str() const {
  return std::to_string(Major) + "." + std::to_string(Minor);
}

llvm::Expected<KernelRelease> KernelRelease::parse(StringRef Text) {
  const char *Form = "expected a form like 6.12, 6.12.117, v6.12 or 6.12-rc3";
  StringRef Rest = Text;
  Rest.consume_front("v");
  std::optional<unsigned> Major = takeNumber(Rest);
  if (!Major || !Rest.consume_front("."))
    return bad(Text, Form);
  std::optional<unsigned> Minor = takeNumber(Rest);
  if (!Minor || (Rest.consume_front(".") && !takeNumber(Rest)) ||
      (Rest.consume_front("-rc") && !takeNumber(Rest)) || !Rest.empty())
    return bad(Text, Form);

  KernelRelease R{*Major, *Minor};
  if (R < KernelRelease{2, 6})
    return bad(Text, "nothing before 2.6 is known");
  std::optional<unsigned> Last = lastMinor(R.Major);
  if (!Last)
    return bad(Text, "there is no Linux " + llvm::Twine(R.Major));
  if (R.Minor > *Last)
    return bad(Text, "Linux " + llvm::Twine(R.Major) + " ends with " + llvm::Twine(R.Major) + "." +
                         llvm::Twine(*Last));
  return R;
}

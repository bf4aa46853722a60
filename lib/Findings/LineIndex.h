//===- LineIndex.h - Lines of a text ----------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_LINEINDEX_H
#define GFPLINT_FINDINGS_LINEINDEX_H

#include "llvm/ADT/StringRef.h"
#include <vector>

namespace gfp {

/// Where the lines of a text begin. Refers to the text, which must outlive it. Lines count from 0
/// here; a text that ends in a newline has no empty line after it.
class LineIndex {
public:
  explicit LineIndex(llvm::StringRef Text);

  llvm::StringRef text() const { return Text; }
  unsigned size() const { return Starts.size() - 1; }
  /// The offset of the first byte of \p Line; the end of the text for size().
  unsigned start(unsigned Line) const { return Starts[Line]; }
  /// The line with its newline, if it has one.
  llvm::StringRef full(unsigned Line) const { return Text.slice(Starts[Line], Starts[Line + 1]); }
  /// The line without its newline or carriage return.
  llvm::StringRef line(unsigned Line) const { return full(Line).rtrim("\r\n"); }
  /// The line that holds \p Offset. The end of a text that ends in a newline is on line size().
  unsigned lineOf(unsigned Offset) const;

private:
  llvm::StringRef Text;
  std::vector<unsigned> Starts; ///< One more than there are lines.
};

} // namespace gfp

#endif // GFPLINT_FINDINGS_LINEINDEX_H

//===- WrapperTable.h - Wrappers as the summaries tell ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_WRAPPERTABLE_H
#define GFPLINT_SUMMARY_WRAPPERTABLE_H

#include "Facts/UnitFacts.h"
#include "Facts/Wrapper.h"
#include "Summary/UnitKnowledge.h"
#include <memory>

namespace gfp {

/// Every function whose summary brings its gfp parameter to an allocator.
class WrapperTable : public WrapperSource {
public:
  WrapperTable(const UnitFacts &Unit, const UnitKnowledge &Known) : Unit(Unit), Known(Known) {}
  const Wrapper *of(const clang::FunctionDecl *Function) const override;

private:
  std::unique_ptr<Wrapper> make(const clang::FunctionDecl *Function) const;

  const UnitFacts &Unit;
  const UnitKnowledge &Known;
  mutable llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Wrapper>> Wrappers;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_WRAPPERTABLE_H

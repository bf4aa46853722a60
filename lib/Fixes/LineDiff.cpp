//===- LineDiff.cpp - Which lines differ ----------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy form. Fixes change
// few lines, so D is small and the trace of D^2 numbers, too.
//
//===----------------------------------------------------------------------===//
#include "Fixes/LineDiff.h"
#include <algorithm>

using namespace gfp;

namespace {

/// Beyond this many differing lines the rest is shown as replaced: no fix comes near it.
constexpr int MaxDifferences = 1000;

/// One text against another; positions are in the part that differs.
class Myers {
public:
  Myers(const LineIndex &Old, const LineIndex &New, unsigned First, int OldSize, int NewSize)
      : Old(Old), New(New), First(First), N(OldSize), M(NewSize) {}

  std::vector<ChangedLines> run();

private:
  bool equal(int X, int Y) const { return Old.full(First + X) == New.full(First + Y); }
  bool search();
  std::vector<ChangedLines> walkBack() const;

  const LineIndex &Old, &New;
  unsigned First;
  int N, M;
  /// By number of differences D: how far into the old text each diagonal -D .. D reaches.
  std::vector<std::vector<int>> Trace;
};

} // namespace

/// The old position from which diagonal \p K is reached with \p D differences, after its insertion
/// or deletion; \p Last is the row of the trace for D - 1.
static int step(const std::vector<int> &Last, int K, int D, bool &Inserted) {
  auto At = [&](int Diagonal) { return Last[Diagonal + D - 1]; };
  Inserted = K == -D || (K != D && At(K - 1) < At(K + 1));
  return Inserted ? At(K + 1) : At(K - 1) + 1;
}

bool Myers::search() {
  int Limit = std::min(N + M, MaxDifferences);
  for (int D = 0; D <= Limit; ++D) {
    std::vector<int> Reach(2 * D + 1, 0);
    for (int K = -D; K <= D; K += 2) {
      bool Inserted;
      int X = D == 0 ? 0 : step(Trace.back(), K, D, Inserted);
      while (X < N && X - K < M && X - K >= 0 && equal(X, X - K))
        ++X;
      Reach[K + D] = X;
      if (K == N - M && X >= N) {
        Trace.push_back(std::move(Reach));
        return true;
      }
    }
    Trace.push_back(std::move(Reach));
  }
  return false;
}

std::vector<ChangedLines> Myers::walkBack() const {
  std::vector<ChangedLines> Changes; // Last first.
  int X = N, Y = M;
  for (int D = Trace.size() - 1; D > 0; --D) {
    bool Inserted;
    int K = X - Y;
    int After = step(Trace[D - 1], K, D, Inserted);
    // Before the insertion or deletion; between it and (X, Y) the texts agree.
    int PrevX = Inserted ? After : After - 1, PrevY = PrevX - (Inserted ? K + 1 : K - 1);
    unsigned OldEnd = After, NewEnd = After - K;
    if (!Changes.empty() && Changes.back().OldBegin == OldEnd &&
        Changes.back().NewBegin == NewEnd) {
      Changes.back().OldBegin = PrevX;
      Changes.back().NewBegin = PrevY;
    } else {
      Changes.push_back({unsigned(PrevX), OldEnd, unsigned(PrevY), NewEnd});
    }
    X = PrevX;
    Y = PrevY;
  }
  std::reverse(Changes.begin(), Changes.end());
  return Changes;
}

std::vector<ChangedLines> Myers::run() {
  std::vector<ChangedLines> Changes;
  if (search())
    Changes = walkBack();
  else
    Changes.push_back({0, unsigned(N), 0, unsigned(M)});
  for (ChangedLines &C : Changes) {
    C.OldBegin += First;
    C.OldEnd += First;
    C.NewBegin += First;
    C.NewEnd += First;
  }
  return Changes;
}

std::vector<ChangedLines> gfp::diffLines(const LineIndex &Old, const LineIndex &New) {
  unsigned OldEnd = Old.size(), NewEnd = New.size(), First = 0;
  while (First < OldEnd && First < NewEnd && Old.full(First) == New.full(First))
    ++First;
  while (OldEnd > First && NewEnd > First && Old.full(OldEnd - 1) == New.full(NewEnd - 1)) {
    --OldEnd;
    --NewEnd;
  }
  return Myers(Old, New, First, OldEnd - First, NewEnd - First).run();
}

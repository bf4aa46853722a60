//===- FindingBytes.h - A finding as bytes ----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// One list of fields for Writer and Reader of Summary/ByteIO.h. What a report adds to a unit's
// findings (Occurrence, Neighbour, Configurations) is not among them.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_FINDINGBYTES_H
#define GFPLINT_ENGINE_FINDINGBYTES_H

#include "Findings/Finding.h"
#include "Summary/ByteIO.h"

namespace gfp {

template <class IO> void positionFields(IO &Io, Position &V) {
  Io.text(V.File);
  Io.number(V.Offset);
  Io.number(V.Line);
  Io.number(V.Column);
}

template <class IO> void findingFields(IO &Io, Finding &V) {
  Io.text(V.Check);
  Io.number(V.Level);
  Io.text(V.Message);
  positionFields(Io, V.At);
  Io.text(V.Function);
  Io.text(V.Statement);
  Io.number(V.FirstLine);
  Io.number(V.LastLine);
  Io.number(V.OfAbsence);
  Io.number(V.Release.Major);
  Io.number(V.Release.Minor);
  Io.list(V.Notes, [&](Note &N) {
    positionFields(Io, N.At);
    Io.text(N.Message);
  });
  Io.maybe(V.Correction, [&](Fix &F) {
    Io.text(F.Title);
    Io.list(F.Edits, [&](Edit &E) {
      Io.text(E.File);
      Io.number(E.Offset);
      Io.number(E.Length);
      Io.text(E.Replacement);
    });
  });
}

} // namespace gfp

#endif // GFPLINT_ENGINE_FINDINGBYTES_H

//===- BodyTextTest.cpp - Calls in the text of a function ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/BodyText.h"
#include "llvm/ADT/StringMap.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

std::vector<TextCall> calls(StringRef Head, StringRef Body, bool Shaped = true) {
  static const llvm::StringMap<SectionName> Known = {
      {"lock", {{0}, {}, false}},     {"unlock", {{}, {0}, false}},
      {"rcu_lock", {{1}, {}, false}}, {"rcu_unlock", {{}, {1}, false}},
      {"LOCK_IT", {{0}, {}, false}},  {"WITH_LOCK", {{}, {}, true}},
  };
  auto section = [](StringRef Name) {
    auto Found = Known.find(Name);
    return Found == Known.end() ? nullptr : &Found->second;
  };
  auto cannot = [](StringRef Name) { return Name == "GFP_ATOMIC"; };
  auto can = [](StringRef Name) { return Name == "GFP_KERNEL"; };
  auto guard = [&](StringRef Macro, StringRef Class) {
    return section(Macro == "guard" && Class == "spin" ? "lock" : "");
  };
  auto allocation = [](StringRef Name) { return Name == "NEW_ENTRY"; };
  return callsIn(Head, Body, Shaped, {section, guard, allocation, cannot, can});
}

/// Of the call of f() in \p Body.
TextCall f(StringRef Body, StringRef Head = "int own(int a, gfp_t gfp)", bool Shaped = true) {
  const std::vector<TextCall> Calls = calls(Head, Body, Shaped);
  for (const TextCall &Each : Calls)
    if (Each.Name == "f")
      return Each;
  ADD_FAILURE() << "f() is not called in: " << Body.str();
  return {};
}

bool surely(StringRef Body, StringRef Head = "int own(int a)") { return f(Body, Head).Surely; }
bool inSection(StringRef Body) { return f(Body).InSection; }
bool repeats(StringRef Body) { return f(Body).MayRepeat; }

TEST(BodyTextTest, ConditionsDecide) {
  EXPECT_TRUE(surely("f();"));
  EXPECT_TRUE(surely("if (f()) g();"));
  EXPECT_FALSE(surely("if (a) f();"));
  EXPECT_FALSE(surely("if (a) g(); else { f(); }"));
  EXPECT_FALSE(surely("while (a) f();"));
  EXPECT_TRUE(surely("do { f(); } while (a);"));
  EXPECT_FALSE(surely("switch (a) { case 1: f(); }"));
  EXPECT_FALSE(surely("x = a && f();"));
  EXPECT_FALSE(surely("x = a ? f() : 0;"));
  EXPECT_TRUE(surely("x = (a && b) + f();"));
  EXPECT_FALSE(surely("list_for_each_entry(a, b, c) { f(); }"));
  EXPECT_TRUE(surely("scoped_guard(mutex, &m) { f(); }"));
}

TEST(BodyTextTest, AnEarlyReturnEndsItUnlessItIsForAnError) {
  EXPECT_FALSE(surely("if (a) return 0; f();"));
  EXPECT_FALSE(surely("if (a) return; f();"));
  EXPECT_FALSE(surely("if (a) { g(); goto out; } f(); out: return 0;"));
  EXPECT_TRUE(surely("if (a) return -EINVAL; f();"));
  EXPECT_TRUE(surely("if (a) return NULL; f();", "void *own(int a)"));
  EXPECT_TRUE(surely("if (a) return ERR_PTR(a); f();", "void *own(int a)"));
  EXPECT_FALSE(surely("if (a) return ret; f();"));
  EXPECT_TRUE(surely("while (a) return 0; f();"));
  // Perhaps nobody compiles it.
  EXPECT_TRUE(surely("g();\n#ifdef X\nif (a) return 0;\n#endif\nf();"));
}

TEST(BodyTextTest, SectionsAreOpenOnEveryWay) {
  EXPECT_TRUE(inSection("lock(&l); f(); unlock(&l);"));
  EXPECT_FALSE(inSection("lock(&l); unlock(&l); f();"));
  EXPECT_FALSE(inSection("f(); lock(&l); unlock(&l);"));
  EXPECT_FALSE(inSection("f();"));
  EXPECT_FALSE(inSection("if (a) lock(&l); f();"));
  EXPECT_TRUE(inSection("if (a) lock(&l); else lock(&m); f();"));
  EXPECT_TRUE(inSection("lock(&l); if (a) { unlock(&l); return 0; } f();"));
  // It looks as if control came out of that: a macro may leave.
  EXPECT_TRUE(inSection("lock(&l); if (a) unlock(&l); f();"));
  EXPECT_FALSE(inSection("lock(&l); while (a) { unlock(&l); break; } f();"));
  EXPECT_TRUE(inSection("lock(&l); rcu_lock(); unlock(&l); f(); rcu_unlock();"));
  EXPECT_FALSE(inSection("lock(&l); if (a) goto out; unlock(&l); return 0; out: unlock(&l); f();"));
  EXPECT_TRUE(inSection("lock(&l); if (a) goto out; unlock(&l); return 0; out: f(); unlock(&l);"));
  EXPECT_TRUE(inSection("switch (a) { case 1: lock(&l); f(); unlock(&l); }"));
  EXPECT_FALSE(inSection("switch (a) { case 1: lock(&l); break; case 2: f(); }"));
  EXPECT_FALSE(inSection("lock(&l); x->release(x); f();"));
  EXPECT_TRUE(inSection("guard(spin)(&l); f();"));
  EXPECT_FALSE(inSection("guard(mutex)(&l); f();"));
}

TEST(BodyTextTest, WhatTheCompilerMayKnowIsNoWay) {
  EXPECT_TRUE(inSection("if (IS_ENABLED(CONFIG_X)) lock(&l); f();"));
  EXPECT_TRUE(inSection("lock(&l); if (IS_ENABLED(CONFIG_X)) unlock(&l); f();"));
  EXPECT_TRUE(inSection("lock(&l);\n#ifdef X\nunlock(&l);\n#endif\nf();"));
  EXPECT_FALSE(inSection("lock(&l); while (1) { if (X) { unlock(&l); break; } } f();"));
  EXPECT_FALSE(inSection("lock(&l); while (1) { if (a) { unlock(&l); break; } } f();"));
}

TEST(BodyTextTest, WhatMayNotComeBackIsNoWay) {
  EXPECT_TRUE(inSection("for (;;) { lock(&l); if (a) goto found; unlock(&l); } found: f();"));
  EXPECT_TRUE(inSection("do { lock(&l); if (a) break; unlock(&l); } while (1); f();"));
  EXPECT_TRUE(inSection("lock(&l); if (a) { unlock(&l); return_ptr(p); } f();"));
  EXPECT_TRUE(inSection("lock(&l); if (a) { unlock(&l); for (;;) g(); } f();"));
  EXPECT_TRUE(inSection("switch (a) { case A: lock(&l); break; case B: lock(&l); } f();"));
  EXPECT_TRUE(inSection("lock(&l); switch (a) { case 1: unlock(&l); panic(); case 2: g(); } f();"));
  EXPECT_FALSE(inSection("switch (a) { case A: lock(&l); break; default: g(); } f();"));
  EXPECT_TRUE(inSection("lock(&l); switch (sizeof(a)) { case 4: unlock(&l); break; } f();"));
}

TEST(BodyTextTest, CallsThroughPointersEndSectionsBehindTheirArguments) {
  EXPECT_TRUE(inSection("lock(&l); x->get(f());"));
  EXPECT_FALSE(inSection("lock(&l); x->get(1); f();"));
  EXPECT_TRUE(inSection("lock(&l); pr_debug(x->get(1)); f();"));
}

TEST(BodyTextTest, MacrosWithoutParentheses) {
  EXPECT_TRUE(inSection("LOCK_IT; f();"));
  EXPECT_TRUE(repeats("forever { p = f(); if (p) break; }"));
  EXPECT_EQ(calls("void own(void)", "p = NEW_ENTRY;").size(), 1u);
}

TEST(BodyTextTest, MacrosThatLockMakeCallsInSections) {
  EXPECT_TRUE(inSection("WITH_LOCK(f());"));
  EXPECT_FALSE(inSection("WITH_LOCK(g()); f();"));
}

TEST(BodyTextTest, WhatHasNoShapeMayBeAnything) {
  TextCall Call = f("lock(&l); unlock(&l); if (a) f();", "int own(int a)", false);
  EXPECT_TRUE(Call.Surely && Call.InSection);
  EXPECT_FALSE(Call.MayRepeat);
  EXPECT_TRUE(f("for (;;) f();", "int own(int a)", false).MayRepeat);
  // A condition whose parts are not all there.
  EXPECT_TRUE(surely("if (a\n#ifdef X\n && b\n#endif\n) f();"));
  EXPECT_TRUE(surely("if (a) g();\n#ifdef X\nelse\n#endif\nf();"));
}

TEST(BodyTextTest, MasksOfCalls) {
  EXPECT_EQ(f("f(n, GFP_ATOMIC);").Mask, TextCall::CannotSleep);
  EXPECT_EQ(f("f(n, GFP_ATOMIC | __GFP_NOWARN);").Mask, TextCall::CannotSleep);
  EXPECT_EQ(f("f(n, a ? GFP_KERNEL : GFP_ATOMIC);").Mask, TextCall::CannotSleep);
  EXPECT_EQ(f("f(g(GFP_ATOMIC), GFP_KERNEL);").Mask, TextCall::Other);
  EXPECT_EQ(f("f(n, gfp);").Mask, TextCall::HandedOn);
  EXPECT_EQ(f("f(n, gfp | x);").Mask, TextCall::Other);
  EXPECT_EQ(f("f(n, other);").Mask, TextCall::Other);
  EXPECT_EQ(f("gfp |= GFP_KERNEL; f(n, gfp);").Mask, TextCall::Other);
  EXPECT_EQ(f("gfp = other; f(n, gfp);").Mask, TextCall::Other);
  EXPECT_EQ(f("gfp |= x; f(n, gfp);").Mask, TextCall::HandedOn);
  EXPECT_EQ(f("if (gfp == x) f(n, gfp);").Mask, TextCall::HandedOn);
}

TEST(BodyTextTest, LoopsThatDoMore) {
  EXPECT_TRUE(repeats("while (!p) { g(1); p = f(); }"));
  EXPECT_TRUE(repeats("while (!p) { int n = 1; p = f(); }"));
  EXPECT_TRUE(repeats("n = 1; while (!p) { p = f(); }"));
  EXPECT_TRUE(repeats("for (;;) { p = f(); if (!p) continue; n = 1; }"));
  EXPECT_TRUE(repeats("for (;;) { STATE(x) = 1; p = f(); }"));
  EXPECT_TRUE(repeats("for (;;) { current->x = 1; p = f(); }"));
  EXPECT_TRUE(repeats("for (;;) { if (IS_ENABLED(X)) n = 1; p = f(); }"));
  EXPECT_TRUE(repeats("for (;;) { n = 1; again: p = f(); if (!p) goto again; }"));
  EXPECT_FALSE(repeats("for (;;) { n = 1; p = f(); if (!p) continue; }"));
  EXPECT_FALSE(repeats("for (;;) { x->n[1]->m |= 1; p = f(); if (!p) continue; }"));
  EXPECT_FALSE(repeats("for (;;) { if (x) n++; p = f(); if (!p) continue; }"));
  EXPECT_FALSE(repeats("for (;;) { x->get(1); p = f(); if (!p) continue; }"));
  EXPECT_FALSE(repeats("for (;;) { if (x) return 1; p = f(); if (!p) continue; }"));
  EXPECT_FALSE(repeats("while (i < n) { p = f(); i = x; }"));
  EXPECT_TRUE(repeats("while (i < n || !p) { p = f(); }"));
}

TEST(BodyTextTest, LoopsThatTryAgain) {
  EXPECT_FALSE(repeats("p = f();"));
  EXPECT_TRUE(repeats("do { p = f(); } while (!p);"));
  EXPECT_FALSE(repeats("do { p = f(); } while (0);"));
  EXPECT_TRUE(repeats("while (!(p = f())) g();"));
  EXPECT_TRUE(repeats("for (;;) { p = f(); if (p) break; }"));
  EXPECT_FALSE(repeats("for (i = 0; i < n; i++) p[i] = f();"));
  EXPECT_FALSE(repeats("while (n--) p = f();"));
  EXPECT_TRUE(repeats("again: p = f(); if (!p) goto again;"));
  EXPECT_FALSE(repeats("while (x) { p = f(); if (!p) return -ENOMEM; }"));
  EXPECT_FALSE(repeats("while (x) { p = f(); if (!p) goto out; } out: return 0;"));
  EXPECT_TRUE(repeats("again: p = f(); if (!p) goto out; return 0; out: wait(); goto again;"));
  EXPECT_FALSE(repeats("while (x) { p = f(); if (!p && y) return -ENOMEM; }"));
  EXPECT_TRUE(repeats("for (;;) { p = f(); if (!p && y) return -ENOMEM; }"));
  EXPECT_FALSE(repeats("list_for_each_entry(a, b, c) { p = f(); }"));
  EXPECT_TRUE(repeats("for (;;) list_for_each_entry(a, b, c) { p = f(); }"));
  EXPECT_TRUE(repeats("again: p = f(); if (!x) return 0; if (!p) goto again;"));
  EXPECT_TRUE(repeats("for (;; wait(1)) { p = f(); if (p) break; }"));
  EXPECT_TRUE(repeats("for (;;) { p = f(); if (!p) goto next; return p; next: g(); }"));
  EXPECT_TRUE(repeats("again: p = f(); RETRY_UNLESS(p);"));
}

} // namespace

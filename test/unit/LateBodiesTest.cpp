//===- LateBodiesTest.cpp - Bodies parsed when they are asked for --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/LateBodies.h"
#include "Engine/ParseUnit.h"
#include "Rules/RuleBase.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace gfp;

namespace {

/// Parses a unit but for all bodies that can be had later, and then the one of each function.
class Action : public ASTFrontendAction {
public:
  Action(const RuleSet &Rules, std::string &Said) : Rules(Rules), Said(Said) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    auto Made = std::make_unique<Consumer>(Compiler, *this);
    Asks = Made.get();
    return Made;
  }
  void ExecuteAction() override {
    CompilerInstance &Compiler = getCompilerInstance();
    Compiler.createSema(getTranslationUnitKind(), nullptr);
    parseUnit(Compiler.getSema(), /*SkipBodies=*/true,
              [&](Parser &Parse) { Asks->Late.endUnit(Parse); });
  }

private:
  struct Consumer : ASTConsumer {
    Consumer(CompilerInstance &Compiler, Action &Of) : Late(Compiler, Of.Rules), Of(Of) {}
    bool shouldSkipFunctionBody(Decl *D) override {
      if (Late.isParsing())
        return false;
      Late.skip(cast<FunctionDecl>(D), /*Wanted=*/true);
      return true;
    }
    bool HandleTopLevelDecl(DeclGroupRef Group) override {
      Late.endDeclaration();
      for (Decl *D : Group)
        if (auto *Function = dyn_cast<FunctionDecl>(D);
            Function && Function->isThisDeclarationADefinition())
          Functions.push_back(Function);
      return true;
    }
    void HandleTranslationUnit(ASTContext &Context) override {
      for (const FunctionDecl *Function : Functions) {
        Of.Said += Function->getNameAsString();
        Function = Late.parse(Function);
        if (!Function) {
          Of.Said += " not";
        } else {
          EXPECT_EQ(Function->getDefinition(), Function);
          llvm::raw_string_ostream Out(Of.Said);
          Function->getBody()->printPretty(Out, nullptr, PrintingPolicy(Context.getLangOpts()));
        }
        Of.Said += '\n';
      }
    }
    LateBodies Late;
    Action &Of;
    std::vector<const FunctionDecl *> Functions;
  };

  const RuleSet &Rules;
  std::string &Said;
  Consumer *Asks = nullptr;
};

/// The functions of \p Text with their bodies, without spaces.
std::string bodiesOf(llvm::StringRef Text, bool Clean = true) {
  auto Base = RuleBase::builtin();
  if (!Base)
    return llvm::toString(Base.takeError());
  RuleSet Rules = Base->select({6, 12});
  std::string Said;
  EXPECT_EQ(Clean, tooling::runToolOnCodeWithArgs(std::make_unique<Action>(Rules, Said), Text,
                                                  {"-std=gnu11", "-w"}, "unit.c"));
  llvm::erase_if(Said, [](char C) { return C == ' ' || C == '\n'; });
  return Said;
}

TEST(LateBodies, AreParsedWithWhatFollowsThem) {
  EXPECT_EQ(
      bodiesOf(
          "int later(int);\n"
          "static inline int f(int a)\n{\n\tif (a)\n\t\treturn later('}' + a);\n\treturn 1;\n}\n"
          "int g(void)\n{\n\t/* } */\n\treturn f(2);\n}\n"),
      "f{if(a)returnlater('}'+a);return1;}g{returnf(2);}");
}

TEST(LateBodies, SeeTheMacrosOfTheirPlace) {
  EXPECT_EQ(bodiesOf("#define ONE two(1)\n#define two(x) x + x\n"
                     "int f(void)\n{\n\treturn ONE;\n}\n"
                     "#undef two\n#define two(x) 2\n#undef ONE\n"
                     "int g(void)\n{\n\treturn two(3) + f();\n}\n"
                     "#define f(x) 4\n"
                     "int (f)(void);\n#define ONE 7\n"
                     "int h(void)\n{\n\treturn ONE + f(1);\n}\n"),
            "f{return1+1;}g{return2+f();}h{return7+4;}");
}

TEST(LateBodies, LeaveMacrosAsTheyAre) {
  EXPECT_EQ(bodiesOf("int f(void)\n{\n\treturn 1;\n}\n#define f f\n#define ONE 1\n"
                     "int g(void)\n{\n\treturn f() + ONE;\n}\n#undef ONE\n#define ONE 2\n"
                     "int h(void)\n{\n\treturn ONE;\n}\n"),
            "f{return1;}g{returnf()+1;}h{return2;}");
}

TEST(LateBodies, AreMadeByMacrosAndDirectives) {
  EXPECT_EQ(bodiesOf("#define MAKE(name) int name(void) { return 1; } \\\n"
                     "\tint name##1(void) { return name() + 1; }\n;\nMAKE(a)\n#undef MAKE\n"
                     "int b(void)\n{\n#ifdef C\n\treturn 1;\n#endif\n\treturn 2;\n}\n"
                     "int\n  #ifdef C\nx(void);\n#endif\nc(void) { return 3; }\nint d(void) {}\n"),
            "a{return1;}a1{returna()+1;}b{return2;}c{return3;}d{}");
}

TEST(LateBodies, AreNotThoseWithErrors) {
  EXPECT_EQ(bodiesOf("static inline int f(void)\n{\n\treturn missing;\n}\n", /*Clean=*/false),
            "fnot");
}

} // namespace

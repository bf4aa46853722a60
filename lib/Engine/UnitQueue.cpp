//===- UnitQueue.cpp - Units for threads that share headers ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnitQueue.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace gfp;

UnitQueue::UnitQueue(const std::vector<CompileCommand> &Commands, llvm::ArrayRef<size_t> Units,
                     SharedHeaders *Shared)
    : Commands(Commands), Shared(Shared) {
  std::vector<SharedHeaders::Group *> Groups(Units.size());
  if (Shared) {
    std::vector<const CompileCommand *> All;
    for (size_t Unit : Units)
      All.push_back(&Commands[Unit]);
    Groups = Shared->groupsOf(All);
  }
  llvm::DenseMap<SharedHeaders::Group *, size_t> Numbers;
  auto batchOf = [&](SharedHeaders::Group *Group) -> Batch & {
    auto [Entry, New] = Numbers.try_emplace(Group, Batches.size());
    if (New) {
      Batches.emplace_back();
      Batches.back().Group = Group;
      if (Group && SharedHeaders::isToBeMade(*Group))
        Batches.back().State = Batch::ToBeMade;
    }
    return Batches[Entry->second];
  };
  for (auto [Unit, Group] : llvm::zip_equal(Units, Groups)) {
    Batch &Own = batchOf(Group);
    Own.Units.push_back(Unit);
    if (Own.State == Batch::ToBeMade)
      if (SharedHeaders::Group *Base = SharedHeaders::baseOf(*Group);
          Base && SharedHeaders::isToBeMade(*Base))
        batchOf(Base);
  }
  // The longest first, that threads end together; what shares nothing fills the gaps.
  llvm::sort(Batches, [](const Batch &A, const Batch &B) {
    return std::forward_as_tuple(!A.Group, B.Units.size(), A.Units) <
           std::forward_as_tuple(!B.Group, A.Units.size(), B.Units);
  });
  for (Batch &Each : Batches)
    std::reverse(Each.Units.begin(), Each.Units.end()); // They are taken from the end.
}

bool UnitQueue::isBehind(const Batch &Of) const {
  const SharedHeaders::Group *Base = SharedHeaders::baseOf(*Of.Group);
  return Base && llvm::any_of(Batches, [&](const Batch &Each) {
           return Each.Group == Base && Each.State != Batch::Ready;
         });
}

std::optional<UnitQueue::Item> UnitQueue::next() {
  std::unique_lock<std::mutex> Guard(Lock);
  for (;;) {
    auto with = [&](auto State, bool Grouped) {
      return llvm::find_if(Batches, [&](const Batch &Each) {
        return Each.State == State && !Each.Units.empty() && bool(Each.Group) == Grouped;
      });
    };
    auto Next = with(Batch::Ready, true);
    if (Next == Batches.end()) {
      auto Made = llvm::find_if(Batches, [&](const Batch &Each) {
        return Each.State == Batch::ToBeMade && !isBehind(Each);
      });
      if (Made != Batches.end()) {
        Made->State = Batch::BeingMade;
        Guard.unlock();
        auto Header = Shared->make(*Made->Group);
        Guard.lock();
        SharedHeaders::keep(*Made->Group, std::move(Header));
        Made->State = Batch::Ready;
        Changed.notify_all();
        continue;
      }
      Next = with(Batch::Ready, false);
    }
    if (Next != Batches.end()) {
      Item Taken{Next->Units.back(), nullptr, ""};
      Next->Units.pop_back();
      if (Next->Group) {
        Taken.Header = SharedHeaders::headerOf(*Next->Group);
        if (Next->Units.empty())
          Shared->leave(*Next->Group);
        while (Taken.Header) {
          Taken.Obstacle = Shared->obstacle(Commands[Taken.Unit], *Taken.Header);
          if (Taken.Obstacle.empty())
            break;
          Taken.Header = Taken.Header->Base;
        }
      }
      return Taken;
    }
    if (llvm::none_of(Batches, [](const Batch &Each) { return Each.State == Batch::BeingMade; }))
      return std::nullopt;
    Changed.wait(Guard);
  }
}

// Before 5.17 the mask becomes GFP_KERNEL: under the scope that is open, or under one of its own.
//
// RUN: %gfp-lint fix --release 5.10 --dry-run %s -- %plain > %t.diff || true
// RUN: FileCheck %s < %t.diff
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 5.10 --in-place %t.c -- %plain || true
// RUN: %scan --release 5.10 %t.c -- %plain | count 0
// RUN: %clang -fsyntax-only -Wall -Wextra -Werror %plain %t.c
//
// CHECK: {{^-[[:space:]]*}}inside = kvmalloc(n, GFP_NOFS | __GFP_NOWARN);
// CHECK-NEXT: {{^\+[[:space:]]*}}inside = kvmalloc(n, GFP_KERNEL | __GFP_NOWARN);
//
// CHECK: {{^\+.*}}memalloc_nofs_save();
// CHECK: {{^\+[[:space:]]*}}outside = kvmalloc(n, GFP_KERNEL);
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_nofs_restore(
//
// CHECK: {{^\+.*}}memalloc_noio_save();
// CHECK: {{^\+[[:space:]]*}}weaker = kvzalloc(n, GFP_KERNEL);
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_noio_restore(

#include <linux/mm.h>
#include <linux/sched/mm.h>

int commit(void *p);

int under_a_scope(size_t n)
{
	unsigned int flags;
	void *inside;
	int ret;

	flags = memalloc_nofs_save();
	inside = kvmalloc(n, GFP_NOFS | __GFP_NOWARN);
	ret = commit(inside);
	memalloc_nofs_restore(flags);
	return ret;
}

int without_a_scope(size_t n)
{
	void *outside;

	outside = kvmalloc(n, GFP_NOFS);
	return commit(outside);
}

// The open scope is weaker than the mask.
int under_a_weaker_scope(size_t n)
{
	unsigned int flags;
	void *weaker;
	int ret;

	flags = memalloc_nofs_save();
	weaker = kvzalloc(n, GFP_NOIO);
	ret = commit(weaker);
	memalloc_nofs_restore(flags);
	return ret;
}

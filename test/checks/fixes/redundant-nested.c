// An inner scope that adds nothing and a scope with nothing in it go without a trace.
//
// RUN: %gfp-lint fix --release 6.1 --dry-run %s -- %plain > %t.diff || true
// RUN: FileCheck %s < %t.diff
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 6.1 --in-place %t.c -- %plain || true
// RUN: %scan --release 6.1 %t.c -- %plain | count 0
// RUN: %clang -fsyntax-only -Wall -Wextra -Werror %plain %t.c
//
// CHECK: {{^-[[:space:]]*}}inner = memalloc_nofs_save();
// CHECK: {{^-[[:space:]]*}}memalloc_nofs_restore(inner);
// CHECK: {{^-[[:space:]]*}}unsigned int empty = memalloc_nofs_save();
// CHECK: {{^-[[:space:]]*}}memalloc_nofs_restore(empty);
// CHECK-NOT: {{^-.*}}noio

#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);

int nested(void)
{
	unsigned int noio, inner;
	int ret;

	noio = memalloc_noio_save();
	ret = step(1);
	inner = memalloc_nofs_save();
	ret |= step(2);
	memalloc_nofs_restore(inner);
	memalloc_noio_restore(noio);
	return ret;
}

void counts(unsigned long *counter)
{
	unsigned int empty = memalloc_nofs_save();

	(*counter)++;
	memalloc_nofs_restore(empty);
}

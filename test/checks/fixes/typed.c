// A typed allocator without a mask gets one.
//
// RUN: %gfp-lint fix --release 7.0 --dry-run %s -- %hooks2 > %t.diff || true
// RUN: FileCheck %s < %t.diff
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 7.0 --in-place %t.c -- %hooks2 || true
// RUN: %scan --release 7.0 %t.c -- %hooks2 | count 0
// RUN: %clang -fsyntax-only -Wall -Wextra -Werror %hooks2 %t.c
//
// CHECK: {{^\+[[:space:]]*}}one = kzalloc_obj(struct entry, GFP_NOFS);
// CHECK: {{^\+[[:space:]]*}}many = kmalloc_objs(struct entry, n, GFP_NOIO);

#include <linux/mm.h>
#include <linux/sched/mm.h>

struct entry {
	u64 key, value;
};

struct entry *no_mask(void)
{
	unsigned int flags;
	struct entry *one;

	flags = memalloc_nofs_save();
	one = kzalloc_obj(struct entry);
	memalloc_nofs_restore(flags);
	return one;
}

struct entry *with_mask(size_t n)
{
	unsigned int flags;
	struct entry *many;

	flags = memalloc_noio_save();
	many = kmalloc_objs(struct entry, n, GFP_KERNEL);
	memalloc_noio_restore(flags);
	return many;
}

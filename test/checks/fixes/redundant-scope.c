// A redundant scope goes with its cookie, its restriction moves into the mask.
//
// RUN: %gfp-lint fix --release 6.1 --dry-run %s -- %plain > %t.diff || true
// RUN: FileCheck %s < %t.diff
// RUN: %gfp-lint fix --release 6.12 --dry-run %s -- %hooks > %t.hooks.diff || true
// RUN: FileCheck %s < %t.hooks.diff
// RUN: %gfp-lint fix --release 7.0 --dry-run %s -- %hooks2 > %t.hooks2.diff || true
// RUN: FileCheck %s < %t.hooks2.diff
//
// The mended file has no finding, compiles without a warning and is left alone by a second run.
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 6.12 --in-place %t.c -- %hooks || true
// RUN: not cmp %s %t.c
// RUN: %scan --release 6.12 %t.c -- %hooks | count 0
// RUN: %clang -fsyntax-only -Wall -Wextra -Werror -Wno-unused-parameter %hooks %t.c
// RUN: cp %t.c %t.once.c
// RUN: %gfp-lint fix --release 6.12 --in-place %t.c -- %hooks
// RUN: cmp %t.c %t.once.c
//
// CHECK: --- a/{{.*}}redundant-scope.c
// CHECK: +++ b/{{.*}}redundant-scope.c
//
// CHECK: {{^}} void *plain_form(size_t n)
// CHECK: {{^-[[:space:]]*}}unsigned int nofs_flag;
// CHECK: {{^-[[:space:]]*}}nofs_flag = memalloc_nofs_save();
// CHECK: {{^-[[:space:]]*}}p = kmalloc(n, GFP_KERNEL);
// CHECK: {{^-[[:space:]]*}}memalloc_nofs_restore(nofs_flag);
// CHECK: {{^\+[[:space:]]*}}p = kmalloc(n, GFP_NOFS);
//
// CHECK-DAG: {{^-[[:space:]]*}}unsigned int noio_flag = memalloc_noio_save();
// CHECK-DAG: {{^\+[[:space:]]*}}void *q = kzalloc(n, GFP_NOIO);
//
// The flags beside GFP_KERNEL stay.
// CHECK: {{^\+[[:space:]]*}}return_this = kmalloc(n, GFP_NOFS | __GFP_NOWARN);
//
// CHECK: {{^\+[[:space:]]*}}any = kmalloc(n, gfp & ~__GFP_FS);
//
// Both restores of an error path go.
// CHECK: {{^-[[:space:]]*}}memalloc_nofs_restore(on_error);
// CHECK: {{^-[[:space:]]*}}memalloc_nofs_restore(on_error);
//
// CHECK: {{^\+[[:space:]]*}}mapped = __vmalloc(n, GFP_NOFS);
//
// A variable of several declared together.
// CHECK: {{^-[[:space:]]*}}unsigned int count, together;
// CHECK: {{^\+[[:space:]]*}}unsigned int count;
// CHECK: {{^\+[[:space:]]*}}last = kcalloc(count, 8, GFP_NOFS);
//
// CHECK-NOT: {{^\+.*}}memalloc_

#include <linux/mm.h>
#include <linux/sched/mm.h>

void warn(const char *what);

void *plain_form(size_t n)
{
	unsigned int nofs_flag;
	void *p;

	nofs_flag = memalloc_nofs_save();
	p = kmalloc(n, GFP_KERNEL);
	memalloc_nofs_restore(nofs_flag);
	return p;
}

void *initialiser(size_t n)
{
	unsigned int noio_flag = memalloc_noio_save();
	void *q = kzalloc(n, GFP_KERNEL);

	memalloc_noio_restore(noio_flag);
	return q;
}

void *more_flags(size_t n)
{
	unsigned int flags;
	void *return_this;

	flags = memalloc_nofs_save();
	return_this = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);
	memalloc_nofs_restore(flags);
	return return_this;
}

void *callers_mask(size_t n, gfp_t gfp)
{
	unsigned int flags;
	void *any;

	flags = memalloc_nofs_save();
	any = kmalloc(n, gfp);
	memalloc_nofs_restore(flags);
	return any;
}

int *error_path(void)
{
	unsigned int on_error;
	int *value;

	on_error = memalloc_nofs_save();
	value = kmalloc(sizeof(*value), GFP_KERNEL);
	if (!value) {
		memalloc_nofs_restore(on_error);
		warn("no memory");
		return NULL;
	}
	*value = 1;
	memalloc_nofs_restore(on_error);
	return value;
}

void *no_mask(unsigned long n)
{
	unsigned int flags;
	void *mapped;

	flags = memalloc_nofs_save();
	mapped = vmalloc(n);
	memalloc_nofs_restore(flags);
	return mapped;
}

void *declared_together(void)
{
	unsigned int count, together;
	void *last;

	count = 3;
	together = memalloc_nofs_save();
	last = kcalloc(count, 8, GFP_KERNEL);
	memalloc_nofs_restore(together);
	return last;
}

// A fix is offered where it is certain to be right. Cookies named kept_ are findings that stay as they are.
//
// RUN: %gfp-lint fix --release 6.1 --dry-run %s -- %plain > %t.diff || true
// RUN: FileCheck %s --implicit-check-not='{{^[-+].*}}kept_' < %t.diff
//
// They are found.
// RUN: not %scan --release 6.1 %s -- %plain > %t.out
// RUN: FileCheck %s --check-prefix=SCAN < %t.out
//
// The result parses without a warning, what was to be mended is mended, the outer scope of two on a second run.
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 6.1 --in-place %t.c -- %plain || true
// RUN: %gfp-lint fix --release 6.1 --in-place %t.c -- %plain || true
// RUN: %clang -fsyntax-only -Wall -Wextra -Werror -Wno-unused-but-set-variable -Wno-unused-variable %plain %t.c
// RUN: grep -v '^//' %t.c > %t.mended
// RUN: FileCheck %s --check-prefix=MENDED < %t.mended
// RUN: not %scan --release 6.1 %t.c -- %plain > %t.again
// RUN: FileCheck %s --check-prefix=AGAIN --implicit-check-not=warning: --implicit-check-not="fix available" < %t.again
// AGAIN-COUNT-6: warning:

#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);
int work(void);

// The cookie's block ends before the exit.
int inner_block(void)
{
	int ret;

	{
		// SCAN: :[[#@LINE+1]]:{{.*}} warning: nofs scope is still open when the function returns
		unsigned int kept_block = memalloc_nofs_save();

		ret = step(1);
	}
	return ret;
}

int loop_body(void)
{
	for (;;) {
		// SCAN: :[[#@LINE+1]]:{{.*}} warning: nofs scope is still open when the function returns
		unsigned int kept_loop = memalloc_nofs_save();

		if (step(1))
			break;
		memalloc_nofs_restore(kept_loop);
	}
	return 0;
}

// At the exit, the name is another variable's.
int shadowed(int nr)
{
	// SCAN: :[[#@LINE+1]]:{{.*}} warning: nofs scope is still open when the function returns
	unsigned int kept_shadowed = memalloc_nofs_save();

	if (nr) {
		unsigned int kept_shadowed = step(nr);

		if (kept_shadowed)
			return -1;
	}
	memalloc_nofs_restore(kept_shadowed);
	return 0;
}

// At the exit, the variable is no longer the cookie.
int overwritten(void)
{
	// SCAN: :[[#@LINE+1]]:{{.*}} warning: nofs scope is still open when the function returns
	unsigned int kept_over = memalloc_nofs_save(), copy = kept_over;

	kept_over = step(1);
	if (kept_over)
		return -1;
	memalloc_nofs_restore(copy);
	return 0;
}

// Another configuration uses the cookie.
void *conditional_use(void)
{
	unsigned int kept_if;
	void *kept_if_p;

	// SCAN: :[[#@LINE+1]]:{{.*}} warning: nofs scope holds a single allocation
	kept_if = memalloc_nofs_save();
	kept_if_p = kmalloc(10, GFP_KERNEL);
	memalloc_nofs_restore(kept_if);
#ifdef CONFIG_LARGE
	kept_if = memalloc_nofs_save();
	work();
	memalloc_nofs_restore(kept_if);
#endif
	return kept_if_p;
}

// A remark among the declarators: whose it is is not ours to say.
void *remark(void)
{
	unsigned int ret, /* of the scope */ kept_remark;
	void *kept_remark_p;

	ret = work();
	// SCAN: :[[#@LINE+1]]:{{.*}} warning: nofs scope holds a single allocation
	kept_remark = memalloc_nofs_save();
	kept_remark_p = kmalloc(ret, GFP_KERNEL);
	memalloc_nofs_restore(kept_remark);
	return kept_remark_p;
}

// Each restore gets the cookie of its own kind.
// CHECK: {{^-[[:space:]]*}}memalloc_noio_restore(swapped_nofs);
// CHECK-NEXT: {{^-[[:space:]]*}}memalloc_nofs_restore(swapped_noio);
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_noio_restore(swapped_noio);
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_nofs_restore(swapped_nofs);
int swapped(void)
{
	unsigned int swapped_nofs, swapped_noio;

	swapped_nofs = memalloc_nofs_save();
	work();
	swapped_noio = memalloc_noio_save();
	work();
	memalloc_noio_restore(swapped_nofs);
	memalloc_nofs_restore(swapped_noio);
	return 0;
}

// Two returns that forgot it are mended in one run.
// CHECK: {{^\+[[:space:]]*}}if (step(1)) {
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_nofs_restore(twice);
// CHECK-NEXT: return -1;
// CHECK: {{^\+[[:space:]]*}}if (step(2)) {
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_nofs_restore(twice);
// CHECK-NEXT: return -2;
int two_returns(void)
{
	unsigned int twice = memalloc_nofs_save();

	if (step(1))
		return -1;
	if (step(2))
		return -2;
	memalloc_nofs_restore(twice);
	return 0;
}

// The inner scope ends first.
// MENDED-LABEL: {{^}}int nested(
// MENDED: if (step(3)) {
// MENDED-NEXT: memalloc_noio_restore(inner);
// MENDED-NEXT: memalloc_nofs_restore(outer);
// MENDED-NEXT: return -1;
// MENDED-NEXT: }
int nested(void)
{
	unsigned int outer, inner;

	outer = memalloc_nofs_save();
	work();
	inner = memalloc_noio_save();
	if (step(3))
		return -1;
	memalloc_noio_restore(inner);
	memalloc_nofs_restore(outer);
	return 0;
}

// What stands after the return stays there.
// MENDED-LABEL: {{^}}int commented(
// MENDED: if (step(4)) {
// MENDED-NEXT: memalloc_nofs_restore(noted);
// MENDED-NEXT: return -EIO; /* give up */
// MENDED-NEXT: }
int commented(void)
{
	unsigned int noted = memalloc_nofs_save();

	if (step(4))
		return -EIO; /* give up */
	memalloc_nofs_restore(noted);
	return 0;
}

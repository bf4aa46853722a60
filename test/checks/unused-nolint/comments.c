// A NOLINT comment for a gfp check that silences nothing.
//
// RUN: %exit-with 1 %scan --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: %exit-with 0 %scan --release 6.12 %s -- %hooks | count 0
// RUN: %exit-with 0 %scan --level 1 --checks=-gfp-unused-nolint --release 6.12 %s -- %hooks | count 0
//
// Of checks that do not run nothing is said.
// RUN: %exit-with 1 %scan --level 1 --checks=gfp-unused-nolint,gfp-redundant-scope --release 6.12 %s -- %hooks | FileCheck --check-prefix=FEW %s
// FEW: gfp-redundant-scope finds nothing here
// FEW-NOT: gfp-kvmalloc-flags
// FEW-NOT: gfp-redundant-flags
// FEW: there is no check gfp-redundant-scopes

#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

int step(int nr);

void *used(size_t n)
{
	unsigned int flags = memalloc_nofs_save(); // NOLINT(gfp-redundant-scope)
	void *p = kmalloc(n, GFP_KERNEL);

	memalloc_nofs_restore(flags);
	return p;
}

void *unused(size_t n)
{
	return kmalloc(n, GFP_KERNEL); // NOLINT(gfp-redundant-scope): why
}
// CHECK: comments.c:[[#@LINE-2]]:36: warning: gfp-redundant-scope finds nothing here: the comment is of no use [gfp-unused-nolint]
// CHECK-NEXT: note: fix available: remove the comment

void *some(size_t n)
{
	// NOLINTNEXTLINE(gfp-redundant-flags, gfp-redundant-scope, misc-x)
	return kmalloc(n, GFP_NOWAIT | __GFP_NOWARN);
}
// CHECK: comments.c:[[#@LINE-3]]:5: warning: gfp-redundant-scope finds nothing here
// CHECK-NEXT: note: fix available: remove gfp-redundant-scope from the list

// NOLINTBEGIN(gfp-kvmalloc-flags, gfp-redundant-flags)
// CHECK: comments.c:[[#@LINE-1]]:4: warning: gfp-kvmalloc-flags or gfp-redundant-flags finds nothing here
// CHECK-NEXT: note: fix available: remove the comment
void *block(size_t n)
{
	return kmalloc(n, GFP_KERNEL);
}
// NOLINTEND(gfp-kvmalloc-flags, gfp-redundant-flags)

// Not of ours, for all tools, or for all of ours: who knows what they are for.
void *others(size_t n)
{
	void *a = kmalloc(n, GFP_KERNEL); // NOLINT
	void *b = kmalloc(n, GFP_KERNEL); // NOLINT(misc-x)
	void *c = kmalloc(n, GFP_KERNEL); // NOLINT(gfp-*)
	void *d = kmalloc(n, GFP_KERNEL); // NOLINT(*)

	return a ? a : b ? b : c ? c : d;
}

// Nothing is known of step(): in another file it may sleep, or allocate.
int unknown(int nr)
{
	return step(nr); // NOLINT(gfp-sleep-in-atomic)
}

// Not all of it is compiled.
void *conditional(size_t n)
{
#ifdef CONFIG_OTHER
	n = 2 * n; // NOLINT(gfp-redundant-scope)
#endif
	return kmalloc(n, GFP_KERNEL); // NOLINT(gfp-redundant-scope)
}

// A check of a higher level; callers that are in other files.
void *level(size_t n)
{
	return kmalloc(n, GFP_NOFS); // NOLINT(gfp-implied-by-scope)
}

// No comments.
const char *literal = "// NOLINT(gfp-redundant-scope)";
const char *other = "NOLINT(gfp-redundant-scope)";

// Silenced in turn.
void *silenced(size_t n)
{
	// NOLINTNEXTLINE(gfp-unused-nolint)
	return kmalloc(n, GFP_KERNEL); // NOLINT(gfp-redundant-scope)
}

int x; // NOLINT(gfp-redundant-scopes, gfp-no-*)
// CHECK: comments.c:[[#@LINE-1]]:11: warning: there is no check gfp-redundant-scopes, gfp-no-*: the comment silences nothing [gfp-unused-nolint]

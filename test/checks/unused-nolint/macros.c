// A comment counts on each line of the statement, and where the argument of a macro is written.
//
// RUN: %exit-with 1 %scan --level 1 --checks=gfp-unused-nolint,gfp-redundant-flags,gfp-free-mismatch --release 6.12 %s -- %hooks | %filecheck
// RUN: %exit-with 1 %scan --level 1 --checks=gfp-unused-nolint,gfp-redundant-flags,gfp-free-mismatch --release 6.15 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define PASS(a, b) ((a) ? (b) : 0)

void *first(size_t n)
{
	return kmalloc(n, // NOLINT(gfp-redundant-flags)
		       GFP_NOWAIT | __GFP_NOWARN);
}

void *last(size_t n)
{
	return kmalloc(n,
		       GFP_NOWAIT | __GFP_NOWARN); /* NOLINT(gfp-redundant-flags) */
}

void *argument(size_t n)
{
	return PASS(n,
		    kmalloc(n, GFP_NOWAIT | __GFP_NOWARN)); // NOLINT(gfp-redundant-flags)
}

void *next(size_t n)
{
	return PASS(n,
		    // NOLINTNEXTLINE(gfp-redundant-flags)
		    kmalloc(n, GFP_NOWAIT | __GFP_NOWARN));
}

// Here the warning names the line of PASS.
int call(size_t n)
{
	void *p = vmalloc(n);

	return PASS(n, // NOLINT(gfp-free-mismatch)
		    (kfree(p), 1));
}

int call_argument(size_t n)
{
	void *p = vmalloc(n);

	return PASS(n,
		    (kfree(p), 1)); // NOLINT(gfp-free-mismatch)
}

int call_loud(size_t n)
{
	void *p = vmalloc(n);

	return PASS(n,
		    (kfree(p), 1));
}
// CHECK: macros.c:[[#@LINE-3]]:{{.*}} warning: kfree() of memory from vmalloc()
// CHECK: note: it is allocated
// CHECK: note: fix

// Another argument's line is none of these.
void *other(size_t n)
{
	return PASS(n,
		    kmalloc(n, GFP_NOWAIT | __GFP_NOWARN)
		    ); // NOLINT(gfp-redundant-flags)
}
// CHECK: macros.c:[[#@LINE-3]]:{{.*}} warning: __GFP_NOWARN is redundant
// CHECK: note: fix
// CHECK: macros.c:[[#@LINE-4]]:{{.*}} warning: gfp-redundant-flags finds nothing here
// CHECK: note: fix

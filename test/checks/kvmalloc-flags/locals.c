// A mask that comes from a local variable: what every definition that reaches the call agrees on.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks2 | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.1 %s -- %plain | count 0

#include <linux/mm.h>

void change(gfp_t *gfp);

void *initialised(size_t n)
{
	const gfp_t gfp = GFP_NOFS | __GFP_NOWARN;

	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with gfp: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, gfp);
}

void *assigned(size_t n, bool zero)
{
	gfp_t gfp;

	gfp = GFP_NOIO;
	if (zero)
		gfp |= __GFP_ZERO;
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with gfp: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, gfp);
}

void *both_bad(size_t n, bool io)
{
	gfp_t gfp = GFP_NOFS;

	if (!io)
		gfp = GFP_NOIO;
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with gfp: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, gfp);
}

void *taken_away(size_t n, gfp_t gfp)
{
	gfp &= ~__GFP_FS;
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with gfp: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, gfp);
}

// Silent: overwritten before the call.
void *overwritten(size_t n)
{
	gfp_t gfp = GFP_NOFS;

	gfp = GFP_KERNEL;
	return kvmalloc(n, gfp);
}

// Silent: set after the call.
void *too_late(size_t n)
{
	gfp_t gfp = GFP_KERNEL;
	void *p = kvmalloc(n, gfp);

	gfp = GFP_NOFS;
	return p ? p : kmalloc(n, gfp);
}

// Silent: given back what was missing.
void *restored(size_t n)
{
	gfp_t gfp = GFP_NOFS;

	gfp |= __GFP_FS;
	return kvmalloc(n, gfp);
}

// Silent: it may be GFP_KERNEL.
void *one_good(size_t n, bool restricted)
{
	gfp_t gfp = GFP_KERNEL;

	if (restricted)
		gfp = GFP_NOFS;
	return kvmalloc(n, gfp);
}

// Silent: somebody else may write it.
void *escaped(size_t n)
{
	gfp_t gfp = GFP_NOFS;

	change(&gfp);
	return kvmalloc(n, gfp);
}

struct request {
	gfp_t gfp;
};

// Silent: a field is anybody's.
void *field(struct request *rq, size_t n)
{
	return kvmalloc(n, rq->gfp);
}

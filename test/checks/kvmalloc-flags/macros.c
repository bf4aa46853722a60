// Wrapper macros of the code under analysis: one finding where the macro is used.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks2 | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.1 %s -- %plain | count 0

#include <linux/mm.h>

#define SCRUB_GFP (GFP_NOFS | __GFP_NOWARN)
#define DEFAULT_GFP (GFP_KERNEL | __GFP_NOWARN)
#define table_alloc(n) kvmalloc((n), GFP_NOFS)
#define alloc_with(n, gfp) kvmalloc((n) * sizeof(long), (gfp))

void *macro_mask(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with SCRUB_GFP: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, SCRUB_GFP);
}

void *macro_call(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: {{.*}}() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return table_alloc(n);
}

void *macro_argument(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: {{.*}}() with GFP_NOIO: {{.*}} [gfp-kvmalloc-flags]
	return alloc_with(n, GFP_NOIO);
}

// Silent.
void *fine(size_t n)
{
	void *p = kvmalloc(n, DEFAULT_GFP);

	return p ? p : alloc_with(n, GFP_KERNEL);
}

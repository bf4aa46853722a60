// From 6.19 __vmalloc() warns of a flag it does not support and strips it.
//
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.12 %s -- %hooks | count 0
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 6.19 %s -- %hooks2 | %filecheck --check-prefixes=CHECK,R619
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 7.0 %s -- %hooks2 | %filecheck --check-prefixes=CHECK,R619
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 7.1 %s -- %hooks2 | %filecheck --check-prefixes=CHECK

#include <linux/mm.h>

void *high(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_KERNEL | __GFP_HIGHMEM: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, GFP_KERNEL | __GFP_HIGHMEM);
}

void *compound(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_KERNEL | __GFP_COMP: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, GFP_KERNEL | __GFP_COMP);
}

// Added to the supported flags in 7.1.
void *patient(size_t n)
{
	// R619: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_KERNEL | __GFP_RETRY_MAYFAIL: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, GFP_KERNEL | __GFP_RETRY_MAYFAIL);
}

// Silent.
void *fine(size_t n)
{
	void *p = __vmalloc(n, GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);

	return p ? p : __vmalloc(n, GFP_NOFS);
}

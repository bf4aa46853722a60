// Of several verdicts about a mask, the one that is certain.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --level 0 --release 5.10 %s -- %plain | %filecheck

#include <linux/mm.h>

void *zone(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_ATOMIC | __GFP_HIGHMEM: kvmalloc tries the slab allocator first, which warns of __GFP_HIGHMEM {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_ATOMIC | __GFP_HIGHMEM);
}

void *plain(size_t n)
{
	return kvmalloc(n, GFP_ATOMIC);
}

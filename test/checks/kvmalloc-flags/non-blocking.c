// Masks that must not sleep. kvmalloc(): no fallback to 5.16, a sleeping one from 5.17 to 5.19, a real one
// from 6.19. __vmalloc(): sleeps until 6.18.
//
// RUN: not %scan --level 1 --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck --check-prefixes=KV,VM
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.18 %s -- %plain | %filecheck --check-prefixes=KV,VM
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.18 %s -- %hooks | %filecheck --check-prefixes=KV,VM
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.19 %s -- %hooks2 | count 0
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 7.0 %s -- %hooks2 | count 0

#include <linux/mm.h>

void *atomic(size_t n)
{
	// KV: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_ATOMIC: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_ATOMIC);
}

void *nowait(size_t n)
{
	// KV: :[[#@LINE+1]]:9: warning: kvzalloc() with GFP_NOWAIT | __GFP_NOWARN: {{.*}} [gfp-kvmalloc-flags]
	return kvzalloc(n, GFP_NOWAIT | __GFP_NOWARN);
}

void *mapped(size_t n)
{
	// VM: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_ATOMIC: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, GFP_ATOMIC);
}

void *mapped_nowait(size_t n)
{
	// VM: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_NOWAIT: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, GFP_NOWAIT);
}

// Silent: a blocking mask, and slab.
void *fine(size_t n)
{
	void *p = kmalloc(n, GFP_ATOMIC);

	return p ? p : kvmalloc(n, GFP_KERNEL);
}

// Which masks a kv allocator does not honour before 5.17, and how they may be spelled.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 4.19 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.16 %s -- %plain | %filecheck
// Flags are known by name: other headers with other bits say the same.
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks2 | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 5.17 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.1 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.12 %s -- %hooks | count 0
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 7.0 %s -- %hooks2 | count 0

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

void *nofs(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_NOFS);
}

void *noio(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_NOIO: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_NOIO);
}

void *combined(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_NOFS | __GFP_NOWARN: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_NOFS | __GFP_NOWARN);
}

void *zeroed(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvzalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvzalloc(n, GFP_NOFS);
}

void *cleared(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_KERNEL & ~__GFP_FS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_KERNEL & ~__GFP_FS);
}

// Whatever gfp is, this call has no __GFP_FS.
void *parameter_cleared(size_t n, gfp_t gfp)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with gfp & ~__GFP_FS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, gfp & ~__GFP_FS);
}

void *constrained(struct address_space *mapping, size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with mapping_gfp_constraint(mapping, ~__GFP_FS): {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, mapping_gfp_constraint(mapping, ~__GFP_FS));
}

void *either_bad(size_t n, bool io)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with io ? GFP_NOFS : GFP_NOIO: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, io ? GFP_NOFS : GFP_NOIO);
}

// A call over several lines is reported where it begins.
void *several_lines(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_NOFS | __GFP_ZERO: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n,
			GFP_NOFS |
				__GFP_ZERO);
}

// One call site, one finding, however often a macro names its argument.
size_t in_expression(size_t n)
{
	// CHECK: :[[#@LINE+1]]:{{.*}} warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return min((size_t)kvmalloc(n, GFP_NOFS), n);
}

// Silent: masks with everything in GFP_KERNEL.
void *fine(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL);

	if (!p)
		p = kvmalloc(n, GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	if (!p)
		p = kvmalloc(n, GFP_KERNEL_ACCOUNT);
	if (!p)
		p = kvzalloc(n, GFP_USER);
	// A flag this configuration does not have is 0, not a restriction.
	if (!p)
		p = kvmalloc(n, GFP_KERNEL | __GFP_NOLOCKDEP);
	return p;
}

// Silent: nothing is known of the mask.
void *parameter(size_t n, gfp_t gfp)
{
	return kvmalloc(n, gfp);
}

void *parameter_or(size_t n, gfp_t gfp)
{
	return kvmalloc(n, gfp | __GFP_ZERO);
}

void *from_mapping(struct address_space *mapping, size_t n)
{
	return kvmalloc(n, mapping_gfp_mask(mapping));
}

// Silent: the cleared flag is not one that matters.
void *unrelated_cleared(size_t n, gfp_t gfp)
{
	return kvmalloc(n, gfp & ~__GFP_NOFAIL);
}

// Silent: the mask may be GFP_KERNEL.
void *maybe(size_t n, bool restricted)
{
	return kvmalloc(n, restricted ? GFP_NOFS : GFP_KERNEL);
}

// Silent: the operand of sizeof is not evaluated.
size_t unevaluated(size_t n)
{
	return sizeof(kvmalloc(n, GFP_NOFS));
}

// A mask that a file keeps in a field of its own record, and one arm of a `?:`.
//
// RUN: not %scan --level 1 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck --check-prefix=SURE --implicit-check-not="one of"

#include <linux/mm.h>

struct table {
	gfp_t gfp;
	gfp_t either;
	gfp_t theirs;
};

int use(gfp_t *gfp);

void table_init(struct table *t, gfp_t gfp)
{
	t->gfp = GFP_ATOMIC;
	t->either = GFP_ATOMIC;
	use(&t->theirs);
	t->theirs = GFP_ATOMIC;
}

void table_relax(struct table *t)
{
	t->either = GFP_KERNEL;
}

void *table_grow(struct table *t, size_t n)
{
	// CHECK: :[[#@LINE+2]]:9: warning: __vmalloc() with t->gfp: vmalloc before 6.19 sleeps whatever the mask says [gfp-kvmalloc-flags]
	// SURE: :[[#@LINE+1]]:9: warning: __vmalloc() with t->gfp: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, t->gfp);
}

void *not_known(struct table *t, size_t n)
{
	return __vmalloc(n, t->either) ?: __vmalloc(n, t->theirs);
}

// The same name in another record.
struct other {
	gfp_t gfp;
};

void *other_grow(struct other *o, size_t n)
{
	return __vmalloc(n, o->gfp);
}

// Kept as it is given.
struct kept {
	gfp_t gfp;
};

void *kept_grow(struct kept *k, size_t n, gfp_t gfp)
{
	k->gfp = gfp;
	return __vmalloc(n, k->gfp);
}

void *choice(size_t n, bool atomic)
{
	// CHECK: :[[#@LINE+2]]:9: warning: __vmalloc() with one of the masks atomic ? GFP_ATOMIC : GFP_KERNEL: vmalloc before 6.19 {{.*}} [gfp-kvmalloc-flags]
	// CHECK: :[[#@LINE+1]]:31: note: if it is this one
	return __vmalloc(n, atomic ? GFP_ATOMIC : GFP_KERNEL);
}

void *decided(size_t n)
{
	return __vmalloc(n, sizeof(n) == 1 ? GFP_ATOMIC : GFP_KERNEL);
}

void *good_choice(size_t n, bool zero)
{
	return __vmalloc(n, GFP_KERNEL | (zero ? __GFP_ZERO : 0));
}

void *both(size_t n, bool high)
{
	// CHECK: :[[#@LINE+2]]:9: warning: __vmalloc() with high ? GFP_ATOMIC : GFP_NOWAIT: {{.*}} [gfp-kvmalloc-flags]
	// SURE: :[[#@LINE+1]]:9: warning: __vmalloc() with high ? GFP_ATOMIC : GFP_NOWAIT: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, high ? GFP_ATOMIC : GFP_NOWAIT);
}

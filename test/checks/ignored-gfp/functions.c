// A mask that is given and not looked at.
//
// RUN: not %scan --checks=-*,gfp-ignored-gfp --level 1 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-ignored-gfp --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-ignored-gfp --level 1 --release 7.0 %s -- %hooks2 | %filecheck
// RUN: not %scan --checks=-*,gfp-ignored-gfp --level 2 --release 6.1 %s -- %plain | FileCheck --check-prefix=TWO %s

#include <linux/mm.h>

void *deaf(size_t n, gfp_t gfp)
{
	// CHECK: :[[#@LINE+2]]:9: warning: kmalloc() with GFP_KERNEL may sleep, and deaf() never looks at the mask it is given [gfp-ignored-gfp]
	// CHECK: note: fix available: pass gfp
	return kmalloc(n, GFP_KERNEL);
}

void *deaf_vmalloc(size_t n, gfp_t gfp)
{
	// CHECK: :[[#@LINE+1]]:9: warning: vmalloc() may sleep, and deaf_vmalloc() never looks {{.*}} [gfp-ignored-gfp]
	return vmalloc(n);
}

void *passed(size_t n, gfp_t gfp)
{
	return kmalloc(n, gfp);
}

// It does what the mask says.
void *tested(size_t n, gfp_t gfp)
{
	return gfp & __GFP_DIRECT_RECLAIM ? kmalloc(n, GFP_KERNEL) : NULL;
}

struct request {
	gfp_t gfp;
	void *p;
};

void kept(struct request *r, size_t n, gfp_t gfp)
{
	r->gfp = gfp;
	r->p = kmalloc(n, GFP_KERNEL);
}

// Weaker than what any caller can ask for.
void *atomic(size_t n, gfp_t gfp)
{
	return kmalloc(n, GFP_ATOMIC);
}

void *stub(size_t n, gfp_t gfp)
{
	return NULL;
}

struct ops {
	void *(*alloc)(size_t n, gfp_t gfp);
};

// The type asks for the parameter.
static void *callback(size_t n, gfp_t gfp)
{
	// TWO: :[[#@LINE+1]]:9: warning: kmalloc() with GFP_KERNEL may sleep, and callback() {{.*}} [gfp-ignored-gfp]
	return kmalloc(n, GFP_KERNEL);
}

const struct ops ops = { .alloc = callback };

// One obeys the mask and the other does not: level 2, there may be a reason to it.
void *besides(size_t n, gfp_t gfp)
{
	void **table = kzalloc(n, gfp);

	if (table)
		// TWO: :[[#@LINE+1]]:14: warning: kmalloc() with GFP_KERNEL may sleep, whatever the mask says that besides() is given [gfp-ignored-gfp]
		table[0] = kmalloc(n, GFP_KERNEL);
	return table;
}

void *asked(size_t n, gfp_t gfp)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		return kmalloc(n, GFP_KERNEL);
	return kmalloc(n, gfp);
}

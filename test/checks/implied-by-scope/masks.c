// Masks that say what a scope says already.
//
// RUN: not %scan --checks=-*,gfp-implied-by-scope --level 2 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-implied-by-scope --level 2 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-implied-by-scope --level 2 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

int use(void *p);

int here(size_t n)
{
	unsigned int flags = memalloc_nofs_save();
	int ret;

	// CHECK: :[[#@LINE+2]]:12: warning: kmalloc() with GFP_NOFS: the scope that is open here says so already [gfp-implied-by-scope]
	// CHECK: note: fix available: use GFP_KERNEL
	ret = use(kmalloc(n, GFP_NOFS));
	ret |= use(kmalloc(n, GFP_NOIO));
	ret |= use(kmalloc(n, GFP_ATOMIC));
	ret |= use(kmalloc(n, GFP_KERNEL));
	memalloc_nofs_restore(flags);
	return ret | use(kmalloc(n, GFP_NOFS));
}

static int called_inside(size_t n)
{
	// CHECK: :[[#@LINE+1]]:13: warning: kzalloc() with GFP_NOFS: a scope that every caller holds says so already [gfp-implied-by-scope]
	return use(kzalloc(n, GFP_NOFS));
}

static int called_anyhow(size_t n)
{
	return use(kzalloc(n, GFP_NOFS));
}

int callers(size_t n)
{
	unsigned int flags = memalloc_noio_save();
	int ret = called_inside(n) | called_anyhow(n) | use(kmalloc(n, GFP_KERNEL));

	memalloc_noio_restore(flags);
	return ret | called_anyhow(n);
}

// Anybody may call it.
int exported(size_t n)
{
	return use(kmalloc(n, GFP_NOFS));
}

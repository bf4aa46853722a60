// A scope closed with what is not its cookie. Until 6.8 a restore writes back the bit of its own kind, so each
// of these leaves the task in a wrong state.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);

int wrong_kind(void)
{
	unsigned int flags = memalloc_noio_save();
	int ret = step(1);

	// CHECK: :[[#@LINE+1]]:2: warning: memalloc_nofs_restore() is given the cookie of a noio scope{{.*}} [gfp-unbalanced-scope]
	memalloc_nofs_restore(flags);
	return ret;
}

int swapped(void)
{
	unsigned int nofs = memalloc_nofs_save();
	unsigned int noio = memalloc_noio_save();
	int ret = step(1);

	// CHECK: :[[#@LINE+1]]:2: warning: memalloc_nofs_restore() is given the cookie of a noio scope{{.*}} [gfp-unbalanced-scope]
	memalloc_nofs_restore(noio);
	// CHECK: :[[#@LINE+1]]:2: warning: memalloc_noio_restore() is given the cookie of a nofs scope{{.*}} [gfp-unbalanced-scope]
	memalloc_noio_restore(nofs);
	return ret;
}

// Clears a bit the caller may have set.
void literal(void)
{
	step(1);
	// CHECK: :[[#@LINE+1]]:2: warning: memalloc_nofs_restore() is given a literal, not the cookie of a scope{{.*}} [gfp-unbalanced-scope]
	memalloc_nofs_restore(0);
}

int twice(void)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = step(1);

	memalloc_nofs_restore(flags);
	ret |= step(2);
	// CHECK: :[[#@LINE+1]]:2: warning: nofs scope is closed twice{{.*}} [gfp-unbalanced-scope]
	memalloc_nofs_restore(flags);
	return ret;
}

int twice_on_a_path(void)
{
	unsigned int flags = memalloc_noio_save();
	int ret = step(1);

	if (ret) {
		memalloc_noio_restore(flags);
		goto out;
	}
	ret = step(2);
out:
	// CHECK: :[[#@LINE+1]]:2: warning: noio scope is closed twice{{.*}} [gfp-unbalanced-scope]
	memalloc_noio_restore(flags);
	return ret;
}

// Silent: the right cookies, in order and crossed.
int right(void)
{
	unsigned int nofs = memalloc_nofs_save();
	unsigned int noio = memalloc_noio_save();
	int ret = step(1);

	memalloc_noio_restore(noio);
	memalloc_nofs_restore(nofs);
	nofs = memalloc_nofs_save();
	noio = memalloc_noio_save();
	ret |= step(2);
	memalloc_nofs_restore(nofs);
	memalloc_noio_restore(noio);
	return ret;
}

// Silent: a copy of the cookie is the cookie.
int copied(void)
{
	unsigned int flags = memalloc_nofs_save();
	const unsigned int copy = flags;
	int ret = step(1);

	memalloc_nofs_restore(copy);
	return ret;
}

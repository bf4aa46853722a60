// A scope inside one that already does as much.
//
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);

int nofs_in_noio(void)
{
	unsigned int noio, nofs;
	int ret;

	noio = memalloc_noio_save();
	ret = step(1);
	// CHECK: :[[#@LINE+1]]:9: warning: nofs scope adds nothing inside the noio scope{{.*}} [gfp-redundant-scope]
	nofs = memalloc_nofs_save();
	ret |= step(2);
	memalloc_nofs_restore(nofs);
	memalloc_noio_restore(noio);
	return ret;
}

int nofs_in_nofs(void)
{
	unsigned int outer, inner;
	int ret;

	outer = memalloc_nofs_save();
	ret = step(1);
	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope adds nothing inside the nofs scope{{.*}} [gfp-redundant-scope]
	inner = memalloc_nofs_save();
	ret |= step(2);
	memalloc_nofs_restore(inner);
	memalloc_nofs_restore(outer);
	return ret;
}

// Silent: noio does more than nofs.
int noio_in_nofs(void)
{
	unsigned int nofs, noio;
	int ret;

	nofs = memalloc_nofs_save();
	ret = step(1);
	noio = memalloc_noio_save();
	ret |= step(2);
	memalloc_noio_restore(noio);
	memalloc_nofs_restore(nofs);
	return ret;
}

// Silent: another thing altogether.
int noreclaim_in_noio(void)
{
	unsigned int noio, noreclaim;
	int ret;

	noio = memalloc_noio_save();
	ret = step(1);
	noreclaim = memalloc_noreclaim_save();
	ret |= step(2);
	memalloc_noreclaim_restore(noreclaim);
	memalloc_noio_restore(noio);
	return ret;
}

// Silent: the outer scope is open on some paths only.
int outer_conditional(bool restricted)
{
	unsigned int noio, nofs;
	int ret;

	if (restricted)
		noio = memalloc_noio_save();
	nofs = memalloc_nofs_save();
	ret = step(1);
	memalloc_nofs_restore(nofs);
	if (restricted)
		memalloc_noio_restore(noio);
	return ret;
}

// Silent: one after the other.
int in_turn(void)
{
	unsigned int flags;
	int ret;

	flags = memalloc_noio_save();
	ret = step(1);
	memalloc_noio_restore(flags);
	flags = memalloc_nofs_save();
	ret |= step(2);
	memalloc_nofs_restore(flags);
	return ret;
}

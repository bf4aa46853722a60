// Scopes that end by the cleanup attribute, and 6.14's frozen queue, which is one.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 -DFREEZE | %filecheck --check-prefixes=CHECK,FREEZE

#include <linux/memalloc_guard.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#ifdef FREEZE
#include <linux/blk-mq.h>
#endif

int step(int nr);

int for_the_function(void)
{
	int ret;

	guard(memalloc_flags)(PF_MEMALLOC_NOFS);
	ret = step(1);
	if (ret)
		return ret;
	return step(2);
}

int for_a_block(void)
{
	int ret = 0;

	scoped_guard(memalloc_flags, PF_MEMALLOC_NOFS) {
		ret = step(1);
		if (ret)
			return ret;
		ret = step(2);
	}
	return ret;
}

int typed(int count)
{
	int ret = 0;

	while (count--) {
		guard(memalloc_nofs)();
		ret = step(count);
		if (ret < 0)
			break;
	}
	return ret;
}

// Written out.
static inline void end_nofs(const unsigned int *cookie)
{
	memalloc_nofs_restore(*cookie);
}

int by_hand(void)
{
	unsigned int flags __cleanup(end_nofs) = memalloc_nofs_save();

	return flags + step(1);
}

// A guard does not excuse the scope beside it.
int beside_a_guard(void)
{
	unsigned int flags;
	int ret;

	guard(memalloc_nofs)();
	// CHECK: :[[#@LINE+1]]:10: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_noio_save();
	ret = step(1);
	if (ret)
		return ret;
	memalloc_noio_restore(flags);
	return 0;
}

// The generic pair.
int generic(void)
{
	unsigned int flags = memalloc_flags_save(PF_MEMALLOC_NOFS | PF_MEMALLOC_NOIO);
	int ret = step(1);

	memalloc_flags_restore(flags);
	return ret;
}

// Any restore ends it: from 6.9 they are all the same.
int generic_typed_restore(void)
{
	unsigned int flags = memalloc_flags_save(PF_MEMALLOC_NOFS);
	int ret = step(1);

	memalloc_noreclaim_restore(flags);
	return ret;
}

#ifdef FREEZE
int frozen(struct request_queue *q)
{
	unsigned int memflags = blk_mq_freeze_queue(q);
	int ret = step(1);

	blk_mq_unfreeze_queue(q, memflags);
	return ret;
}

int frozen_leak(struct request_queue *q)
{
	// FREEZE: :[[#@LINE+1]]:26: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	unsigned int memflags = blk_mq_freeze_queue(q);
	int ret = step(1);

	if (ret)
		return ret;
	blk_mq_unfreeze_queue(q, memflags);
	return ret;
}

// No scope in this variant.
int frozen_only(struct request_queue *q)
{
	int ret;

	blk_mq_freeze_queue_nomemsave(q);
	ret = step(1);
	if (ret)
		return ret;
	blk_mq_unfreeze_queue_nomemrestore(q);
	return 0;
}
#endif

// Conditions that say the same twice: a scope opened under one is closed under it. Every shape here has a twin
// with a leak, so that silence comes from knowing and not from giving up.
//
// RUN: not %scan --level 1 --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --level 1 --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --level 1 --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/sched/mm.h>

#define IOCB_NOWAIT 0x80

struct request {
	unsigned int flags;
	bool restricted;
	bool trying;
};

int step(int nr);
bool allowed(struct inode *inode);

// One test on either side.
int same_variable(bool noio)
{
	unsigned int flags;
	int ret;

	if (noio)
		flags = memalloc_noio_save();
	ret = step(1);
	if (noio)
		memalloc_noio_restore(flags);
	return ret;
}

int same_variable_leak(bool noio)
{
	unsigned int flags;
	int ret;

	if (noio)
		// CHECK: :[[#@LINE+1]]:11: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_noio_save();
	ret = step(1);
	// CHECK: :[[#@LINE+1]]:{{.*}} note: taking the true branch
	if (ret)
		// CHECK: :[[#@LINE+1]]:{{.*}} note: returns here
		return ret;
	if (noio)
		memalloc_noio_restore(flags);
	return 0;
}

// The name of the condition computed once.
int alias(struct inode *inode, unsigned int how)
{
	const bool nofs = !allowed(inode) || (how & 1);
	unsigned int flags;
	int ret;

retry:
	if (nofs)
		flags = memalloc_nofs_save();
	ret = step(1);
	if (nofs)
		memalloc_nofs_restore(flags);
	if (ret > 0)
		goto retry;
	return ret;
}

int alias_leak(struct inode *inode, unsigned int how)
{
	const bool nofs = !allowed(inode) || (how & 1);
	unsigned int flags;
	int ret;

retry:
	if (nofs)
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope is still open when {{its cookie is overwritten|the function returns}}{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
	ret = step(1);
	if (ret > 0)
		goto retry;
	if (nofs)
		memalloc_nofs_restore(flags);
	return ret;
}

// Negated, and on the other arm.
int negated(bool may_sleep)
{
	unsigned int flags;
	int ret;

	if (!may_sleep)
		flags = memalloc_noio_save();
	ret = step(1);
	if (may_sleep)
		return ret;
	memalloc_noio_restore(flags);
	return ret;
}

int negated_leak(bool may_sleep)
{
	unsigned int flags;
	int ret;

	if (!may_sleep)
		// CHECK: :[[#@LINE+1]]:11: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_noio_save();
	ret = step(1);
	if (may_sleep || ret)
		return ret;
	memalloc_noio_restore(flags);
	return ret;
}

// A field nobody in between is known to write, read twice.
int field(const struct request *rq)
{
	unsigned int flags;
	int ret;

	if (rq->flags & IOCB_NOWAIT)
		flags = memalloc_noio_save();
	ret = step(1);
	if (rq->flags & IOCB_NOWAIT)
		memalloc_noio_restore(flags);
	return ret;
}

// Silent even across a call that could write the field: the author relies on it.
int field_through_call(struct request *rq, int (*submit)(struct request *rq))
{
	unsigned int flags;
	int ret;

	if (rq->restricted)
		flags = memalloc_noio_save();
	ret = submit(rq);
	if (rq->restricted)
		memalloc_noio_restore(flags);
	return ret;
}

int field_leak(const struct request *rq)
{
	unsigned int flags;
	int ret;

	if (rq->flags & IOCB_NOWAIT)
		// CHECK: :[[#@LINE+1]]:11: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_noio_save();
	ret = step(1);
	if (ret == -EAGAIN)
		return ret;
	if (rq->flags & IOCB_NOWAIT)
		memalloc_noio_restore(flags);
	return ret;
}

// Two kinds share a variable; which one is open follows the mask.
int by_mask(gfp_t gfp)
{
	unsigned int flags;
	int ret;

	if ((gfp & (__GFP_FS | __GFP_IO)) == __GFP_IO)
		flags = memalloc_nofs_save();
	else if ((gfp & (__GFP_FS | __GFP_IO)) == 0)
		flags = memalloc_noio_save();

	do {
		ret = step(1);
	} while (ret == -EAGAIN);

	if ((gfp & (__GFP_FS | __GFP_IO)) == __GFP_IO)
		memalloc_nofs_restore(flags);
	else if ((gfp & (__GFP_FS | __GFP_IO)) == 0)
		memalloc_noio_restore(flags);
	return ret;
}

// What a result says stays said: opened only after success, closed where success is known.
int by_result(void)
{
	unsigned int flags;
	int ret;

	ret = step(1);
	if (ret < 0)
		return ret;
	if (ret == 0)
		flags = memalloc_nofs_save();
	step(2);
	if (!ret)
		memalloc_nofs_restore(flags);
	return ret;
}

int error_twice(void)
{
	unsigned int flags;
	int ret;

	flags = memalloc_nofs_save();
	ret = step(1);
	if (ret < 0)
		memalloc_nofs_restore(flags);
	if (ret < 0)
		return ret;
	step(2);
	memalloc_nofs_restore(flags);
	return ret;
}

int error_implies(void)
{
	unsigned int flags;
	int ret;

	flags = memalloc_nofs_save();
	ret = step(1);
	if (ret)
		memalloc_nofs_restore(flags);
	// A negative result is not 0: the scope is closed.
	if (ret < 0)
		return ret;
	if (!ret) {
		step(2);
		memalloc_nofs_restore(flags);
	}
	return ret;
}

// Positive results: not negative, yet not closed.
int error_leak(void)
{
	unsigned int flags;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	ret = step(1);
	if (ret < 0)
		memalloc_nofs_restore(flags);
	if (ret)
		return ret;
	step(2);
	memalloc_nofs_restore(flags);
	return ret;
}

// A condition that changed in between is another condition.
int reassigned_leak(bool noio)
{
	unsigned int flags;
	int ret;

	if (noio)
		// CHECK: :[[#@LINE+1]]:11: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_noio_save();
	ret = step(1);
	if (noio)
		noio = step(2);
	if (noio)
		memalloc_noio_restore(flags);
	return ret;
}

// A pointer that is an error twice.
int error_pointer(void *(*open)(void))
{
	unsigned int flags;
	void *p;

	p = open();
	if (!IS_ERR(p))
		flags = memalloc_nofs_save();
	step(1);
	if (IS_ERR(p))
		return (int)PTR_ERR(p);
	memalloc_nofs_restore(flags);
	return 0;
}

// Two independent conditions together.
int conjunction(bool a, bool b)
{
	unsigned int flags;
	int ret;

	if (a && b)
		flags = memalloc_nofs_save();
	ret = step(1);
	if (a && b)
		memalloc_nofs_restore(flags);
	return ret;
}

// A flag set with the scope.
int marked(bool wanted)
{
	unsigned int flags;
	bool open = false;
	int ret;

	if (wanted && step(0)) {
		flags = memalloc_nofs_save();
		open = true;
	}
	ret = step(1);
	if (open)
		memalloc_nofs_restore(flags);
	return ret;
}

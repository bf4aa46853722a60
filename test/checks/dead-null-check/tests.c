// Tests for NULL of what cannot be NULL.
//
// RUN: not %scan --checks=-*,gfp-dead-null-check --level 1 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-dead-null-check --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-dead-null-check --level 1 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/mempool.h>
#include <linux/bug.h>
#include <linux/mm.h>

int use(void *p);

int never_fails(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	// CHECK: :[[#@LINE+2]]:6: warning: kmalloc() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	// CHECK: note: fix available: delete the test
	if (!p)
		return -ENOMEM;
	return use(p);
}

int pool(mempool_t *pool)
{
	void *p;

	p = mempool_alloc(pool, GFP_NOIO);
	// CHECK: :[[#@LINE+1]]:6: warning: mempool_alloc() with GFP_NOIO never gives NULL [gfp-dead-null-check]
	if (p == NULL)
		return -ENOMEM;
	return use(p);
}

int can_fail(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	return use(p);
}

// The product can overflow.
int array(size_t n)
{
	void *p = kmalloc_array(n, 16, GFP_KERNEL | __GFP_NOFAIL);

	if (!p)
		return -ENOMEM;
	return use(p);
}

int atomic_pool(mempool_t *pool)
{
	void *p = mempool_alloc(pool, GFP_ATOMIC);

	if (!p)
		return -ENOMEM;
	return use(p);
}

// It is NULL if nothing was allocated.
int sometimes(mempool_t *pool, int wanted)
{
	void *p = NULL;

	if (wanted)
		p = mempool_alloc(pool, GFP_NOIO);
	if (!p)
		return 0;
	return use(p);
}

int two_sources(size_t n, int fast)
{
	void *p;

	if (fast)
		p = kmalloc(n, GFP_NOWAIT);
	else
		p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
	if (!p)
		return -ENOMEM;
	return use(p);
}

int reversed(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	if (NULL == p)
		return -ENOMEM;
	return use(p);
}

int hinted(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	if (unlikely(!p))
		return -ENOMEM;
	return use(p);
}

struct holder {
	void *p;
};

int field(struct holder *h, size_t n)
{
	h->p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	if (!h->p)
		return -ENOMEM;
	return use(h->p);
}

int other_field(struct holder *h, struct holder *g, size_t n)
{
	h->p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
	if (!g->p)
		return -ENOMEM;
	use(h);
	if (!h->p)
		return -ENOMEM;
	return 0;
}

// An assertion says what cannot be.
int asserted(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	BUG_ON(!p);
	return use(p);
}

struct bio;
struct bio_set;
struct block_device;
struct bio *bio_alloc_clone(struct block_device *dev, struct bio *source, gfp_t gfp,
                            struct bio_set *set);

// The clone is sure to come, but a copy of what belongs to its source is a plain kmalloc.
int cloned(struct block_device *dev, struct bio *source, struct bio_set *set)
{
	struct bio *clone = bio_alloc_clone(dev, source, GFP_NOIO, set);

	if (!clone)
		return -ENOMEM;
	return use(clone);
}

DEFINE_FREE(kfree, void *, if (_T) kfree(_T))

void *taken_out(size_t n)
{
	void *p __free(kfree) = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	if (!p)
		return NULL;
	return no_free_ptr(p);
}

// The shapes wrappers have in the kernel: rhashtable's tables, bcachefs' darrays, seq_file's buffers, callbacks.
// What hangs on a condition that the caller knows is silent; every silent shape has a twin that is not.
//
// RUN: not %scan --release 6.1 %s -- %plain | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --release 5.10 %s -- %plain | %filecheck --check-prefixes=CHECK,OLD,KV
// RUN: not %scan --release 7.1 %s -- %hooks2 | %filecheck

#include <linux/kernel.h>
#include <linux/mempool.h>
#include <linux/mm.h>

int use(void *p);

// lib/rhashtable.c: one mask for the first table, another for one made in an atomic section.
struct bucket_table {
	unsigned int size;
	void *nest;
	void *buckets[];
};

static struct bucket_table *nested_table_alloc(size_t size, gfp_t gfp)
{
	struct bucket_table *table = kzalloc(sizeof(*table) + size, gfp);

	if (!table)
		return NULL;
	table->nest = kzalloc(PAGE_SIZE, gfp);
	if (!table->nest) {
		kfree(table);
		return NULL;
	}
	return table;
}

static struct bucket_table *bucket_table_alloc(size_t nbuckets, gfp_t gfp)
{
	struct bucket_table *table;
	size_t size = nbuckets;

	table = kvzalloc(sizeof(*table) + nbuckets * sizeof(void *), gfp);
	if (!table && (gfp & ~__GFP_NOFAIL) != GFP_KERNEL) {
		table = nested_table_alloc(size, gfp);
		nbuckets = 0;
	}
	if (table)
		table->size = nbuckets;
	return table;
}

int table_init(size_t n)
{
	struct bucket_table *table = bucket_table_alloc(n, GFP_KERNEL);

	// CHECK: :[[#@LINE+1]]:25: warning: bucket_table_alloc() with GFP_ATOMIC | __GFP_NOFAIL passes it to kvzalloc(): {{.*}} [gfp-nofail-vmalloc]
	return table ? 0 : use(bucket_table_alloc(n, GFP_ATOMIC | __GFP_NOFAIL));
}

int table_grow(size_t n)
{
	// KV: :[[#@LINE+1]]:31: warning: bucket_table_alloc() with GFP_NOFS passes it to kvzalloc(): {{.*}} [gfp-kvmalloc-flags]
	struct bucket_table *table = bucket_table_alloc(n, GFP_NOFS);

	return table ? use(table) : -1;
}

// fs/bcachefs/darray.h: a function below macros.
struct darray {
	size_t nr, size;
	void *data;
};

static int darray_resize_noinline(struct darray *d, size_t element, size_t nr, gfp_t gfp)
{
	void *data;

	if (nr <= d->size)
		return 0;
	data = __vmalloc(nr * element, gfp);
	if (!data)
		return -1;
	d->data = data;
	d->size = nr;
	return 0;
}

#define darray_make_room(d, n, gfp)                                                                \
	((d)->nr + (n) > (d)->size ? darray_resize_noinline((d), sizeof(long), (d)->nr + (n), gfp) : 0)
#define darray_push_gfp(d, item, gfp)                                                              \
	({                                                                                         \
		int ret_ = darray_make_room((d), 1, gfp);                                          \
		if (!ret_)                                                                         \
			((long *)(d)->data)[(d)->nr++] = (item);                                   \
		ret_;                                                                              \
	})

int push(struct darray *d)
{
	int ret = darray_push_gfp(d, 3, GFP_KERNEL);

	// OLD: :[[#@LINE+1]]:16: warning: darray_resize_noinline() with GFP_ATOMIC passes it to __vmalloc(): {{.*}} [gfp-kvmalloc-flags]
	return ret ?: darray_push_gfp(d, 4, GFP_ATOMIC);
}

// A mask that may be blocking: neither here nor in the caller.
static void *conditionally(size_t n, gfp_t gfp)
{
	return __vmalloc(n, gfp & __GFP_DIRECT_RECLAIM ? gfp : GFP_KERNEL);
}

static void *only_nofail_if_it_may(size_t n, gfp_t gfp)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		gfp |= __GFP_NOFAIL;
	return kmalloc(n, gfp);
}

static void *nofail_in_one_arm(size_t n, gfp_t gfp)
{
	return kmalloc(n, gfp | (gfp & __GFP_DIRECT_RECLAIM ? __GFP_NOFAIL : 0));
}

static void *nofail(size_t n, gfp_t gfp)
{
	return kmalloc(n, gfp | __GFP_NOFAIL);
}

void *maybe(size_t n)
{
	void *p = only_nofail_if_it_may(n, GFP_NOWAIT) ?: nofail_in_one_arm(n, GFP_ATOMIC);

	// CHECK: :[[#@LINE+1]]:14: warning: nofail() with GFP_NOWAIT passes it to kmalloc(): a mask that may not sleep {{.*}} [gfp-conflicting-flags]
	return p ?: nofail(n, GFP_NOWAIT) ?: conditionally(n, GFP_ATOMIC);
}

// First without waiting, then with.
void *opportunistic(size_t n)
{
	void *p = kmalloc(n, GFP_NOWAIT | __GFP_NOWARN);

	if (!p) {
		use(NULL);
		p = kvmalloc(n, GFP_KERNEL);
	}
	return p;
}

static void *try_both(size_t n)
{
	gfp_t gfp = GFP_NOWAIT | __GFP_NOWARN;
	void *p;

retry:
	p = kvmalloc(n, gfp);
	if (!p && gfp != GFP_KERNEL) {
		gfp = GFP_KERNEL;
		goto retry;
	}
	return p;
}

void *tries(size_t n)
{
	return try_both(n);
}

// A pool's callbacks get the pool's mask, with bits taken out for the first try.
static void *pool_alloc(gfp_t gfp, void *data)
{
	return kmalloc(64, gfp);
}

static void *deaf_pool_alloc(gfp_t gfp, void *data)
{
	return kmalloc(64, GFP_KERNEL);
}

struct pool_ops {
	void *(*alloc)(gfp_t gfp, void *data);
	void *(*deaf)(gfp_t gfp, void *data);
};

static const struct pool_ops ops = {.alloc = pool_alloc, .deaf = deaf_pool_alloc};

// What a table's function does with a mask is a guess.
static void *pool_vmalloc(gfp_t gfp, void *data)
{
	return __vmalloc(65536, gfp);
}

static const struct pool_ops large_ops = {.alloc = pool_vmalloc};

void *from_table(const struct pool_ops *o, bool large)
{
	return o->alloc(GFP_ATOMIC, NULL) ?: (large ? &large_ops : &ops)->alloc(GFP_NOWAIT, NULL);
}

// Functions that call each other.
static void *odd(size_t n, gfp_t gfp);
static void *even(size_t n, gfp_t gfp)
{
	return n ? odd(n - 1, gfp) : __vmalloc(65536, gfp);
}

static void *odd(size_t n, gfp_t gfp)
{
	return even(n - 1, gfp | __GFP_ZERO);
}

void *each_other(size_t n)
{
	return odd(n, GFP_KERNEL);
}

// Scopes that are there for a reason: nothing to say.
//
// RUN: %scan --checks=-*,gfp-redundant-scope --release 5.10 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-redundant-scope --release 6.1 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-redundant-scope --release 6.12 %s -- %hooks | count 0
// RUN: %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | count 0

#include <linux/err.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct transform;
struct transform *transform_open(const char *name);
int report_zones(int nr);
int publish(void *p);
typedef int (*store_fn)(void *p);

struct item {
	struct list_head list;
	size_t bytes;
	void *data;
};

void *two_allocations(size_t n, void **other)
{
	unsigned int flags = memalloc_nofs_save();
	void *p = kmalloc(n, GFP_KERNEL);

	*other = kmalloc(2 * n, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p;
}

// What it calls may allocate; it takes no mask.
struct transform *callee_without_mask(void)
{
	struct transform *t;
	unsigned int flags;

	flags = memalloc_noio_save();
	t = transform_open("cbc");
	memalloc_noio_restore(flags);
	return t;
}

int unknown_call_too(size_t n)
{
	unsigned int flags;
	void *p;
	int ret;

	flags = memalloc_nofs_save();
	p = kmalloc(n, GFP_KERNEL);
	ret = publish(p);
	memalloc_nofs_restore(flags);
	return ret;
}

int function_pointer(store_fn store, size_t n)
{
	unsigned int flags = memalloc_noio_save();
	void *p = kmalloc(n, GFP_KERNEL);
	int ret = store(p);

	memalloc_noio_restore(flags);
	return ret;
}

// An allocation hidden in a helper of this file comes on top of the visible one.
static void *helper(size_t n)
{
	return kmalloc(n, GFP_KERNEL);
}

void *through_helper(size_t n, void **other)
{
	unsigned int flags = memalloc_nofs_save();
	void *p = helper(n);

	*other = kmalloc(n, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p;
}

// As many allocations as the list is long.
int in_a_loop(struct list_head *items)
{
	struct item *item;
	unsigned int flags;
	int ret = 0;

	flags = memalloc_nofs_save();
	list_for_each_entry(item, items, list) {
		item->data = kmalloc(item->bytes, GFP_KERNEL);
		if (!item->data) {
			ret = -ENOMEM;
			break;
		}
	}
	memalloc_nofs_restore(flags);
	return ret;
}

void *retried(struct page **pages, unsigned int count)
{
	unsigned int flags, tries = 0;
	void *address;

	flags = memalloc_nofs_save();
	do {
		address = vm_map_ram(pages, count, -1);
		if (address)
			break;
		vm_unmap_aliases();
	} while (tries++ <= 1);
	memalloc_nofs_restore(flags);
	return address;
}

// A scope for some callers only.
void *conditional(size_t n, bool noio)
{
	unsigned int flags;
	void *p;

	if (noio)
		flags = memalloc_noio_save();
	p = kzalloc(n, GFP_KERNEL);
	if (noio)
		memalloc_noio_restore(flags);
	return p;
}

void *around(size_t n, bool outside)
{
	unsigned int flags = 0;
	void *p;

	if (outside)
		goto alloc;
	flags = memalloc_nofs_save();
alloc:
	p = kmalloc(n, GFP_KERNEL);
	if (!outside)
		memalloc_nofs_restore(flags);
	return p;
}

// No mask takes direct reclaim away and opens the reserves.
void *noreclaim(size_t n)
{
	unsigned int flags = memalloc_noreclaim_save();
	void *p = kmalloc(n, GFP_KERNEL);

	memalloc_noreclaim_restore(flags);
	return p;
}

// Nested scopes that add something.
int stronger_inside(void *p)
{
	unsigned int nofs, noio;
	int ret;

	nofs = memalloc_nofs_save();
	ret = publish(p);
	noio = memalloc_noio_save();
	ret |= report_zones(1);
	ret |= publish(p);
	memalloc_noio_restore(noio);
	memalloc_nofs_restore(nofs);
	return ret;
}

// The scope is the caller's to close.
unsigned int opened_for_the_caller(struct item *item)
{
	unsigned int flags = memalloc_nofs_save();

	item->data = kmalloc(item->bytes, GFP_KERNEL);
	return flags;
}

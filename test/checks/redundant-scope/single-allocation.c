// A scope whose whole extent is one allocation that can carry the restriction in its mask.
//
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.1 %s -- %plain | %filecheck --check-prefixes=CHECK,KV
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.12 %s -- %hooks | %filecheck --check-prefixes=CHECK,KV
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | %filecheck --check-prefixes=CHECK,KV

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>
#include <linux/string.h>

struct kobj {
	unsigned long flags;
	char *name;
};

void warn(const char *what);
int publish(struct kobj *obj);

// As an initialiser.
void *initialiser(size_t n)
{
	// CHECK: :[[#@LINE+1]]:23: warning: noio scope holds a single allocation{{.*}} [gfp-redundant-scope]
	unsigned int flags = memalloc_noio_save();
	void *p = kzalloc(n, GFP_KERNEL);

	memalloc_noio_restore(flags);
	return p;
}

// Closed on the error path and on the other: one scope still.
struct kobj *error_path(void)
{
	struct kobj *obj;
	unsigned int flags;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	obj = kzalloc(sizeof(*obj), GFP_KERNEL);
	if (!obj) {
		memalloc_nofs_restore(flags);
		warn("no memory");
		return NULL;
	}
	obj->flags = 1;
	memalloc_nofs_restore(flags);
	publish(obj);
	return obj;
}

// The mask says it already.
void *said_twice(size_t n)
{
	unsigned int flags;
	void *p;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = kmalloc(n, GFP_NOFS);
	memalloc_nofs_restore(flags);
	return p;
}

// Locks take no memory.
void *locked(struct mutex *lock, struct kobj *obj, const char *name)
{
	unsigned int flags;
	char *copy;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	mutex_lock(lock);
	copy = kmalloc(strlen(name) + 1, GFP_KERNEL);
	if (copy)
		memcpy(copy, name, strlen(name) + 1);
	obj->name = copy;
	mutex_unlock(lock);
	memalloc_nofs_restore(flags);
	return copy;
}

// The allocation need not happen on every path.
void *sometimes(size_t n)
{
	unsigned int flags;
	void *p = NULL;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	if (n)
		p = kmalloc(n, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p;
}

// A mask the caller gives can lose a flag too.
void *caller_mask(size_t n, gfp_t gfp)
{
	unsigned int flags;
	void *p;

	// CHECK: :[[#@LINE+1]]:10: warning: noio scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_noio_save();
	p = kmalloc(n, gfp);
	memalloc_noio_restore(flags);
	return p;
}

// Neither scope touches a mask that does not reclaim.
void *not_blocking(size_t n)
{
	unsigned int flags;
	void *p;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = kmalloc(n, GFP_ATOMIC);
	memalloc_nofs_restore(flags);
	return p;
}

// One cookie, two scopes, two findings.
int reused(struct kobj *obj, size_t n, size_t m)
{
	unsigned int flags;
	void *p, *q;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = kmalloc(n, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	publish(obj);
	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	q = kmalloc(m, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p && q;
}

void *from_cache(struct kmem_cache *cache)
{
	unsigned int flags;
	void *p;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = kmem_cache_zalloc(cache, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p;
}

struct page *one_page(void)
{
	unsigned int flags;
	struct page *page;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	page = alloc_page(GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return page;
}

// vmalloc() has a form that takes a mask.
void *mapped(unsigned long n)
{
	unsigned int flags;
	void *p;

	// KV: :[[#@LINE+1]]:10: warning: noio scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_noio_save();
	p = vmalloc(n);
	memalloc_noio_restore(flags);
	return p;
}

void *mapped_mask(unsigned long n)
{
	unsigned int flags;
	void *p;

	// KV: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = __vmalloc(n, GFP_KERNEL | __GFP_ZERO);
	memalloc_nofs_restore(flags);
	return p;
}

void *counted(size_t n)
{
	unsigned int flags;
	void *p;

	// KV: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = kvcalloc(n, sizeof(struct kobj), GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p;
}

// In a statement expression and in a do-while(0) macro.
#define alloc_nofs(n)                                                                              \
	({                                                                                         \
		unsigned int saved_ = memalloc_nofs_save();                                        \
		void *p_ = kmalloc(n, GFP_KERNEL);                                                 \
		memalloc_nofs_restore(saved_);                                                     \
		p_;                                                                                \
	})

void *by_macro(size_t n)
{
	// CHECK: :[[#@LINE+1]]:{{.*}} warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	return alloc_nofs(n);
}

// What a wrapper does with a mask can hang on a size: where the caller's is known, it decides.
//
// RUN: not %scan --release 5.10 %s -- %plain | %filecheck --check-prefixes=CHECK,KV
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck

#include <linux/kernel.h>
#include <linux/mm.h>

struct item {
	int key[8];
};

static void *table(size_t n, gfp_t gfp)
{
	return kvmalloc(n, gfp);
}

static void *item_alloc(gfp_t gfp)
{
	return kvmalloc(sizeof(struct item), gfp);
}

static void *items(size_t n, gfp_t gfp)
{
	return kvmalloc_array(n, sizeof(struct item), gfp);
}

void *any_size(size_t n)
{
	// KV: :[[#@LINE+1]]:9: warning: table() with GFP_NOFS passes it to kvmalloc(): {{.*}} [gfp-kvmalloc-flags]
	return table(n, GFP_NOFS);
}

void *any_count(size_t n)
{
	// KV: :[[#@LINE+1]]:9: warning: items() with GFP_NOIO passes it to kvmalloc_array(): {{.*}} [gfp-kvmalloc-flags]
	return items(n, GFP_NOIO);
}

void *large(void)
{
	// KV: :[[#@LINE+1]]:9: warning: table() with GFP_NOFS passes it to kvmalloc(): {{.*}} [gfp-kvmalloc-flags]
	return table(4 * PAGE_SIZE, GFP_NOFS);
}

void *small(size_t n)
{
	void *p = table(64, GFP_NOFS);

	p = p ? p : table(sizeof(struct item), GFP_NOFS);
	p = p ? p : items(4, GFP_NOIO);
	p = p ? p : table(min(n, (size_t)256), GFP_NOFS);
	p = p ? p : kvmalloc(n & 255, GFP_NOFS);
	return p ? p : item_alloc(GFP_NOFS);
}

static void *by_size(size_t n, gfp_t gfp)
{
	if (n <= PAGE_SIZE)
		return kmalloc(n, gfp);
	return __vmalloc(n, gfp);
}

static void *handed_on(gfp_t gfp)
{
	return by_size(128, gfp);
}

void *by_size_any(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: by_size() with GFP_ATOMIC passes it to __vmalloc(): {{.*}} [gfp-kvmalloc-flags]
	return by_size(n, GFP_ATOMIC);
}

void *by_size_large(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: by_size() with GFP_ATOMIC passes it to __vmalloc(): {{.*}} [gfp-kvmalloc-flags]
	return by_size(2 * PAGE_SIZE, GFP_ATOMIC);
}

void *by_size_small(void)
{
	return by_size(64, GFP_ATOMIC) ?: handed_on(GFP_ATOMIC);
}

// The answer to a question about the mask may wait in a variable.
static void *asked_before(size_t n, gfp_t gfp)
{
	const bool can_sleep = gfp & __GFP_DIRECT_RECLAIM;

	if (can_sleep)
		return __vmalloc(n, gfp);
	return kmalloc(n, gfp);
}

static void *noted(size_t n, gfp_t gfp)
{
	bool atomic = false;

	if (!(gfp & __GFP_DIRECT_RECLAIM))
		atomic = true;
	return atomic ? kmalloc(n, gfp) : __vmalloc(n, gfp);
}

void *asked(size_t n)
{
	return asked_before(n, GFP_ATOMIC) ?: noted(n, GFP_NOWAIT);
}

// A branch before the call can bound the size.
void *bounded(size_t n, size_t m, size_t k)
{
	void *p = NULL;

	if (n > 256)
		return NULL;
	if (m < 64)
		p = kvmalloc(m, GFP_NOFS);
	p = p ? p : kvmalloc(n * sizeof(long), GFP_NOFS);
	p = p ? p : table(n, GFP_NOFS);
	if (unlikely(k >= PAGE_SIZE) || !k)
		return p;
	return kvmalloc(k, GFP_NOFS);
}

void *not_bounded(size_t n, size_t m, int k)
{
	if (n < 16)
		m = 4;
	if (m > 64 && n > 3)
		return NULL;
	if (k > 64)
		return NULL;
	// KV: :[[#@LINE+3]]:9: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	// KV: :[[#@LINE+2]]:34: warning: kvmalloc() with GFP_NOIO: {{.*}} [gfp-kvmalloc-flags]
	// KV: :[[#@LINE+1]]:59: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_NOFS) ?: kvmalloc(m, GFP_NOIO) ?: kvmalloc(k, GFP_NOFS);
}

void *changed(size_t n)
{
	if (n > 64)
		return NULL;
	n *= 1000;
	// KV: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(n, GFP_NOFS);
}

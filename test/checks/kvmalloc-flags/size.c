// Up to a page kvmalloc() is kmalloc(), and every mask is honoured.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.1 %s -- %plain | count 0

#include <linux/mm.h>

struct small {
	char bytes[200];
};

struct big {
	char bytes[9000];
};

void *above(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc(PAGE_SIZE + 1, GFP_NOFS);
}

void *big(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvzalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvzalloc(sizeof(struct big), GFP_NOFS);
}

void *product(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvcalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvcalloc(64, sizeof(struct small), GFP_NOFS);
}

// Silent.
void *within(void)
{
	void *p = kvmalloc(128, GFP_NOFS);

	if (!p)
		p = kvmalloc(PAGE_SIZE, GFP_NOFS);
	if (!p)
		p = kvzalloc(sizeof(struct small), GFP_NOIO);
	if (!p)
		p = kvcalloc(20, sizeof(struct small), GFP_NOFS);
	return p;
}

// What a function gives can be as large as its type allows.
unsigned char bytes_of(void *p);
unsigned short words_of(void *p);

void *typed(void *p)
{
	void *q = kvmalloc(bytes_of(p), GFP_NOFS);

	// CHECK: :[[#@LINE+1]]:14: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return q ?: kvmalloc(words_of(p), GFP_NOFS);
}

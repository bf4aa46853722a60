// Restricted masks: from 5.17 on kvmalloc honours them.
//
// RUN: %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 5.16 %s -- %plain | count 0
// RUN: not %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 5.17 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 6.12 %s -- %hooks | %filecheck

#include <linux/mm.h>
#include <linux/overflow.h>

void *restricted(size_t n)
{
	// CHECK: :[[#@LINE+1]]:12: warning: kmalloc() and __vmalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
	void *p = kmalloc(n, GFP_NOFS | __GFP_NOWARN);

	if (p == NULL)
		p = __vmalloc(n, GFP_NOFS);
	return p;
}

void *array(size_t n)
{
	// CHECK: :[[#@LINE+1]]:12: warning: kcalloc() and __vmalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
	void *p = kcalloc(n, 8, GFP_NOIO);

	if (!p)
		p = __vmalloc(array_size(n, 8), GFP_NOIO | __GFP_ZERO);
	return p;
}

// Which of the two the code needs is not clear.
void *unlike(size_t n)
{
	void *p = kmalloc(n, GFP_NOFS);

	if (!p)
		p = __vmalloc(n, GFP_KERNEL);
	return p;
}

void *handed_on(size_t n, gfp_t gfp)
{
	void *p = kmalloc(n, gfp);

	if (!p)
		p = __vmalloc(n, gfp);
	return p;
}

// It may not sleep: in none of these releases vmalloc could help.
void *atomic(size_t n)
{
	void *p = kmalloc(n, GFP_ATOMIC);

	if (!p)
		p = __vmalloc(n, GFP_ATOMIC);
	return p;
}

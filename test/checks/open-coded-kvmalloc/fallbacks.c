// kmalloc with a vmalloc fallback by hand.
//
// RUN: not %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 7.0 %s -- %hooks2 | %filecheck
// RUN: %scan --checks=-*,gfp-open-coded-kvmalloc --level 1 --release 4.9 %s -- %plain | count 0

#include <linux/mm.h>

void *on_failure(size_t n)
{
	void *p;

	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() and vmalloc() of the same size: kvmalloc() does that by itself, and kvfree() frees it [gfp-open-coded-kvmalloc]
	p = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);
	if (!p)
		p = vmalloc(n);
	return p;
}

void *by_size(size_t n)
{
	void *p;

	if (n <= PAGE_SIZE)
		// CHECK: :[[#@LINE+1]]:7: warning: kzalloc() and vzalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
		p = kzalloc(n, GFP_KERNEL);
	else
		p = vzalloc(n);
	return p;
}

// The fallback is for less.
void *smaller(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL);

	if (!p)
		p = vmalloc(n / 2);
	return p;
}

// vmalloc cannot give memory for DMA.
void *dma(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL | GFP_DMA);

	if (!p)
		p = vmalloc(n);
	return p;
}

// Another pointer.
void two(size_t n, void **a, void **b)
{
	*a = kmalloc(n, GFP_KERNEL);
	if (!*a)
		*b = vmalloc(n);
}

void *alone(size_t n)
{
	return vmalloc(n);
}

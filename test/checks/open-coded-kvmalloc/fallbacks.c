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

void *early_return(size_t n)
{
	// CHECK: :[[#@LINE+1]]:12: warning: kzalloc() and vzalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
	void *p = kzalloc(n, GFP_KERNEL);

	if (p)
		return p;
	return vzalloc(n);
}

void *returned_by_size(size_t n)
{
	if (n <= PAGE_SIZE)
		// CHECK: :[[#@LINE+1]]:10: warning: kmalloc() and vmalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
		return kmalloc(n, GFP_KERNEL);
	return vmalloc(n);
}

void *one_expression(size_t n)
{
	// CHECK: :[[#@LINE+1]]:38: warning: kmalloc() and vmalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
	return n > PAGE_SIZE ? vmalloc(n) : kmalloc(n, GFP_KERNEL);
}

void *without_middle(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kmalloc() and vmalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
	return kmalloc(n, GFP_KERNEL) ?: vmalloc(n);
}

void *product(size_t n, size_t size)
{
	// CHECK: :[[#@LINE+1]]:12: warning: kcalloc() and vzalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
	void *p = kcalloc(n, size, GFP_KERNEL);

	if (!p)
		p = vzalloc(size * n);
	return p;
}

void *only_if_small(size_t n)
{
	void *p = NULL;

	if (n < 4 * PAGE_SIZE)
		// CHECK: :[[#@LINE+1]]:7: warning: kmalloc() and vmalloc() of the same size: {{.*}} [gfp-open-coded-kvmalloc]
		p = kmalloc(n, GFP_KERNEL);
	if (!p)
		p = vmalloc(n);
	return p;
}

// Not two ways to one thing.
void *unlike(size_t n, size_t m, bool atomic)
{
	void *p = kmalloc(n, GFP_KERNEL);

	if (p)
		return p;
	if (atomic)
		return kmalloc(n, GFP_ATOMIC) ?: vmalloc(n);
	return m > n ? vmalloc(m) : kmalloc(n, GFP_KERNEL);
}

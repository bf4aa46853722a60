// The command line, clang's plugin and clang-tidy's module give the same warnings for the same unit.
//
// REQUIRES: clang-plugin, tidy-module
//
// RUN: not %scan --release 6.1 %s -- %plain > %t.scan.out
// RUN: %clang -fsyntax-only -fplugin=%plugin -fplugin-arg-gfplint-release=6.1 %plain %s 2> %t.plugin.out || true
// RUN: %clang-tidy -load %tidy-module --checks=-*,gfp-* --config='{CheckOptions: {gfp-kvmalloc-flags.Release: "6.1", gfp-nofail-vmalloc.Release: "6.1", gfp-redundant-scope.Release: "6.1", gfp-unbalanced-scope.Release: "6.1"}}' %s -- %plain > %t.tidy.out || true
//
// Paths differ in how they are spelled, not in what they name.
// RUN: grep -E ": (warning|note): " %t.scan.out | sed -E "s|^[^ ]*/||; s|^(driver/)||" | grep warning: | sort > %t.scan
// RUN: grep -E ": (warning|note): " %t.plugin.out | sed -E "s|^[^ ]*/||" | grep warning: | sort > %t.plugin
// RUN: grep -E ": (warning|note): " %t.tidy.out | sed -E "s|^[^ ]*/||" | grep warning: | sort > %t.tidy
// RUN: diff %t.scan %t.plugin
// RUN: diff %t.scan %t.tidy
//
// Agreeing on nothing would be no proof.
// RUN: FileCheck %s < %t.scan
// CHECK-DAG: [gfp-redundant-scope]
// CHECK-DAG: [gfp-unbalanced-scope]
// CHECK-DAG: [gfp-nofail-vmalloc]

#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);

void *redundant(size_t n)
{
	unsigned int flags = memalloc_nofs_save();
	void *p = kmalloc(n, GFP_KERNEL);

	memalloc_nofs_restore(flags);
	return p;
}

int leak(void)
{
	unsigned int flags = memalloc_noio_save();

	if (step(1))
		return -1;
	memalloc_noio_restore(flags);
	return 0;
}

void *nofail(size_t n)
{
	return __vmalloc(n, GFP_NOWAIT | __GFP_NOFAIL);
}

int fine(void)
{
	unsigned int flags = memalloc_noio_save();
	int ret = step(1);

	memalloc_noio_restore(flags);
	return ret;
}

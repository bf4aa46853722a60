// A scope left open is closed before the return that forgot it; a wrong restore becomes the right one.
//
// RUN: %gfp-lint fix --release 6.1 --dry-run %s -- %plain > %t.diff || true
// RUN: FileCheck %s < %t.diff
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 6.1 --in-place %t.c -- %plain || true
// RUN: %scan --release 6.1 %t.c -- %plain | count 0
// RUN: %clang -fsyntax-only -Wall -Wextra -Werror %plain %t.c
// RUN: cp %t.c %t.once.c
// RUN: %gfp-lint fix --release 6.1 --in-place %t.c -- %plain
// RUN: cmp %t.c %t.once.c
//
// CHECK: undo(1);
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_nofs_restore(flags);
// CHECK-NEXT: return ret;
//
// A return that is an if's whole body gets braces.
// CHECK: {{^-[[:space:]]*}}if (ret < 0)
// CHECK: {{^\+[[:space:]]*}}if (ret < 0) {
// CHECK: {{^\+[[:space:]]*}}memalloc_noio_restore(bare);
// CHECK: {{^\+[[:space:]]*}}}
//
// CHECK: {{^-[[:space:]]*}}memalloc_nofs_restore(kind);
// CHECK: {{^\+[[:space:]]*}}memalloc_noio_restore(kind);
//
// A return under a label takes the labels along.
// CHECK: case 3:
// CHECK-NEXT: {{^\+[[:space:]]*}}memalloc_nofs_restore(label_flags);
// CHECK-NEXT: return -1;

#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);
void undo(int nr);

int early_return(void)
{
	unsigned int flags;
	int ret;

	flags = memalloc_nofs_save();
	ret = step(1);
	if (ret) {
		undo(1);
		return ret;
	}
	ret = step(2);
	memalloc_nofs_restore(flags);
	return ret;
}

int unbraced(void)
{
	unsigned int bare;
	int ret;

	bare = memalloc_noio_save();
	ret = step(1);
	if (ret < 0)
		return ret;
	ret = step(2);
	memalloc_noio_restore(bare);
	return ret;
}

int wrong_kind(void)
{
	unsigned int kind;
	int ret;

	kind = memalloc_noio_save();
	ret = step(1);
	memalloc_nofs_restore(kind);
	return ret;
}

int labelled(int mode)
{
	unsigned int label_flags;

	label_flags = memalloc_nofs_save();
	switch (mode) {
	case 1:
		step(1);
		break;
	case 2:
	case 3:
		return -1;
	default:
		break;
	}
	memalloc_nofs_restore(label_flags);
	return 0;
}

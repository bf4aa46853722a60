// A path on which the scope is still open when the function returns. The notes are that path.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck
// RUN: not %scan --release 6.12 %s -- %hooks -DCONFIG_MEM_ALLOC_PROFILING | %filecheck
// RUN: not %scan --release 7.0 %s -- %hooks2 -DCONFIG_MEM_ALLOC_PROFILING | %filecheck

#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>

struct group {
	spinlock_t lock;
	void *members[8];
};

int step(int nr);
int prepare(struct group *group);
void undo(struct group *group);

int early_return(struct group *group)
{
	unsigned int flags;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	ret = prepare(group);
	// CHECK-NEXT: :[[#@LINE+1]]:{{.*}} note: taking the true branch
	if (ret)
		// CHECK-NEXT: :[[#@LINE+1]]:{{.*}} note: returns here
		return ret;
	ret = step(1);
	memalloc_nofs_restore(flags);
	return ret;
}

// Somebody was faster: the branch that gives up forgets the scope.
void lost_race(struct group *group, unsigned int index)
{
	unsigned int flags;
	void *member;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	member = kzalloc(64, GFP_NOFS);
	// CHECK-NEXT: :[[#@LINE+1]]:{{.*}} note: taking the false branch
	if (!member) {
		memalloc_nofs_restore(flags);
		return;
	}
	spin_lock(&group->lock);
	// CHECK-NEXT: :[[#@LINE+1]]:{{.*}} note: taking the true branch
	if (group->members[index]) {
		spin_unlock(&group->lock);
		kfree(member);
		// CHECK-NEXT: :[[#@LINE+1]]:{{.*}} note: returns here
		return;
	}
	group->members[index] = member;
	spin_unlock(&group->lock);
	prepare(group);
	memalloc_nofs_restore(flags);
}

// The ladder has one rung too few.
int goto_ladder(struct group *group)
{
	unsigned int flags;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_noio_save();
	ret = step(1);
	if (ret)
		goto out;
	ret = step(2);
	if (ret)
		goto out_undo;
	memalloc_noio_restore(flags);
	return 0;

out_undo:
	undo(group);
	memalloc_noio_restore(flags);
out:
	// CHECK: note: returns here
	return ret;
}

// No restore at all.
int never_closed(void)
{
	unsigned int flags;

	// CHECK: :[[#@LINE+1]]:10: warning: noreclaim scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_noreclaim_save();
	(void)flags;
	// CHECK: :[[#@LINE+1]]:{{.*}} note: returns here
	return step(1);
}

// One case forgets.
int one_case(int command)
{
	unsigned int flags;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	switch (command) {
	case 1:
		ret = step(1);
		break;
	case 2:
		// CHECK: :[[#@LINE+1]]:{{.*}} note: returns here
		return step(2);
	default:
		ret = -EINVAL;
		break;
	}
	memalloc_nofs_restore(flags);
	return ret;
}

// Left out of a loop.
int out_of_loop(int count)
{
	unsigned int flags;
	int i, ret = 0;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	for (i = 0; i < count; i++) {
		ret = step(i);
		if (ret < 0)
			// CHECK: :[[#@LINE+1]]:{{.*}} note: returns here
			return ret;
	}
	memalloc_nofs_restore(flags);
	return ret;
}

// The end of a void function returns too.
void falls_off_the_end(struct group *group)
{
	// CHECK: :[[#@LINE+1]]:{{.*}} warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	unsigned int flags = memalloc_nofs_save();

	if (prepare(group) == 0) {
		step(1);
		memalloc_nofs_restore(flags);
	}
}

// The ternary and the short circuit are branches as well.
int short_circuit(struct group *group)
{
	unsigned int flags;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	if (prepare(group) || step(1))
		return -EINVAL;
	memalloc_nofs_restore(flags);
	return 0;
}

// Silent: every way out closes it.
int balanced(struct group *group)
{
	unsigned int flags;
	int ret;

	flags = memalloc_nofs_save();
	ret = prepare(group);
	if (ret) {
		memalloc_nofs_restore(flags);
		return ret;
	}
	ret = step(1);
	if (ret)
		goto out_undo;
	ret = step(2);
	memalloc_nofs_restore(flags);
	return ret;

out_undo:
	undo(group);
	memalloc_nofs_restore(flags);
	return ret;
}

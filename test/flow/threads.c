// Threads that are in a scope for life: the function is only ever started as one, so nobody inherits it.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);

static int commit_thread(void *data)
{
	memalloc_nofs_save();
	while (!kthread_should_stop())
		step(1);
	return 0;
}

static int reclaim_thread(void *data)
{
	unsigned int flags = memalloc_noreclaim_save();

	(void)flags;
	while (!kthread_should_stop()) {
		if (step(1))
			return -1;
	}
	return 0;
}

// Never a thread.
static int not_a_thread(void *data)
{
	// CHECK: :[[#@LINE+1]]:2: warning: nofs scope is opened and its cookie is dropped{{.*}} [gfp-unbalanced-scope]
	memalloc_nofs_save();
	return step(1);
}

int start(void)
{
	struct task_struct *commit, *reclaim;

	commit = kthread_run(commit_thread, NULL, "commit");
	reclaim = kthread_create(reclaim_thread, NULL, "reclaim/%d", 1);
	return !IS_ERR(commit) && !IS_ERR(reclaim) && !not_a_thread(NULL);
}

// One pointer argument makes no thread of what closes its scope on another path.
int closes_elsewhere(void *p)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	unsigned int flags = memalloc_nofs_save();

	if (!p)
		return -1;
	step(1);
	memalloc_nofs_restore(flags);
	return 0;
}

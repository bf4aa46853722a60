// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/gfp.h>
#include <linux/sched.h>

// A save returns the previous state of its bit, a restore writes it back.
static inline unsigned int memalloc_nofs_save(void)
{
	unsigned int before = current->flags & PF_MEMALLOC_NOFS;

	current->flags |= PF_MEMALLOC_NOFS;
	return before;
}

static inline void memalloc_nofs_restore(unsigned int before)
{
	current->flags = (current->flags & ~PF_MEMALLOC_NOFS) | before;
}

static inline unsigned int memalloc_noio_save(void)
{
	unsigned int before = current->flags & PF_MEMALLOC_NOIO;

	current->flags |= PF_MEMALLOC_NOIO;
	return before;
}

static inline void memalloc_noio_restore(unsigned int before)
{
	current->flags = (current->flags & ~PF_MEMALLOC_NOIO) | before;
}

static inline unsigned int memalloc_noreclaim_save(void)
{
	unsigned int before = current->flags & PF_MEMALLOC;

	current->flags |= PF_MEMALLOC;
	return before;
}

static inline void memalloc_noreclaim_restore(unsigned int before)
{
	current->flags = (current->flags & ~PF_MEMALLOC) | before;
}

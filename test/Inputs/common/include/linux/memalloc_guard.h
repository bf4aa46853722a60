// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// No mainline header defines a guard for memalloc scopes; out-of-tree file systems do, like this.
#include <linux/cleanup.h>
#include <linux/sched/mm.h>

DEFINE_CLASS(memalloc_flags, unsigned int, memalloc_flags_restore(_T), memalloc_flags_save(flags),
	     unsigned int flags)
DEFINE_CLASS(memalloc_nofs, unsigned int, memalloc_nofs_restore(_T), memalloc_nofs_save(), void)

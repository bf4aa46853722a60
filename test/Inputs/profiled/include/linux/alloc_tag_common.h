// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/types.h>

struct alloc_tag {
	const char *file;
	int line;
};

// Only a profiling kernel has the tag; elsewhere an empty statement is left.
#ifdef CONFIG_MEM_ALLOC_PROFILING
#define DEFINE_ALLOC_TAG(name)                                                                     \
	static struct alloc_tag name __attribute__((__section__("alloc_tags"))) = { __FILE__, __LINE__ }
#else
#define DEFINE_ALLOC_TAG(name)
#endif

// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/kernel.h>

static inline size_t __must_check size_mul(size_t a, size_t b)
{
	size_t product;

	return __builtin_mul_overflow(a, b, &product) ? ~(size_t)0 : product;
}

static inline size_t __must_check size_add(size_t a, size_t b)
{
	size_t sum;

	return __builtin_add_overflow(a, b, &sum) ? ~(size_t)0 : sum;
}

#define array_size(a, b) size_mul(a, b)
#define struct_size(ptr, member, count)                                                            \
	size_add(sizeof(*(ptr)), size_mul(sizeof((ptr)->member[0]), count))

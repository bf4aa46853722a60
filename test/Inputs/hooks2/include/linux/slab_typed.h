// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

// 7.0: allocators that take a type; the mask may be left out and is GFP_KERNEL then.
#define gfp_or_default_(first, ...) first
#define default_gfp(...) gfp_or_default_(__VA_ARGS__ __VA_OPT__(, ) GFP_KERNEL)

#define alloc_objs_(alloc, type, count, gfp)                                                       \
	({                                                                                         \
		const size_t obj_bytes_ = size_mul(sizeof(type), count);                           \
		(typeof(type) *)alloc(obj_bytes_, gfp);                                            \
	})

#define kmalloc_obj(type, ...) alloc_objs_(kmalloc, type, 1, default_gfp(__VA_ARGS__))
#define kzalloc_obj(type, ...) alloc_objs_(kzalloc, type, 1, default_gfp(__VA_ARGS__))
#define kvmalloc_obj(type, ...) alloc_objs_(kvmalloc, type, 1, default_gfp(__VA_ARGS__))
#define kvzalloc_obj(type, ...) alloc_objs_(kvzalloc, type, 1, default_gfp(__VA_ARGS__))
#define kmalloc_objs(type, count, ...) alloc_objs_(kmalloc, type, count, default_gfp(__VA_ARGS__))
#define kzalloc_objs(type, count, ...) alloc_objs_(kzalloc, type, count, default_gfp(__VA_ARGS__))
#define kvmalloc_objs(type, count, ...) alloc_objs_(kvmalloc, type, count, default_gfp(__VA_ARGS__))
#define kvzalloc_objs(type, count, ...) alloc_objs_(kvzalloc, type, count, default_gfp(__VA_ARGS__))

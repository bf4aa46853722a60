// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/gfp.h>
#include <linux/overflow.h>

struct kmem_cache;

void *__kmalloc_noprof(size_t size, gfp_t flags);
void *__kmalloc_large_noprof(size_t size, gfp_t flags);
void *__kmalloc_cache_noprof(struct kmem_cache *cache, gfp_t flags, size_t size);
void *__kmalloc_node_noprof(size_t size, gfp_t flags, int node);
extern struct kmem_cache *kmalloc_cache;

static __always_inline void *kmalloc_noprof(size_t size, gfp_t flags)
{
	if (__builtin_constant_p(size) && size) {
		if (size > 2 * PAGE_SIZE)
			return __kmalloc_large_noprof(size, flags);
		return __kmalloc_cache_noprof(kmalloc_cache, flags, size);
	}
	return __kmalloc_noprof(size, flags);
}
#define kmalloc(...) alloc_hooks(kmalloc_noprof(__VA_ARGS__))

static inline void *kzalloc_noprof(size_t size, gfp_t flags)
{
	return kmalloc_noprof(size, flags | __GFP_ZERO);
}
#define kzalloc(...) alloc_hooks(kzalloc_noprof(__VA_ARGS__))

static inline void *kmalloc_node_noprof(size_t size, gfp_t flags, int node)
{
	return __kmalloc_node_noprof(size, flags, node);
}
#define kmalloc_node(...) alloc_hooks(kmalloc_node_noprof(__VA_ARGS__))

static inline void *kmalloc_array_noprof(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return kmalloc_noprof(bytes, flags);
}
#define kmalloc_array(...) alloc_hooks(kmalloc_array_noprof(__VA_ARGS__))
#define kcalloc(n, size, flags) kmalloc_array(n, size, (flags) | __GFP_ZERO)

void *krealloc_noprof(const void *p, size_t size, gfp_t flags) __must_check;
#define krealloc(...) alloc_hooks(krealloc_noprof(__VA_ARGS__))
void *kmemdup_noprof(const void *from, size_t length, gfp_t gfp);
#define kmemdup(...) alloc_hooks(kmemdup_noprof(__VA_ARGS__))
char *kstrdup(const char *text, gfp_t gfp);
char *kasprintf(gfp_t gfp, const char *fmt, ...);

void *kmem_cache_alloc_noprof(struct kmem_cache *cache, gfp_t flags);
#define kmem_cache_alloc(...) alloc_hooks(kmem_cache_alloc_noprof(__VA_ARGS__))
#define kmem_cache_zalloc(cache, flags) kmem_cache_alloc(cache, (flags) | __GFP_ZERO)
void kmem_cache_free(struct kmem_cache *cache, void *object);

void *__kvmalloc_node_noprof(size_t size, gfp_t flags, int node);
#define kvmalloc_node_noprof(size, flags, node) __kvmalloc_node_noprof(size, flags, node)
#define kvmalloc_node(...) alloc_hooks(kvmalloc_node_noprof(__VA_ARGS__))
#define kvmalloc(size, flags) kvmalloc_node(size, flags, -1)
#define kvmalloc_noprof(size, flags) kvmalloc_node_noprof(size, flags, -1)
#define kvzalloc(size, flags) kvmalloc(size, (flags) | __GFP_ZERO)

static inline void *kvmalloc_array_node_noprof(size_t n, size_t size, gfp_t flags, int node)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return kvmalloc_node_noprof(bytes, flags, node);
}
#define kvmalloc_array_noprof(...) kvmalloc_array_node_noprof(__VA_ARGS__, -1)
#define kvcalloc_node_noprof(n, size, flags, node)                                                 \
	kvmalloc_array_node_noprof(n, size, (flags) | __GFP_ZERO, node)
#define kvcalloc_noprof(...) kvcalloc_node_noprof(__VA_ARGS__, -1)
#define kvmalloc_array(...) alloc_hooks(kvmalloc_array_noprof(__VA_ARGS__))
#define kvcalloc(...) alloc_hooks(kvcalloc_noprof(__VA_ARGS__))

void kfree(const void *object);
void kvfree(const void *object);

#include <linux/slab_typed.h>

// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/gfp.h>

void *vmalloc_noprof(unsigned long size);
#define vmalloc(...) alloc_hooks(vmalloc_noprof(__VA_ARGS__))
void *vzalloc_noprof(unsigned long size);
#define vzalloc(...) alloc_hooks(vzalloc_noprof(__VA_ARGS__))
void *vmalloc_user_noprof(unsigned long size);
#define vmalloc_user(...) alloc_hooks(vmalloc_user_noprof(__VA_ARGS__))
void *vmalloc_node_noprof(unsigned long size, int node);
#define vmalloc_node(...) alloc_hooks(vmalloc_node_noprof(__VA_ARGS__))
void *__vmalloc_noprof(unsigned long size, gfp_t gfp_mask);
#define __vmalloc(...) alloc_hooks(__vmalloc_noprof(__VA_ARGS__))
void *__vmalloc_array_noprof(size_t n, size_t size, gfp_t flags);
#define __vmalloc_array(...) alloc_hooks(__vmalloc_array_noprof(__VA_ARGS__))
void *vmalloc_array_noprof(size_t n, size_t size);
#define vmalloc_array(...) alloc_hooks(vmalloc_array_noprof(__VA_ARGS__))
void *__vcalloc_noprof(size_t n, size_t size, gfp_t flags);
#define __vcalloc(...) alloc_hooks(__vcalloc_noprof(__VA_ARGS__))
void *vcalloc_noprof(size_t n, size_t size);
#define vcalloc(...) alloc_hooks(vcalloc_noprof(__VA_ARGS__))
void vfree(const void *address);
void *vm_map_ram(struct page **pages, unsigned int count, int node);
void vm_unmap_aliases(void);

# Writes a C file whose functions hand a mask on: a chain of DEPTH calls, each with a way back, and one
# function with WIDTH callees.
import sys

depth, width = int(sys.argv[1]), int(sys.argv[2])
print("#include <linux/mm.h>\n")
for i in range(depth):
    print(f"void *f{i}(unsigned long n, gfp_t gfp);")
print()
for i in range(depth - 1):
    print(f"void *f{i}(unsigned long n, gfp_t gfp)\n{{\n\tif (n > {i})\n\t\tf{i // 2}(n - 1, gfp);")
    print(f"\treturn f{i + 1}(n, gfp);\n}}\n")
print(f"void *f{depth - 1}(unsigned long n, gfp_t gfp)\n{{\n\treturn __vmalloc(n, gfp);\n}}\n")
for i in range(width):
    flag = ["0", "__GFP_ZERO", "__GFP_ACCOUNT", "__GFP_NOWARN", "__GFP_HIGH"][i % 5]
    print(f"static void *w{i}(unsigned long n, gfp_t gfp)\n{{\n\treturn kmalloc(n + {i}, gfp | {flag});\n}}\n")
calls = "\n".join(f"\tp = w{i}(n, gfp);" for i in range(width))
print(f"void *wide(unsigned long n, gfp_t gfp)\n{{\n\tvoid *p;\n\n{calls}\n\treturn p;\n}}\n")
print("void *ok(unsigned long n)\n{\n\treturn wide(n, GFP_ATOMIC);\n}\n")
print("void *top(unsigned long n)\n{\n\treturn f0(n, GFP_ATOMIC);\n}")

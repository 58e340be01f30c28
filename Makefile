# Thin over Meson and Ninja.  `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help build run serve test bench simulate mutants crash format lint fuzz install clean
MAKEFLAGS += --no-print-directory

MINUTES ?= 5
DESTDIR ?=

help: ## Lists these targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12

build: ## Builds build/couchannel (gcc, optimised, hardened)
	@scripts/build build couchannel

run: ## Installs what is missing, builds, and opens a demo full of life at http://127.0.0.1:8080
	@scripts/bootstrap --for run
	@scripts/build build couchannel
	@exec scripts/up

serve: ## The same, but an empty server for development, whose data stays in ./couchannel-data
	@scripts/bootstrap --for run
	@scripts/build build couchannel
	@exec build/couchannel serve --dev

test: ## Everything CI runs: both compilers, all suites, sanitizers, guards, the web application in a browser
	@scripts/bootstrap --for test
	@scripts/test

bench: ## Measures the server beside what it stands on (docs/benchmarks.md)
	@scripts/bootstrap --for test
	@scripts/build build
	@tests/bench/run
	@tests/bench/search

simulate: ## A million bookings in five thousand simulated worlds, with everything that can go wrong
	@scripts/build build couchannel
	@build/couchannel simulate --seeds 1..5000

mutants: ## Plants mistakes, one at a time, and lets the simulator look for each (docs/simulation.md)
	@scripts/mutants

crash: ## Kills the company before each thing it does to its disk, in eight ways: a few minutes
	@scripts/bootstrap --for test
	@scripts/build build tests/crash/crash_test
	@build/tests/crash/crash_test

format: ## Lays out every C file by .clang-format
	@scripts/c-files | xargs clang-format -i

lint: ## clang-tidy, by .clang-tidy
	@scripts/lint

fuzz: ## Looks for new inputs that break a parser, MINUTES=5 for each fuzz target
	@scripts/fuzz $(MINUTES)

install: ## Installs the program, its manual page and completions under /usr/local, or DESTDIR
	@scripts/build build couchannel $(addprefix cli/install/,couchannel.1 couchannel _couchannel couchannel.fish)
	@DESTDIR=$(DESTDIR) meson install -C build --no-rebuild

clean: ## Removes every build folder; data stays
	@rm -rf build build-clang build-asan build-tsan apps/web/.next

# handoffd: everything a fresh machine with Go and a C compiler needs.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0
GO_NEEDED = $(shell sed -n 's/^go //p' go.mod)
ON_BOTH = ./handoff/store ./handoff/desk ./handoff/engine ./cmd/handoffd/demo ./handoff/vitals
PREFIX ?= /usr/local
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
DIST ?= dist

.PHONY: demo test quick race race-shared lint bench build install container packages try-packages mutants score

# SQLite is C code: without cgo a build would only fail when the database is opened.
build:
	@command -v $(GO) >/dev/null || { echo "build: Go is missing; install Go $(GO_NEEDED) or newer from https://go.dev/dl/" >&2; exit 1; }
	@have="$$($(GO) env GOVERSION 2>/dev/null || $(GO) version 2>/dev/null | cut -d ' ' -f 3)"; case "$$have" in go[0-9]*|'') \
		test "$$(printf '%s\n' "$(GO_NEEDED)" "$${have#go}" | sort -V | head -n 1)" = "$(GO_NEEDED)" || \
		{ echo "build: this is Go $${have#go}; install Go $(GO_NEEDED) or newer from https://go.dev/dl/" >&2; exit 1; };; esac
	@test "$$($(GO) env CGO_ENABLED)" = 1 || { echo "build: cgo is off; install a C compiler (gcc or clang) and set CGO_ENABLED=1" >&2; exit 1; }
	@cc="$$($(GO) env CC)"; command -v $${cc%% *} >/dev/null || { echo "build: the C compiler $$cc is missing; install gcc or clang (Debian: apt-get install gcc libc6-dev)" >&2; exit 1; }
	$(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o handoffd ./cmd/handoffd

# Builds nothing: root has no business with a compiler. The unit is told where the program is.
install:
	@test -x handoffd || { echo "install: there is no program yet; run make build, then this again" >&2; exit 1; }
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/handoffd" "$(DESTDIR)$(PREFIX)/lib/systemd/system" "$(DESTDIR)$(PREFIX)/lib/sysusers.d" \
		"$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
		"$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 0755 handoffd "$(DESTDIR)$(PREFIX)/bin/handoffd"
	install -m 0644 config.toml.example README.md LICENSE .install/handoffd-dashboard.json .install/handoffd-alerts.yml "$(DESTDIR)$(PREFIX)/share/handoffd"
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' .install/handoffd.service > "$(DESTDIR)$(PREFIX)/lib/systemd/system/handoffd.service"
	chmod 0644 "$(DESTDIR)$(PREFIX)/lib/systemd/system/handoffd.service"
	install -m 0644 .install/handoffd.sysusers "$(DESTDIR)$(PREFIX)/lib/sysusers.d/handoffd.conf"
	./handoffd man > "$(DESTDIR)$(PREFIX)/share/man/man1/handoffd.1"
	./handoffd completion bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/handoffd"
	./handoffd completion zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_handoffd"
	./handoffd completion fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/handoffd.fish"
	chmod 0644 "$(DESTDIR)$(PREFIX)/share/man/man1/handoffd.1" "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_handoffd" \
		"$(DESTDIR)$(PREFIX)/share/bash-completion/completions/handoffd" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/handoffd.fish"
	@echo "installed. With systemd: systemd-sysusers; write /etc/handoffd/config.toml; systemctl daemon-reload; systemctl enable --now handoffd"

# Needs no engine and no tool of a distribution: what packs is a Go module of its own. The program is static, so that one
# serves all packages; the same sources and compiler give the same bytes.
packages:
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	CGO_ENABLED=1 $(GO) build -trimpath -buildvcs=false -tags osusergo,netgo,sqlite_omit_load_extension \
		-ldflags '-s -w -buildid= -linkmode external -extldflags "-static -Wl,--build-id=none" -X main.version=$(VERSION)' -o "$$dir/handoffd" ./cmd/handoffd && \
	$(GO) run -C .ci/packages . -program "$$dir/handoffd" -root "$(CURDIR)" -out "$(abspath $(DIST))" -version "$(VERSION)" -epoch "$(EPOCH)" && \
	cat "$(DIST)/SHA256SUMS"

# Makes them twice, then installs, checks, runs and purges the Debian one and starts the image in a bare chroot; as root.
try-packages:
	.ci/packages/try

# Builds the image where a container engine runs and reaches the base images; elsewhere the container file is only linted, and that is said.
container:
	@for engine in podman docker buildah; do \
		$$engine info >/dev/null 2>&1 || continue; \
		sed -n 's/^FROM \([^ ]*\).*/\1/p' .install/Containerfile | xargs -r -n 1 $$engine pull -q >/dev/null 2>&1 || { echo "container: $$engine cannot fetch the base images" >&2; continue; }; \
		$$engine build -f .install/Containerfile --build-arg VERSION="$(VERSION)" -t handoffd . && echo "container: handoffd was built with $$engine"; exit $$?; \
	done; \
	echo "container: no container engine runs here; .install/Containerfile was linted, NOT built" >&2; \
	$(GO) test -count=1 -run '^TestContainerfile' ./cmd/handoffd

demo: build
	./handoffd demo

# Real Dovecot and Postfix are used where they are installed; a test without them says so. With CI=true it fails instead.
# The pages are looked at by axe-core in Chromium with HANDOFFD_AXE=$$(.ci/axe), which fetches it with npm.
# Much of the time is spent waiting for servers, so more tests run at a time than there are cores.
# What keeps its data in a database runs a second time on PostgreSQL, started by the tests.
test:
	$(GO) run ./.ci/test -count=1 -timeout 20m -shuffle=on -p 4 -parallel 8 ./...
	@echo; echo "on PostgreSQL:"
	HANDOFFD_TEST_DATABASE=postgres $(GO) run ./.ci/test -count=1 -timeout 20m -shuffle=on -p 4 -parallel 8 $(ON_BOTH)

# The inner loop: no real servers and nothing that waits; what did not change is not run again.
quick:
	$(GO) test -short ./...

# All tests under the race detector; SHORT=-short leaves out real servers and what waits for them,
# `make race-shared` also the packages in which no two goroutines share anything: those read, word and decide. It tries
# all the others, or a part of them: PART=0, 1, 2 or 3.
SHORT ?=
RACE ?= ./...
PART ?= 0 1 2 3
SHARED_0 = ./handoff/burst ./handoff/engine ./handoff/keep ./handoff/outbox ./handoff/store/... ./handoff/vitals
SHARED_1 = ./calendar/... ./handoff/desk ./handoff/web ./mail/imap ./mail/mailtest/... ./mail/oauth/... ./mail/smtp ./templates
SHARED_2 = ./cmd/handoffd/app/... ./cmd/handoffd/check ./cmd/handoffd/demo
SHARED_3 = ./cmd/handoffd
race:
	$(GO) test $(SHORT) -count=1 -timeout 20m -race -shuffle=on -parallel 8 $(RACE)

race-shared:
	$(MAKE) race SHORT=-short RACE="$(foreach part,$(PART),$(SHARED_$(part)))"

lint:
	@test -z "$$(gofmt -l .)" || { echo "lint: gofmt would change:" >&2; gofmt -l . >&2; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	@dir=$$(mktemp -d); code=1; GOBIN=$$dir $(GO) install $(GOVULNCHECK) 2>/dev/null && { $$dir/govulncheck ./...; code=$$?; }; rm -rf $$dir; \
	case $$code in 0) ;; 3) exit 3;; *) echo "lint: govulncheck could not be run here (it, or its database, is out of reach) and was skipped" >&2;; esac

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1s ./...

# Breaks each named rule of the domain and expects its test to notice: all of them, or a part: MUTANTS=0/16, 1/16 and so on.
MUTANTS ?= all
mutants:
	HANDOFFD_MUTANTS=$(MUTANTS) $(GO) test -count=1 -timeout 20m -run TestMutants -v ./handoff

# Measures how real mail and calendars are understood, in two halves, and fails below the floors. The corpus is not
# part of this repository: HANDOFFD_CORPUS names its folder; without it ../shared/corpus is used, if it is there.
score:
	$(GO) test -count=1 -run '^TestCorpusScore$$' -v ./cmd/handoffd

# handoffd: everything a fresh machine with Go and a C compiler needs.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: demo test race lint bench build mutants

# SQLite is C code: without cgo a build would only fail when the database is opened.
build:
	@test "$$($(GO) env CGO_ENABLED)" = 1 || { echo "build: cgo is off; install a C compiler (gcc or clang) and set CGO_ENABLED=1" >&2; exit 1; }
	$(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o handoffd ./cmd/handoffd

demo: build
	./handoffd demo

# Real Dovecot and Postfix are used where they are installed; a test without them says so. With CI=true it fails instead.
test:
	$(GO) test -count=1 -shuffle=on ./...

race:
	$(GO) test -count=1 -race -shuffle=on ./...

lint:
	@test -z "$$(gofmt -l .)" || { echo "lint: gofmt would change:" >&2; gofmt -l . >&2; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	@$(GO) run $(GOVULNCHECK) ./... || { code=$$?; test $$code -ne 3 || exit 3; echo "lint: govulncheck could not reach its database and was skipped" >&2; }

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1s ./...

# Breaks each named rule of the domain and expects its test to notice.
mutants:
	HANDOFFD_MUTANTS=1 $(GO) test -count=1 -run TestMutants -v ./handoff

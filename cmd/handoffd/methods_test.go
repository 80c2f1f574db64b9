package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mostMethods is how many exported methods a type may have: one with more is two. Methods that it has of types embedded
// in it count there.
const mostMethods = 30

// manyMethods may have more.
var manyMethods = map[string]string{
	"handoffd/handoff.turn": "has a verb for everything that facts do to a handoff",
}

func TestMethodsPerType(t *testing.T) {
	eachPackage(t, func(p *types.Package, _ []*ast.File, _ *types.Info) {
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			full := p.Path() + "." + name
			if n := ownMethods(tn); n > mostMethods && manyMethods[full] == "" {
				t.Errorf("%s has %d exported methods; %d are the most", full, n, mostMethods)
			}
		}
	})
}

// TestNobodyIsHandedTheWholeTransaction: a function asks for the methods that it needs of a transaction; only the one
// that Update or View runs is given all.
func TestNobodyIsHandedTheWholeTransaction(t *testing.T) {
	eachPackage(t, func(p *types.Package, files []*ast.File, info *types.Info) {
		if p.Path() == "handoffd/handoff/store" {
			return
		}
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && takesTx(info, fn) {
					t.Errorf("%s.%s takes a *store.Tx; let it take an interface of its own", p.Path(), fn.Name.Name)
				}
			}
		}
	})
}

// takesTx says whether the store's transaction is a parameter.
func takesTx(info *types.Info, fn *ast.FuncDecl) bool {
	for v := range info.Defs[fn.Name].Type().(*types.Signature).Params().Variables() {
		if v.Type().String() == "*handoffd/handoff/store.Tx" {
			return true
		}
	}
	return false
}

// ownMethods counts the exported methods that a type declares itself.
func ownMethods(tn *types.TypeName) (n int) {
	named, ok := tn.Type().(*types.Named)
	if !ok {
		return 0
	}
	for m := range named.Methods() {
		if m.Exported() {
			n++
		}
	}
	if i, ok := named.Underlying().(*types.Interface); ok {
		for m := range i.ExplicitMethods() {
			if m.Exported() {
				n++
			}
		}
	}
	return n
}

// eachPackage type-checks our packages, without their tests, against what is compiled of the others.
func eachPackage(t *testing.T, f func(*types.Package, []*ast.File, *types.Info)) {
	t.Helper()
	type listed struct {
		ImportPath, Dir, Export string
		GoFiles                 []string
	}
	var ours []listed
	compiled := map[string]string{}
	const fields = "-json=ImportPath,Dir,Export,GoFiles"
	out, err := exec.Command("go", "list", "-export", "-deps", fields, "handoffd/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		compiled[p.ImportPath] = p.Export
		if strings.HasPrefix(p.ImportPath, "handoffd/") {
			ours = append(ours, p)
		}
	}
	fset := token.NewFileSet()
	open := func(path string) (io.ReadCloser, error) { return os.Open(compiled[path]) }
	imports := importer.ForCompiler(fset, "gc", open)
	for _, p := range ours {
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
		c := types.Config{Importer: imports, IgnoreFuncBodies: true}
		checked, err := c.Check(p.ImportPath, fset, files, info)
		if err != nil {
			t.Fatal(err)
		}
		f(checked, files, info)
	}
}

package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// unportable are forms that SQLite takes and PostgreSQL does not, or takes in another way.
var unportable = map[string]*regexp.Regexp{
	"a truth value where an integer is kept": regexp.MustCompile(`,\s*(?:NOT\s+)?EXISTS\s*\(`),
	"a truth value compared with an integer": regexp.MustCompile(`\([^()]*\b(?:LIKE|IS NULL|IS NOT NULL|IN|` +
		`[<>=])\s[^()]*\)\s*=`),
	"a truth value that is summed up": regexp.MustCompile(`(?i)\b(?:sum|count|max|min)\s*\([^()]*[=<>][^()]*\)`),
	"INSERT OR, for ON CONFLICT":      regexp.MustCompile(`\bINSERT OR\b|\bREPLACE INTO\b`),
	"a function that only SQLite has": regexp.MustCompile(`(?i)\b(?:ifnull|iif|strftime|datetime|` +
		`julianday|last_insert_rowid|changes|group_concat|printf)\s*\(`),
	"the row number of SQLite":                     regexp.MustCompile(`(?i)\browid\b`),
	"a comparison that only SQLite has":            regexp.MustCompile(`\bGLOB\b|\bIS NOT \$|\bIS \$|==`),
	"the time of the database":                     regexp.MustCompile(`(?i)\bcurrent_timestamp\b|\bnow\s*\(`),
	"a quoted text that PostgreSQL takes for name": regexp.MustCompile(`= "`),
}

var (
	updatePattern    = regexp.MustCompile(`(?s)\bDO UPDATE\s+SET\s(.*?)(?:\bRETURNING\b|$)`)
	qualifiedPattern = regexp.MustCompile(`'[^']*'|\$[0-9]+|\b\w+\.\w+\b`)
	targetPattern    = regexp.MustCompile(`(?:^|,)\s*\w+\s*=`)
	namePattern      = regexp.MustCompile(`[a-z_][a-z_0-9]*`)
)

// unqualified gives the names in what ON CONFLICT sets that do not say of which row they are: the old one or the new
// one.
func unqualified(query string) []string {
	m := updatePattern.FindStringSubmatch(query)
	if m == nil {
		return nil
	}
	rest := targetPattern.ReplaceAllString(qualifiedPattern.ReplaceAllString(m[1], ""), ",")
	return namePattern.FindAllString(rest, -1)
}

// faults gives what a statement may not say.
func faults(query string) []string {
	var out []string
	for what, p := range unportable {
		if p.MatchString(query) {
			out = append(out, what)
		}
	}
	for _, name := range unqualified(query) {
		out = append(out, "ON CONFLICT sets by "+name+", which is not qualified")
	}
	return out
}

var statement = regexp.MustCompile(`^\s*(?:SELECT|INSERT|UPDATE|DELETE|WHERE|WITH|ON CONFLICT)\b`)

// TestStatementsArePortable reads every statement of the package.
func TestStatementsArePortable(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		// only SQLite is told row by row, and only PostgreSQL is asked what it is
		if strings.HasSuffix(name, "_test.go") || name == "tell_rows.go" || name == "postgres_check.go" {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if n.Sel.Name == "LastInsertId" {
					t.Errorf("%s: LastInsertId, for RETURNING", set.Position(n.Pos()))
				}
			case *ast.BasicLit:
				text, err := strconv.Unquote(n.Value)
				if n.Kind != token.STRING || err != nil || !statement.MatchString(text) {
					return true
				}
				found++
				for _, fault := range faults(text) {
					t.Errorf("%s: %s: %s", set.Position(n.Pos()), fault, text)
				}
			}
			return true
		})
	}
	if found < 80 {
		t.Errorf("only %d statements were found", found)
	}
}

// TestUnportable shows that each form is found, and what is like it is not.
func TestUnportable(t *testing.T) {
	for query, bad := range map[string]bool{
		"INSERT INTO t (a, b) VALUES ($1, EXISTS (SELECT 1 FROM u))":                                           true,
		"INSERT INTO t (a, b) VALUES ($1, CASE WHEN EXISTS (SELECT 1 FROM u) THEN 1 ELSE 0 END)":               false,
		"SELECT count(*) FROM mails WHERE (auth LIKE 'pass%') = $3":                                            true,
		"SELECT a FROM t WHERE (b = $1 OR c = $1) AND d = $2":                                                  false,
		"SELECT sum(state = 'x') FROM t":                                                                       true,
		"SELECT min(due_at) FROM handoffs WHERE due_at IS NOT NULL":                                            false,
		"INSERT OR IGNORE INTO t (a) VALUES ($1)":                                                              true,
		"SELECT ifnull(a, 0) FROM t":                                                                           true,
		"DELETE FROM t WHERE rowid = $1":                                                                       true,
		"INSERT INTO seen (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET proved = 1 WHERE proved < 1":       true,
		"INSERT INTO t (k, n) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET n = n + excluded.n":                true,
		"INSERT INTO t (k, n) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET n = t.n + excluded.n, m = 'now x'": false,
		"INSERT INTO t (k) VALUES ($1) ON CONFLICT (k) DO UPDATE SET k = excluded.k RETURNING id":              false,
		"SELECT a FROM t WHERE at < now()":                                                                     true,
	} {
		if got := faults(query); bad != (len(got) > 0) {
			t.Errorf("%s: %v", query, got)
		}
	}
}

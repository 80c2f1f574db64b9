package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestImport takes from a CSV what became of the demo's leads: good rows are taken once, the others are told with
// their place.
func TestImport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	later := func() time.Time { return time.Date(2026, 12, 20, 12, 0, 0, 0, time.UTC) }
	do := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs, now: later}); code != want {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out.String(), errs.String())
		}
		return out.String(), errs.String()
	}
	do(exitDone, "demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	list, _ := do(exitDone, "list", "--state", "held", "--config", conf)
	var ids []string
	for _, f := range strings.Fields(list) {
		if strings.HasPrefix(f, "HO-") {
			ids = append(ids, f)
		}
	}
	if len(ids) < 3 {
		t.Fatalf("the demo has the leads %v", ids)
	}
	file := filepath.Join(dir, "crm.csv")
	write := func(rows ...string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Stage,ID,Opportunity,Amount,Reason",
		"open,"+ids[0]+",https://crm.example/o/1,12000 EUR,",
		"Closed Won,"+strings.ToLower(ids[1])+",OPP-2,\"9,500 USD\",",
		"lost,,https://crm.example/o/1,,no budget",
		"open,HO-ZZZZZZ,OPP-9,,",
		"maybe,"+ids[2]+",OPP-3,,",
		"open,"+ids[2]+",OPP-3,lots,",
		"won,,OPP-404,,",
		"won,,,,",
		","+ids[2]+",,,because",
		"lost,"+ids[2]+",,,no budget",
		`wo"n,`+ids[2]+`,OPP-3,,`,
	)
	out, errs := do(exitFailed, "import", "--config", conf, file)
	for _, want := range []string{ids[0] + ": the lead became an opportunity\n", ids[1] + ": ", "won, 9,500 USD", "rows taken"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said:\n%s", want, out)
		}
	}
	for _, want := range []string{":5:6: ", ":6:1: \"maybe\" is no stage", ":7:", "lots", ":8:6: ", ":9:", "names no lead", ":10:2: the row says nothing",
		":11:6: " + ids[2] + ": there is no opportunity to lose", ":12:"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q is not said:\n%s", want, errs)
		}
	}
	write("id,opportunity,amount,stage,reason", "", ids[1]+",OPP-2,\"9,500 USD\",won,", ",https://crm.example/o/1,,lost,no budget")
	do(exitDone, "import", "--config", conf, file)
	if out, _ := do(exitDone, "import", "--config", conf, file); !strings.Contains(out, "0 rows taken, 2 as before, 0 left out") {
		t.Errorf("the same once more:\n%s", out)
	}
	write("id,opportunity,amount", ids[1]+",OPP-2,\"9,600\"", ids[2]+",OPP-3,700")
	out, errs = do(exitFailed, "import", "--config", conf, file)
	if !strings.Contains(out, ids[1]+": ") || !strings.Contains(errs, ":3:1: "+ids[2]+" is given 700, which names no currency") {
		t.Errorf("sums without a currency:\n%s%s", out, errs)
	}
	if shown, _ := do(exitDone, "show", ids[1], "--config", conf); !strings.Contains(shown, "9,600 USD") {
		t.Errorf("the sum is in another currency than that of the lead:\n%s", shown)
	}
	write("id,opportunity", ids[2]+",OPP-2")
	do(exitDone, "import", "--config", conf, file)
	write("opportunity,amount", "OPP-2,100 EUR")
	if _, errs := do(exitFailed, "import", "--config", conf, file); !strings.Contains(errs,
		"crm.csv:2:1: several handoffs have the opportunity \"OPP-2\"") {
		t.Errorf("two leads with one opportunity:\n%s", errs)
	}
	if out, _ := do(exitDone, "show", "--config", conf, ids[0]); !strings.Contains(out,
		"led to   https://crm.example/o/1, 12,000 EUR, lost: no budget\n") {
		t.Errorf("shown:\n%s", out)
	}
	if out, _ := do(exitDone, "list", "--state", "converted", "--config", conf); !strings.Contains(out, ids[0]) ||
		!strings.Contains(out, ids[1]) || strings.Contains(out, "accepted") {
		t.Errorf("converted:\n%s", out)
	}
	write("a,b")
	if _, errs := do(exitFailed, "import", "--config", conf, file); !strings.Contains(errs,
		"crm.csv:1:1: the first row does not name the columns; write id,opportunity,amount,stage,reason") {
		t.Errorf("no columns: %s", errs)
	}
}

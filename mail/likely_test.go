package mail

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// sample is a mail of known kind with its marks.
type sample struct {
	machine bool
	marks   []string
	from    string // the set it belongs to
	m       *Message
	line    string
}

// samples are all mails of both kinds without a header of a machine that the tests know.
func samples(t testing.TB) []sample {
	var out []sample
	add := func(set string, machine bool, raw []byte, line string) {
		m := Read(raw)
		s := sample{machine: machine, from: set, m: m, line: line}
		m.marks(m.ideas(), func(mark []byte) {
			if !invented[strings.TrimPrefix(string(mark), markStem)] {
				s.marks = append(s.marks, string(mark))
			}
		})
		out = append(out, s)
	}
	for _, set := range nearSets {
		for _, n := range nearMails(t, set) {
			add(set, strings.Contains(set, "machines"), n.raw, n.line)
		}
	}
	for machine, mails := range map[bool][]signalMail{true: machineMails, false: personMails} {
		for _, s := range mails {
			raw := string(plain(s.subject, inThread, s.text))
			if s.from != "" {
				raw = strings.Replace(raw, "Rob Roe <rob@acme.example>", s.from, 1)
			}
			add("signals", machine, []byte(raw), s.text)
		}
	}
	for _, a := range automaticMails {
		raw := strings.Replace(string(plain(a.subject, inThread, a.text)), "Rob Roe <rob@acme.example>", a.from, 1)
		add("automatic", true, []byte(raw), a.text)
	}
	for _, h := range humanMails {
		add("automatic", false, plain(h.subject, inThread, h.text), h.text)
	}
	slices.SortStableFunc(out, func(a, b sample) int { return strings.Compare(a.from+a.line, b.from+b.line) })
	return out
}

// nearSets are the files of testdata: what was written to try the signs, then at first sight, then mail of every day.
var nearSets = []string{
	"near_machines.txt", "near_people.txt", "sight_machines.txt", "sight_people.txt", "plain_people.txt",
	"other_people.txt",
}

// invented are names of the people and companies in the samples, which say nothing of a mail.
var invented = set(`
	ben carter rita rowan globex dana fox rob roe quinn acme kim jane ana ruiz introd intro kate sue paul
	marco rossi jonas lina`)

// learn fits weights to the samples by logistic regression, one sample after the other, with steps that become smaller
// for marks that are frequent. It is the same in each run.
func learn(all []sample) map[string]float64 {
	count := map[string]int{}
	for _, s := range all {
		for _, mark := range s.marks {
			count[mark]++
		}
	}
	weight, seen := map[string]float64{}, map[string]float64{}
	order := rand.New(rand.NewPCG(1, 2))
	index := make([]int, len(all))
	for i := range index {
		index[i] = i
	}
	for range 15 {
		order.Shuffle(len(index), func(a, b int) { index[a], index[b] = index[b], index[a] })
		for _, i := range index {
			sum, want := 0.0, 0.0
			for _, mark := range all[i].marks {
				sum += weight[mark]
			}
			if all[i].machine {
				want = 1
			}
			off := want - 1/(1+math.Exp(-sum))
			for _, mark := range all[i].marks {
				if count[mark] < 2 {
					continue // says something of one mail only
				}
				seen[mark] += off * off
				weight[mark] = weight[mark]*(1-1e-4) + 0.3*off/math.Sqrt(1+seen[mark])
			}
		}
	}
	return weight
}

// rounded leaves out marks that weigh next to nothing.
func rounded(weight map[string]float64) map[string]int16 {
	out := map[string]int16{}
	for mark, w := range weight {
		if n := math.Round(w * 100); math.Abs(n) >= 8 {
			out[mark] = int16(n)
		}
	}
	return out
}

func TestWeights(t *testing.T) {
	want := rounded(learn(samples(t)))
	if *update {
		var b strings.Builder
		for _, mark := range slices.Sorted(maps.Keys(want)) {
			fmt.Fprintf(&b, "%s\t%d\n", mark, want[mark])
		}
		if err := os.WriteFile("weights.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	off := 0
	for mark, n := range want {
		if d := int(weights()[mark]) - int(n); d > 3 || d < -3 {
			off++
		}
	}
	if off*50 > len(want) || len(weights()) < len(want)*9/10 {
		t.Errorf("%d of %d weights are not those of the mails beside the tests; write them with -update", off, len(want))
	}
}

// Mails that nobody has learned from are told by what others have taught: of machines no more than 1 in 25 is taken for
// a person's without a doubt, and of people, who all write what machines write, no more than 1 in 25 for a machine's.
func TestLearnedFromOthers(t *testing.T) {
	all := samples(t)
	const parts = 5
	order := rand.New(rand.NewPCG(3, 4)).Perm(len(all))
	var found [2][aMachine + 1]int
	for part := range parts {
		var known, unknown []sample
		for n, i := range order {
			if n%parts == part {
				unknown = append(unknown, all[i])
			} else {
				known = append(known, all[i])
			}
		}
		weight := rounded(learn(known))
		for _, s := range unknown {
			kind := 0
			if s.machine {
				kind = 1
			}
			i := s.m.ideas()
			sum, _ := s.m.signalled(i)
			found[kind][i.judge(sum, s.m.likelyBy(weight, i))]++
		}
	}
	for kind, name := range []string{"people", "machines"} {
		f := found[kind]
		t.Logf("%s: %d taken for people, %d of them maybe; %d for machines, %d of them maybe", name,
			f[aPerson]+f[maybePerson], f[maybePerson], f[aMachine]+f[maybeMachineMail], f[maybeMachineMail])
	}
	people, machines := found[0], found[1]
	if n := machines[aPerson]; n*25 > len(all)/2 {
		t.Errorf("%d machines are taken for people without a doubt", n)
	}
	if n := people[aMachine] + people[maybeMachineMail]; n*25 > len(all)/2 {
		t.Errorf("%d people are taken for machines", n)
	}
}

package store

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// keptTexts are the fields of a handoff whose text stays when its people are forgotten. A new field is to be erased
// in without, unless it can hold nothing about anybody outside; then it is listed here.
const keptTexts = `Amount.Currency Assignments.Claim.By Assignments.Claim.Mail Assignments.End Assignments.Evidence.By
Assignments.Evidence.Kind Assignments.Evidence.MessageID Assignments.Evidence.Note
Assignments.Evidence.Strength Assignments.Evidence.Via Assignments.Note Assignments.Others.By
Assignments.Others.For Assignments.Others.Note Assignments.Others.Rep Assignments.Others.Why
Assignments.Others.With.Cause Assignments.Others.With.Handoff Assignments.Others.With.Key
Assignments.Others.With.Kind Assignments.Others.With.Why Assignments.Place Assignments.Rep Assignments.Require
Assignments.Successor Assignments.UID Block.Rep CancelBy Chores.By Chores.Of Chores.What Chores.Who
Clash.Asked Clash.Blind Clash.Cannot.By Clash.Cannot.For Clash.Cannot.Note Clash.Cannot.Rep Clash.Cannot.Why
Clash.Cannot.With.Cause Clash.Cannot.With.Handoff Clash.Cannot.With.Key Clash.Cannot.With.Kind
Clash.Cannot.With.Why Clash.For Clash.Free Clash.Rep Clash.Unseen Clash.With.Cause Clash.With.Handoff
Clash.With.Key Clash.With.Kind Clash.With.Why Consent.By Deal.By Deciders.In Deciders.Person Deciders.Role
Despite Earlier.By Earlier.Code Earlier.Criteria Earlier.Tries.How Guests.Address Guests.PartStat
Guests.Person Guests.UID ID Ignored Link Moving.Asked Moving.By Moving.Said Next.Owner Next.What Origin
Own.Key Own.Rep Pool.By Pool.For Pool.Note Pool.Rep Pool.Why Pool.With.Cause Pool.With.Handoff Pool.With.Key
Pool.With.Kind Pool.With.Why Qualifier Return.By Return.Code Return.Criteria Return.Tries.How Sleep.By
Sleep.Draft State Step.By Step.Owner Team Times.For Times.Rep Token Twin UID Verdicts.By Verdicts.Outcome
Verdicts.Role Why.Code Why.Says Wish Zone`

// TestForgettingKeepsOnlyTheseTexts fills every text of a handoff and lists those that are still there afterwards.
func TestForgettingKeepsOnlyTheseTexts(t *testing.T) {
	var h handoff.Handoff
	fillTexts(reflect.ValueOf(&h).Elem())
	var kept []string
	listTexts(reflect.ValueOf(without(h)), "", &kept)
	slices.Sort(kept)
	all := slices.Compact(kept)
	kept = slices.DeleteFunc(slices.Clone(all), func(s string) bool { // they are turns as well
		turns, ok := strings.CutPrefix(s, "Beside.")
		return ok && slices.Contains(all, "Assignments."+turns)
	})
	if diff := cmp.Diff(strings.Fields(keptTexts), kept); diff != "" {
		t.Errorf("kept when the people are forgotten (-want +got):\n%s", diff)
	}
}

// fillTexts writes the secret into every text that v holds or can hold, once where a type holds itself.
func fillTexts(v reflect.Value, within ...reflect.Type) {
	if slices.Contains(within, v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(secret)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillTexts(v.Elem(), within...)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillTexts(v.Index(0), within...)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillTexts(key, within...)
		fillTexts(value, within...)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		within = append(slices.Clip(within), v.Type())
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fillTexts(v.Field(i), within...)
			}
		}
	}
}

// listTexts lists the fields below v in which the secret stands.
func listTexts(v reflect.Value, at string, out *[]string) {
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), secret) {
			*out = append(*out, strings.TrimPrefix(at, "."))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			listTexts(v.Elem(), at, out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			listTexts(v.Index(i), at, out)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			listTexts(k, at, out)
			listTexts(v.MapIndex(k), at, out)
		}
	case reflect.Struct:
		if r, ok := v.Interface().(handoff.Reason); ok && len(r.Args) > 0 {
			*out = append(*out, strings.TrimPrefix(at, "."))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				listTexts(v.Field(i), at+"."+v.Type().Field(i).Name, out)
			}
		}
	}
}

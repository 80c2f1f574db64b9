package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// regionNames are the regions as people call them: in English first, then in their own words.
var regionNames = map[string][]string{
	"AR": {"Argentina"}, "AT": {"Austria", "Österreich"}, "BE": {"Belgium", "België", "Belgique"}, "BG": {"Bulgaria"},
	"BR": {"Brazil", "Brasil"}, "CA": {"Canada"}, "CY": {"Cyprus"}, "CZ": {"Czechia", "Czech Republic", "Česko"},
	"DE": {"Germany", "Deutschland"}, "DK": {"Denmark", "Danmark"}, "EE": {"Estonia", "Eesti"},
	"ES": {"Spain", "España"}, "FI": {"Finland", "Suomi"}, "FR": {"France"},
	"GB": {"Great Britain", "United Kingdom", "UK", "England"}, "GR": {"Greece"}, "HR": {"Croatia", "Hrvatska"},
	"HU": {"Hungary", "Magyarország"}, "IE": {"Ireland"}, "IS": {"Iceland"}, "IT": {"Italy", "Italia"}, "JP": {"Japan"},
	"KE": {"Kenya"}, "LT": {"Lithuania"}, "LU": {"Luxembourg"}, "LV": {"Latvia"}, "MT": {"Malta"}, "MW": {"Malawi"},
	"MX": {"Mexico", "México"}, "NL": {"Netherlands", "Nederland", "Holland"}, "NO": {"Norway", "Norge"},
	"NZ": {"New Zealand"}, "PL": {"Poland", "Polska"}, "PT": {"Portugal"}, "RO": {"Romania"}, "RS": {"Serbia"},
	"RU": {"Russia"}, "SE": {"Sweden", "Sverige"}, "SI": {"Slovenia"}, "SK": {"Slovakia", "Slovensko"}, "TH": {"Thailand"},
	"UA": {"Ukraine"}, "US": {"United States", "USA"}, "ZA": {"South Africa"},
	"AU-ACT": {"Australian Capital Territory"}, "AU-NSW": {"New South Wales"}, "AU-NT": {"Northern Territory"},
	"AU-QLD": {"Queensland"}, "AU-SA": {"South Australia"}, "AU-TAS": {"Tasmania"}, "AU-VIC": {"Victoria"},
	"AU-WA": {"Western Australia"},
	"CH-AG": {"Aargau"}, "CH-AI": {"Appenzell Innerrhoden"}, "CH-AR": {"Appenzell Ausserrhoden"}, "CH-BE": {"Bern"},
	"CH-BL": {"Basel-Landschaft"}, "CH-BS": {"Basel-Stadt", "Basel"}, "CH-FR": {"Fribourg", "Freiburg"},
	"CH-GE": {"Geneva", "Genève", "Genf"}, "CH-GL": {"Glarus"}, "CH-GR": {"Grisons", "Graubünden"}, "CH-JU": {"Jura"},
	"CH-LU": {"Lucerne", "Luzern"}, "CH-NE": {"Neuchâtel"}, "CH-NW": {"Nidwalden"}, "CH-OW": {"Obwalden"},
	"CH-SG": {"St. Gallen"}, "CH-SH": {"Schaffhausen"}, "CH-SO": {"Solothurn"}, "CH-SZ": {"Schwyz"}, "CH-TG": {"Thurgau"},
	"CH-TI": {"Ticino", "Tessin"}, "CH-UR": {"Uri"}, "CH-VD": {"Vaud", "Waadt"}, "CH-VS": {"Valais", "Wallis"},
	"CH-ZG": {"Zug"}, "CH-ZH": {"Zurich", "Zürich"},
	"DE-BB": {"Brandenburg"}, "DE-BE": {"Berlin"}, "DE-BW": {"Baden-Württemberg"}, "DE-BY": {"Bavaria", "Bayern"},
	"DE-HB": {"Bremen"}, "DE-HE": {"Hesse", "Hessen"}, "DE-HH": {"Hamburg"},
	"DE-MV": {"Mecklenburg-Vorpommern"}, "DE-NI": {"Lower Saxony", "Niedersachsen"},
	"DE-NW": {"North Rhine-Westphalia", "Nordrhein-Westfalen", "NRW"},
	"DE-RP": {"Rhineland-Palatinate", "Rheinland-Pfalz"},
	"DE-SH": {"Schleswig-Holstein"}, "DE-SL": {"Saarland"}, "DE-SN": {"Saxony", "Sachsen"},
	"DE-ST": {"Saxony-Anhalt", "Sachsen-Anhalt"}, "DE-TH": {"Thuringia", "Thüringen"},
	"US-CA": {"California"},
}

var regionCode = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`)

// regionNamed is the region that people call so, with a slip or without; the name as it is written there.
func regionNamed(name string) (code, called string) {
	words := map[string]string{}
	for _, c := range slices.Sorted(maps.Keys(regionNames)) {
		for _, n := range regionNames[c] {
			if strings.EqualFold(n, strings.TrimSpace(name)) {
				return c, n
			}
			if len(n) > len("Italy") {
				words[strings.ToLower(n)] = c
			}
		}
	}
	near := text.Nearest(strings.ToLower(name), slices.Sorted(maps.Keys(words)))
	if near == "" || regionCode.MatchString(strings.ToUpper(name)) {
		return "", ""
	}
	code = words[near]
	i := slices.IndexFunc(regionNames[code], func(n string) bool { return strings.ToLower(n) == near })
	return code, regionNames[code][i]
}

// unknownRegion says what may be written in place of a name that is no region.
func unknownRegion(written string) string {
	name := strings.ToUpper(strings.TrimSpace(written))
	if code, called := regionNamed(written); code != "" {
		return fmt.Sprintf("write %q for %s", code, called)
	}
	country, _, _ := strings.Cut(name, "-")
	var parts []string
	for r := range regions {
		if strings.HasPrefix(r, country+"-") {
			parts = append(parts, r)
		}
	}
	slices.Sort(parts)
	_, whole := regions[country]
	switch {
	case !whole && len(parts) == 0:
		return "write the code of a country such as \"FR\", or of a part such as \"DE-BY\" (Bavaria): " +
			Meant(name, slices.Collect(maps.Keys(regions))) + "; other days are named with days_off or in an .ics file"
	case country == name:
		return "name the part of the country: " + called(parts)
	case whole && len(parts) <= 1:
		out := "of " + country + " only the whole country is known"
		for _, p := range parts {
			out += ", and " + called([]string{p})
		}
		return out + "; write " + country + " and the days of the region with days_off"
	case whole:
		return "write " + country + " for the days that all of it keeps, or a part: " + called(parts)
	}
	return "name the part of the country: " + called(parts)
}

// called lists regions with their names.
func called(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = fmt.Sprintf("%s (%s)", c, regionNames[c][0])
	}
	return strings.Join(out, ", ")
}

// localDays are days that some municipalities of a region keep, and others do not: its list has none of them.
var localDays = map[string]string{
	"DE-BY": `15 Aug (Mariä Himmelfahrt) is off in most municipalities, 8 Aug in Augsburg; where it is, write ` +
		`days_off = ["08-15: Mariä Himmelfahrt"]`,
	"DE-SN": `Corpus Christi is off in some municipalities; where it is, write its date each year with days_off`,
	"DE-TH": `Corpus Christi is off in some municipalities; where it is, write its date each year with days_off`,
}

// LocalDays says which days are off in parts of a region only, and so not in its list; empty if none are.
func LocalDays(region string) string {
	if text, ok := localDays[region]; ok {
		return "not in it: " + text
	}
	return ""
}

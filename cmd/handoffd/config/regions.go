package config

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/hu"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/is"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/ke"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mt"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/mx"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/th"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"handoffd/handoff"
)

// regions are the countries and parts of countries whose holidays are known. Where a country has no holidays of its own
// that all of it keeps, only its parts are listed; Easter Monday is kept by Canada's federal offices alone.
var regions = map[string][]*cal.Holiday{
	"AR":     ar.Holidays,
	"AT":     at.Holidays,
	"AU-ACT": au.HolidaysACT, "AU-NSW": au.HolidaysNSW, "AU-NT": au.HolidaysNT, "AU-QLD": au.HolidaysQLD,
	"AU-SA": au.HolidaysSA, "AU-TAS": au.HolidaysTAS, "AU-VIC": au.HolidaysVIC, "AU-WA": au.HolidaysWA,
	"BE":    be.Holidays,
	"BG":    bg.Holidays,
	"BR":    br.Holidays,
	"CA":    except(ca.Holidays, ca.EasterMonday),
	"CH-AG": ch.HolidaysAG, "CH-AI": ch.HolidaysAI, "CH-AR": ch.HolidaysAR, "CH-BE": ch.HolidaysBE,
	"CH-BL": ch.HolidaysBL, "CH-BS": ch.HolidaysBS, "CH-FR": ch.HolidaysFR, "CH-GE": ch.HolidaysGE,
	"CH-GL": ch.HolidaysGL, "CH-GR": ch.HolidaysGR, "CH-JU": ch.HolidaysJU, "CH-LU": ch.HolidaysLU,
	"CH-NE": ch.HolidaysNE, "CH-NW": ch.HolidaysNW, "CH-OW": ch.HolidaysOW, "CH-SG": ch.HolidaysSG,
	"CH-SH": ch.HolidaysSH, "CH-SO": ch.HolidaysSO, "CH-SZ": ch.HolidaysSZ, "CH-TG": ch.HolidaysTG,
	"CH-TI": ch.HolidaysTI, "CH-UR": ch.HolidaysUR, "CH-VD": ch.HolidaysVD, "CH-VS": ch.HolidaysVS,
	"CH-ZG": ch.HolidaysZG, "CH-ZH": ch.HolidaysZH,
	"CY": cy.Holidays,
	"CZ": cz.Holidays,
	"DE": de.Holidays, "DE-BB": de.HolidaysBB, "DE-BE": de.HolidaysBE, "DE-BW": de.HolidaysBW,
	"DE-BY": de.HolidaysBY, "DE-HB": de.HolidaysHB, "DE-HE": de.HolidaysHE, "DE-HH": de.HolidaysHH,
	"DE-MV": de.HolidaysMV, "DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW, "DE-RP": de.HolidaysRP,
	"DE-SH": de.HolidaysSH, "DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST,
	"DE-TH": de.HolidaysTH,
	"DK":    dk.Holidays,
	"EE":    ee.Holidays,
	"ES":    es.Holidays,
	"FI":    fi.Holidays,
	"FR":    fr.Holidays,
	"GB":    gb.Holidays,
	"GR":    gr.Holidays,
	"HR":    hr.Holidays,
	"HU":    hu.Holidays,
	"IE":    ie.Holidays,
	"IS":    is.Holidays,
	"IT":    it.Holidays,
	"JP":    jp.Holidays,
	"KE":    ke.Holidays,
	"LT":    lt.Holidays,
	"LU":    lu.Holidays,
	"LV":    lv.Holidays,
	"MT":    mt.Holidays,
	"MW":    mw.Holidays,
	"MX":    mx.Holidays,
	"NL":    nl.Holidays,
	"NO":    no.Holidays,
	"NZ":    nz.Holidays,
	"PL":    pl.Holidays,
	"PT":    pt.Holidays,
	"RO":    ro.Holidays,
	"RS":    rs.Holidays,
	"RU":    ru.Holidays,
	"SE":    se.Holidays,
	"SI":    si.Holidays,
	"SK":    sk.Holidays,
	"TH":    th.Holidays,
	"UA":    ua.Holidays,
	"US":    us.Holidays,
	"ZA":    za.Holidays,
	"US-CA": append(except(us.Holidays, us.ColumbusDay, us.Juneteenth), chavezDay, us.DayAfterThanksgivingDay),
}

// chavezDay is kept by California alone.
var chavezDay = &cal.Holiday{Name: "Cesar Chavez Day", Type: cal.ObservancePublic, Month: time.March, Day: 31,
	Observed: []cal.AltDay{{Day: time.Sunday, Offset: 1}}, Func: cal.CalcDayOfMonth}

func except(list []*cal.Holiday, others ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(list), func(h *cal.Holiday) bool { return slices.Contains(others, h) })
}

// The years for which holidays are worked out: far enough, and the same for every start, so that equal configs are
// equal.
const (
	firstYear = 2024
	lastYear  = 2045
)

// regionDays are the holidays of a region, in order: the days themselves, and those on which they are kept where they
// fall on a weekend.
func regionDays(list []*cal.Holiday) []handoff.DayOff {
	var out []handoff.DayOff
	for _, h := range list {
		for year := firstYear; year <= lastYear; year++ {
			actual, kept := h.Calc(year)
			if actual.IsZero() {
				continue
			}
			name := strings.TrimSpace(h.Name)
			out = append(out, handoff.DayOff{First: handoff.DayOf(actual), Name: name})
			if !kept.IsZero() && !kept.Equal(actual) {
				out = append(out, handoff.DayOff{First: handoff.DayOf(kept), Name: name})
			}
		}
	}
	handoff.SortDaysOff(out)
	return out
}

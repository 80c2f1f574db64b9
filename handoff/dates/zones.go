package dates

import (
	"strings"
	"sync"
	"time"
)

// namedZone is a zone that a word stands for.
type namedZone struct {
	name   string   // IANA name
	letter string   // the abbreviation, when it stands for one fixed offset
	offset int      // seconds east of UTC that the abbreviation stands for
	among  []string // IANA names, when the abbreviation is used in several countries
	load   func() (*time.Location, error)
}

// abbreviations stand for one offset; in the other half of the year people write them and mean local time.
var abbreviations = []struct {
	words   string
	zone    string
	minutes int
}{
	{"cet|mez|hnec|central european standard", "Europe/Berlin", 60}, {"cest|mesz|haec|central european summer",
		"Europe/Berlin", 120},
	{"eet|oez", "Europe/Athens", 120}, {"eest|oesz", "Europe/Athens", 180},
	{"wet|wez", "Europe/Lisbon", 0}, {"west", "Europe/Lisbon", 60},
	{"bst|british summer", "Europe/London", 60}, {"msk", "Europe/Moscow", 180}, {"trt", "Europe/Istanbul", 180},
	{"est|eastern standard", "America/New_York", -300}, {"edt|eastern daylight", "America/New_York", -240},
	{"cdt|central daylight", "America/Chicago", -300},
	{"mst|mountain standard", "America/Denver", -420}, {"mdt|mountain daylight", "America/Denver", -360},
	{"pst|pacific standard", "America/Los_Angeles", -480}, {"pdt|pacific daylight", "America/Los_Angeles", -420},
	{"akst", "America/Anchorage", -540}, {"akdt", "America/Anchorage", -480}, {"hst", "Pacific/Honolulu", -600},
	{"adt", "America/Halifax", -180}, {"brt", "America/Sao_Paulo", -180},
	{"jst", "Asia/Tokyo", 540}, {"kst", "Asia/Seoul", 540}, {"hkt", "Asia/Hong_Kong", 480}, {"sgt", "Asia/Singapore", 480},
	{"pkt", "Asia/Karachi", 300}, {"sast", "Africa/Johannesburg", 120},
	{"aest", "Australia/Sydney", 600}, {"aedt", "Australia/Sydney", 660}, {"awst", "Australia/Perth", 480},
	{"acst", "Australia/Adelaide", 570}, {"acdt", "Australia/Adelaide", 630},
	{"nzst", "Pacific/Auckland", 720}, {"nzdt", "Pacific/Auckland", 780},
	{"gmt|greenwich mean", "Europe/London", 0},
}

// shared abbreviations mean another zone in each of these places.
var shared = []struct {
	words string
	among []string
}{
	{"ist", []string{"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}},
	{"cst", []string{"America/Chicago", "Asia/Shanghai"}},
	{"ast", []string{"America/Halifax", "Asia/Riyadh"}},
	{"gst", []string{"Asia/Dubai", "Pacific/Guam"}},
}

// cities are places whose name is the same in most languages, by IANA zone; names in other languages are in their
// tables.
var cities = map[string]string{
	"America/New_York":               "et|eastern|east coast|new york|nyc|boston|miami|atlanta|philadelphia|washington dc",
	"America/Chicago":                "ct|central|chicago|dallas|houston|austin",
	"America/Denver":                 "mt|mountain|denver",
	"America/Phoenix":                "phoenix|arizona",
	"America/Los_Angeles":            "pt|pacific|west coast|los angeles|san francisco|seattle|san diego|california",
	"America/Toronto":                "toronto|montreal|ottawa",
	"America/Vancouver":              "vancouver",
	"America/Mexico_City":            "mexico city|ciudad de mexico|cdmx",
	"America/Bogota":                 "bogota",
	"America/Lima":                   "lima",
	"America/Sao_Paulo":              "sao paulo|rio de janeiro|brasilia",
	"America/Argentina/Buenos_Aires": "buenos aires",
	"Europe/London":                  "london|manchester|edinburgh|uk|britain",
	"Europe/Dublin":                  "dublin|ireland",
	"Europe/Lisbon":                  "lisbon|lisboa|porto|portugal",
	"Europe/Madrid":                  "madrid|barcelona|valencia|spain",
	"Europe/Paris":                   "paris|lyon|france",
	"Europe/Brussels":                "brussels|belgium",
	"Europe/Amsterdam":               "amsterdam|rotterdam|utrecht|netherlands",
	"Europe/Berlin": "berlin|munich|hamburg|frankfurt|stuttgart|germany|german|central european|cet " +
		"cest|cest cet",
	"Europe/Vienna":       "vienna|austria",
	"Europe/Zurich":       "bern|zurich|geneva|basel|switzerland|swiss",
	"Europe/Rome":         "rome|milan|turin|italy|roma|milano|torino",
	"Europe/Copenhagen":   "copenhagen|denmark",
	"Europe/Stockholm":    "stockholm|sweden",
	"Europe/Oslo":         "oslo|norway",
	"Europe/Helsinki":     "helsinki|finland",
	"Europe/Warsaw":       "warsaw|poland",
	"Europe/Prague":       "prague|czechia|czech republic",
	"Europe/Budapest":     "budapest|hungary",
	"Europe/Athens":       "athens|greece|eastern european",
	"Europe/Bucharest":    "bucharest|romania",
	"Europe/Istanbul":     "istanbul|turkey",
	"Europe/Kyiv":         "kyiv|kiev",
	"Europe/Moscow":       "moscow",
	"Asia/Dubai":          "dubai|abu dhabi",
	"Asia/Jerusalem":      "tel aviv|jerusalem|israel",
	"Asia/Riyadh":         "riyadh",
	"Asia/Kolkata":        "mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|india|indian|kolkata",
	"Asia/Singapore":      "singapore",
	"Asia/Hong_Kong":      "hong kong",
	"Asia/Shanghai":       "shanghai|beijing|shenzhen|china",
	"Asia/Taipei":         "taipei",
	"Asia/Tokyo":          "tokyo|osaka|japan",
	"Asia/Seoul":          "seoul|korea",
	"Asia/Bangkok":        "bangkok|thailand",
	"Asia/Manila":         "manila|philippines",
	"Asia/Jakarta":        "jakarta",
	"Australia/Sydney":    "sydney|melbourne",
	"Australia/Brisbane":  "brisbane",
	"Australia/Perth":     "perth",
	"Australia/Adelaide":  "adelaide",
	"Pacific/Auckland":    "auckland|wellington|new zealand",
	"Africa/Johannesburg": "johannesburg|cape town|south africa",
	"Africa/Cairo":        "cairo|egypt",
	"Africa/Nairobi":      "nairobi|kenya",
	"Africa/Lagos":        "lagos|nigeria",
}

func (v *vocabulary) addZones() {
	v.add(entry{kindZone, v.place("UTC"), "utc|z|zulu"}, everyLanguage)
	for _, a := range abbreviations {
		v.zones = append(v.zones,
			namedZone{name: a.zone, letter: strings.ToUpper(a.words[:strings.IndexByte(a.words+"|", '|')]),
				offset: a.minutes * 60, load: loader(a.zone)})
		v.add(entry{kindZone, len(v.zones) - 1, a.words}, everyLanguage)
	}
	for _, s := range shared {
		v.zones = append(v.zones, namedZone{name: s.among[0], letter: strings.ToUpper(s.words), among: s.among,
			load: loader(s.among[0])})
		v.add(entry{kindZone, len(v.zones) - 1, s.words}, everyLanguage)
	}
	for zone, names := range cities {
		v.add(entry{kindZone, v.place(zone), names}, everyLanguage)
	}
}

// place is the index of the zone with this IANA name.
func (v *vocabulary) place(name string) int {
	for i, z := range v.zones {
		if z.name == name && z.letter == "" {
			return i
		}
	}
	v.zones = append(v.zones, namedZone{name: name, load: loader(name)})
	return len(v.zones) - 1
}

func loader(name string) func() (*time.Location, error) {
	return sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation(name) })
}

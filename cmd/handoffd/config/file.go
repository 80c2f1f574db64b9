package config

// The types below are the config file as it is written: the toml tags are all keys there are, in every table.
// What a key means, and its default, stands beside it in config.toml.example.
type (
	configFile struct {
		Admin       string        `toml:"admin"`
		AuthservID  string        `toml:"authserv_id"`
		AuthProfile string        `toml:"auth_profile"`
		Border      string        `toml:"border"`
		Addressing  string        `toml:"addressing"`
		LearnIDs    string        `toml:"learn_ids"`
		Address     fileAddress   `toml:"address"`
		IMAP        fileIMAP      `toml:"imap"`
		SMTP        fileSMTP      `toml:"smtp"`
		Mailbox     []fileMailbox `toml:"mailbox"`
		Calendar    fileCalendar  `toml:"calendar"`
		Hygiene     fileHygiene   `toml:"hygiene"`
		Report      fileReport    `toml:"report"`
		Held        fileHeld      `toml:"held"`
		Keep        fileKeep      `toml:"keep"`
		Database    fileDatabase  `toml:"database"`
		Templates   fileTemplates `toml:"templates"`
		Trial       fileTrial     `toml:"trial"`
		Brand       fileBrand     `toml:"brand"`
		Cost        fileCost      `toml:"cost"`
		Web         fileWeb       `toml:"web"`
		Log         fileLog       `toml:"log"`
		Ops         fileOps       `toml:"ops"`
		Defaults    fileDefaults  `toml:"defaults"`
		Team        []fileTeam    `toml:"team"`
		Person      []filePerson  `toml:"person"`
		Owner       []fileOwner   `toml:"owner"`
		Nurture     []fileTouch   `toml:"nurture"`
		Accounts    fileAccounts  `toml:"accounts"`
	}
	fileAccounts struct {
		Top []string `toml:"top"`
	}
	fileTouch struct {
		After    string `toml:"after"`
		Template string `toml:"template"`
	}
	fileBrand struct {
		Company   string `toml:"company"`
		Signature string `toml:"signature"`
		Colour    string `toml:"colour"`
		Logo      string `toml:"logo"`
	}
	fileCost struct {
		Qualifier string           `toml:"qualifier"`
		Margin    int              `toml:"margin"`
		Source    []fileCostSource `toml:"source"`
	}
	fileCostSource struct {
		Name  string `toml:"name"`
		Month string `toml:"month"`
	}
	fileOwner struct {
		Rep     string   `toml:"rep"`
		Domains []string `toml:"domains"`
		File    string   `toml:"file"`
	}
	filePair struct {
		Qualifier string   `toml:"qualifier"`
		Reps      []string `toml:"reps"`
	}
	fileAddress struct {
		Email string `toml:"email"`
		Name  string `toml:"name"`
	}
	fileAccount struct {
		Addr         string `toml:"addr"`
		TLS          string `toml:"tls"`
		Username     string `toml:"username"`
		PasswordFile string `toml:"password_file"`
		PasswordEnv  string `toml:"password_env"`
		fileOAuth
	}
	fileIMAP struct {
		fileAccount
		Folders []string `toml:"folders"`
	}
	fileReport struct {
		Weekly bool   `toml:"weekly"`
		Day    string `toml:"day"`
		Hour   string `toml:"hour"`
		Zone   string `toml:"zone"`
		Names  string `toml:"names"`
	}
	fileHygiene struct {
		Weekly    bool `toml:"weekly"`
		NameAfter int  `toml:"name_after"`
	}
	fileKeep struct {
		Bodies int `toml:"bodies"`
	}
	fileHeld struct {
		Days      int `toml:"days"`
		Megabytes int `toml:"megabytes"`
	}
	fileDatabase struct {
		Path         string `toml:"path"`
		URL          string `toml:"url"`
		PasswordFile string `toml:"password_file"`
		PasswordEnv  string `toml:"password_env"`
		KeyFile      string `toml:"key_file"`
	}
	fileTemplates struct {
		Folder string `toml:"folder"`
	}
	fileTrial struct {
		Only []string `toml:"only"`
	}
	fileLog struct {
		Level     string `toml:"level"`
		Addresses string `toml:"addresses"`
	}
	fileDefaults struct {
		Zone  string `toml:"zone"`
		Hours string `toml:"hours"`

		Holidays []string `toml:"holidays"`
		DaysOff  []string `toml:"days_off"`
	}
	fileTeam struct {
		Name       string          `toml:"name"`
		Mailbox    string          `toml:"mailbox"`
		Qualifiers []string        `toml:"qualifiers"`
		Reps       []string        `toml:"reps"`
		Managers   []string        `toml:"managers"`
		Advocates  []string        `toml:"advocates"`
		Cap        int             `toml:"cap"`
		CapDay     int             `toml:"cap_day"`
		CapWeek    int             `toml:"cap_week"`
		Target     int             `toml:"target"`
		OneToOne   string          `toml:"one_to_one"`
		Playbook   filePlaybook    `toml:"playbook"`
		Duration   string          `toml:"duration"`
		Defaults   fileDefaults    `toml:"defaults"`
		Policy     filePolicy      `toml:"policy"`
		Rule       []fileRule      `toml:"rule"`
		Pair       []filePair      `toml:"pair"`
		Field      []fileField     `toml:"field"`
		Criterion  []fileCriterion `toml:"criterion"`
		Source     []fileSource    `toml:"source"`
	}
	fileRule struct {
		Name   string         `toml:"name"`
		When   map[string]any `toml:"when"` // each a text or a list of texts
		Reps   []string       `toml:"reps"`
		Policy filePolicy     `toml:"policy"`
	}
	filePolicy struct {
		Window      string   `toml:"window"`
		Lead        string   `toml:"lead"`
		Hurry       string   `toml:"hurry"`
		Require     []string `toml:"require"`
		RequireCC   []string `toml:"require_cc"`
		Steps       []string `toml:"steps"`
		Reassign    int      `toml:"reassign"`
		Proposal    string   `toml:"proposal"`
		Manager     string   `toml:"manager"`
		Returned    string   `toml:"returned"`
		Opportunity string   `toml:"opportunity"`
		Penalty     int      `toml:"penalty"`
		Attempts    int      `toml:"attempts"`
		Prep        string   `toml:"prep"`
		Buffer      string   `toml:"buffer"`
		OnConflict  string   `toml:"on_conflict"`
		Phantoms    string   `toml:"phantoms"`
		Qualify     string   `toml:"qualify"`

		BriefInCalendar bool `toml:"brief_in_calendar"`

		Nurture string `toml:"nurture"`
		Listen  int    `toml:"listen"`
	}
	fileField struct {
		Name     string   `toml:"name"`
		Label    string   `toml:"label"`
		Words    []string `toml:"words"`
		Required bool     `toml:"required"`
		Public   bool     `toml:"public"`
	}
	fileCriterion struct {
		Name       string   `toml:"name"`
		Label      string   `toml:"label"`
		Words      []string `toml:"words"`
		Definition string   `toml:"definition"`
		Proof      []string `toml:"proof"`
		Needed     bool     `toml:"needed"`
	}
	fileSource struct {
		Name  string `toml:"name"`
		Owner string `toml:"owner"`
	}
	filePerson struct {
		ID      string   `toml:"id"`
		Name    string   `toml:"name"`
		Email   string   `toml:"email"`
		Aliases []string `toml:"aliases"`
		Logins  []string `toml:"logins"`
		Zone    string   `toml:"zone"`
		Hours   string   `toml:"hours"`
		Link    string   `toml:"link"`
		Title   string   `toml:"title"`
		Phone   string   `toml:"phone"`
		Night   bool     `toml:"night"`

		Holidays []string `toml:"holidays"`
		Away     []string `toml:"away"`
		Weight   int      `toml:"weight"`
		Since    string   `toml:"since"`

		Calendars []fileDiary `toml:"calendars"`
	}
)
